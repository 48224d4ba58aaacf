import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../generators/compile.ts';
import { operatorRequest } from '../generators/design/operator-request.ts';
import { cornerWords } from '../generators/formats/corners.ts';
import { type Type, widthOf } from '../generators/formats/format.ts';
import { elementOf, inputsOf } from '../generators/ir/ir.ts';
import { OPERATORS } from '../generators/ops/registry.ts';
import { firstDisagreement } from './support/three-way.ts';
import { requests, WIDTHS } from './support/wide-requests.ts';

/** Corner words of each port against each other, then seeded random words. */
function rowsFor(types: readonly Type[]): bigint[][] {
  const corners = types.map((t) => {
    const words = cornerWords(elementOf(t));
    return t.kind === 'vector' ? words.map((w) => repeated(w, widthOf(t.element), t.length)) : words;
  });
  const longest = Math.max(1, ...corners.map((c) => c.length));
  const crossed = Array.from({ length: longest * 3 }, (_, i) =>
    corners.map((c, port) => c[(i * (port * 7 + 1) + (i >> 3) * port) % c.length]),
  );
  const random = fc.sample(
    fc.tuple(...types.map((t) => fc.bigInt({ min: 0n, max: (1n << BigInt(widthOf(t))) - 1n }))),
    { seed: 7, numRuns: 60 },
  );
  return [...crossed, ...random];
}

function repeated(word: bigint, width: number, count: number): bigint {
  let all = 0n;
  for (let i = 0; i < count; i++) all = (all << BigInt(width)) | word;
  return all;
}

it('covers every operator', () => {
  expect(Object.keys(requests(8)).sort()).toEqual(OPERATORS.map((o) => o.name).sort());
});

describe.each(WIDTHS)('operands of %d bits', (width) => {
  it.each(Object.entries(requests(width)))('%s: exact = interpreter = compiled on corners and random', (_, list) => {
    for (const request of list) {
      const design = operatorRequest(request);
      expect(
        firstDisagreement(design, compile(design).netlists, rowsFor(inputsOf(design).map((p) => p.type))),
        request,
      ).toBeUndefined();
    }
  });
});
