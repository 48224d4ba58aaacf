import { Random } from '../../cosim/vectors/random.ts';
import { type Type, widthOf } from '../../generators/formats/format.ts';
import type { Design } from '../../generators/ir/ir.ts';
import type { Case, Layer } from '../../generators/layers/layer.ts';
import { LAYERS } from '../../generators/layers/registry.ts';
import { checkNetwork } from '../../generators/network/check.ts';
import type { NetworkDocument } from '../../generators/network/document.ts';
import { exactEvaluation } from '../../generators/network/evaluate.ts';
import { networkDesign } from '../../generators/network/expand.ts';
import { edgeNamed, type Network } from '../../generators/network/network.ts';
import { valuesOfWord, wordOfValues } from '../../generators/network/words.ts';
import { ExactModel } from '../../generators/ops/evaluate.ts';

/** A network of one layer. */
export function caseDocument(layer: Layer, { inputs, settings }: Case, name = 'one_layer'): NetworkDocument {
  const names = inputs.map((_, i) => `in_${i}`);
  return {
    'bitwright-network': 1,
    name,
    inputs: inputs.map(({ shape, format }, i) => ({
      name: names[i],
      shape: [...shape],
      format: typeof format === 'string' ? format : [...format],
    })),
    layers: [{ name: 'it', layer: layer.name, from: names.length === 1 ? names[0] : names, ...settings }],
    outputs: { out: 'it' },
  };
}

/** The datapath of every case of every layer, or of the first cases of each; every one is a network of its own. */
export function layerDesigns(most?: number): Design[] {
  return (LAYERS as readonly Layer[]).flatMap((layer) =>
    layer.cases
      .slice(0, most)
      .map((c, i) => networkDesign(checkNetwork(caseDocument(layer, c, `${layer.name}_case_${i}`), () => undefined))),
  );
}

/** The first row on which the layers' definitions and the expanded design differ, as text. */
export function disagreement(
  network: Network,
  design: Design,
  rows: readonly (readonly bigint[])[],
): string | undefined {
  const evaluate = exactEvaluation(network);
  const model = new ExactModel(design);
  for (const row of rows) {
    const inputs = new Map(network.inputs.map((e, i) => [e.name, valuesOfWord(row[i], e.type)]));
    const edges = evaluate(inputs);
    const meant = network.outputs.map(({ from }) =>
      wordOfValues(edges.get(from)!.rounded, edgeNamed(network, from).type),
    );
    const built = model.step(row);
    const at = meant.findIndex((w, i) => w !== built[i]);
    if (at >= 0) {
      const hex = (w: bigint) => `0x${w.toString(16)}`;
      return `${row.map(hex).join(' ')}: ${network.outputs[at].name} is ${hex(meant[at])} by definition, ${hex(built[at])} in the IR`;
    }
  }
  return undefined;
}

export function randomWords(types: readonly Type[], count: number, seed: number): bigint[][] {
  const random = new Random(seed);
  const word = (width: number) =>
    Array.from({ length: Math.ceil(width / 32) }, () => BigInt(random.next())).reduce((all, w) => (all << 32n) | w, 0n);
  return Array.from({ length: count }, () => types.map((t) => BigInt.asUintN(widthOf(t), word(widthOf(t)))));
}
