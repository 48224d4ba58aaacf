/** Every case of every layer: definition = IR = interpreter = golden model, on every input or on corners and seeded random. */
import { describe, expect, it } from 'vitest';
import { caseDocument, disagreement, randomWords } from '../../test/support/networks.ts';
import { exhaustiveRows, firstDisagreement } from '../../test/support/three-way.ts';
import { cornersOf } from '../cli/stimuli.ts';
import { compile } from '../compile.ts';
import { widthOf } from '../formats/format.ts';
import { inputsOf } from '../ir/ir.ts';
import { checkNetwork } from '../network/check.ts';
import { networkDesign } from '../network/expand.ts';
import type { Layer } from './layer.ts';
import { LAYERS } from './registry.ts';

const cases = (LAYERS as readonly Layer[]).flatMap((layer) =>
  layer.cases.map((c, i) => [`${layer.name} ${i + 1}`, caseDocument(layer, c)] as const),
);

describe('every case of every layer', () => {
  it.each(cases)('%s: definition = IR = interpreter = golden', (_, document) => {
    const network = checkNetwork(document, () => undefined);
    const source = networkDesign(network);
    const { design, netlists } = compile(source);
    const types = inputsOf(source).map((p) => p.type);
    const bits = types.reduce((sum, t) => sum + widthOf(t), 0);
    const rows = bits <= 10 ? exhaustiveRows(types) : [...corners(types.map(cornersOf)), ...randomWords(types, 40, 1)];
    expect(disagreement(network, source, rows)).toBeUndefined();
    expect(firstDisagreement(design, netlists, rows)).toBeUndefined();
  });
});

/** Row i takes corner i of every port, as often as the longest list is long. */
function corners(words: readonly (readonly bigint[])[]): bigint[][] {
  const count = Math.max(...words.map((w) => w.length));
  return Array.from({ length: count }, (_, i) => words.map((w) => w[i % w.length]));
}
