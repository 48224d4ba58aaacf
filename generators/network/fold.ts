import { fail, InternalError } from '../diagnostics/diagnostic.ts';
import { type Constants, rowFormat, rowRaws } from '../exact/constants.ts';
import { fracOf } from '../formats/format.ts';
import { formatName } from '../formats/name.ts';
import { formatOfAll } from '../layers/range.ts';
import { checkNetwork } from './check.ts';
import type { LayerDocument, NetworkDocument } from './document.ts';
import type { NetworkLayer } from './network.ts';

/** Layers whose outputs are sums of weighted inputs, so that a factor for each goes over to the weights. */
const LINEAR = ['dense', 'conv1d', 'conv2d'];

/**
 * The same network with every batch normalisation merged into the layer before it, where that gives the same numbers: that layer
 * is linear, does not round, and nothing else reads it. Weights become weight * scale, the bias bias * scale + shift, exactly,
 * each output in a format of its own; so they are wider. The merged layer keeps its name and takes the output format over.
 */
export function foldBatchNorm(document: NetworkDocument): NetworkDocument {
  const network = checkNetwork(document, () => undefined);
  const layers = new Map(network.layers.map((l) => [l.name, l]));
  const readers = (name: string) =>
    [...document.layers.flatMap((l) => [l.from].flat()), ...Object.values(document.outputs)].filter((n) => n === name);
  /** Each batch normalisation that goes, with the layer that takes it in. */
  const merged = new Map<string, string>();
  for (const { name, layer, from } of network.layers) {
    const before = layers.get(from[0]);
    if (layer.name !== 'batch_norm' || !before || !LINEAR.includes(before.layer.name)) continue;
    if (before.settings.output === undefined && readers(before.name).length === 1) merged.set(name, before.name);
  }
  const renamed = (name: string) => merged.get(name) ?? name;
  const folded = document.layers.flatMap((given): LayerDocument[] => {
    if (merged.has(given.name)) return [];
    const from = Array.isArray(given.from) ? given.from.map(renamed) : renamed(given.from);
    const norm = [...merged].find(([, into]) => into === given.name)?.[0];
    if (norm === undefined) return [{ ...given, from }];
    const { output } = document.layers.find((l) => l.name === norm) as LayerDocument;
    return [
      {
        ...given,
        from,
        ...scaled(layerOf(layers, given.name), layerOf(layers, norm)),
        ...(output !== undefined && { output }),
      },
    ];
  });
  const outputs = Object.fromEntries(Object.entries(document.outputs).map(([name, from]) => [name, renamed(from)]));
  return { ...document, layers: folded, outputs };
}

function layerOf(layers: ReadonlyMap<string, NetworkLayer>, name: string): NetworkLayer {
  const layer = layers.get(name);
  if (!layer) throw new InternalError(`no layer ${name}`);
  return layer;
}

/** Weights and bias of the merged layer. */
function scaled(linear: NetworkLayer, norm: NetworkLayer) {
  const { weights, bias } = linear.settings as { weights: Constants; bias?: Constants };
  const { scale, shift } = norm.settings as unknown as { scale: Constants; shift: Constants };
  const rows = weights.raw.map((entry, o) => {
    const factor = BigInt(rowRaws(scale, o)[0]);
    const frac = fracOf(rowFormat(weights, o)) + fracOf(rowFormat(scale, o));
    const raws = rowRaws(weights, o).map((raw) => BigInt(raw) * factor);
    return {
      format: formatName(formatOfAll(raws, frac)),
      raw: mapNested(entry, (raw) => safe(BigInt(raw) * factor, linear)),
    };
  });
  const offsets = weights.raw.map((_, o) => {
    const own = bias ? { raw: BigInt(rowRaws(bias, o)[0]), frac: fracOf(rowFormat(bias, o)) } : { raw: 0n, frac: 0 };
    const product = { raw: own.raw * BigInt(rowRaws(scale, o)[0]), frac: own.frac + fracOf(rowFormat(scale, o)) };
    const added = { raw: BigInt(rowRaws(shift, o)[0]), frac: fracOf(rowFormat(shift, o)) };
    const frac = Math.max(product.frac, added.frac);
    const raw = (product.raw << BigInt(frac - product.frac)) + (added.raw << BigInt(frac - added.frac));
    return { format: formatName(formatOfAll([raw], frac)), raw: safe(raw, linear) };
  });
  const listed = (entries: readonly { format: string; raw: unknown }[]) => ({
    format: entries.map((e) => e.format),
    raw: entries.map((e) => e.raw),
  });
  return { weights: listed(rows), bias: listed(offsets) };
}

function mapNested(value: unknown, each: (raw: number) => number): unknown {
  return Array.isArray(value) ? value.map((v) => mapNested(v, each)) : each(value as number);
}

/** JSON numbers are whole up to 2^53. */
function safe(raw: bigint, { name }: NetworkLayer): number {
  const number = Number(raw);
  if (!Number.isSafeInteger(number))
    fail('BW2117', `layer '${name}': a merged weight has more than 53 bits`, {
      help: 'give the batch normalisation narrower constants, or leave it a layer of its own',
    });
  return number;
}
