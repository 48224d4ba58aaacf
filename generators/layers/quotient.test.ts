import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile, goldenOf } from '../compile.ts';
import { design } from '../design/design.ts';
import { fixedFormat } from '../formats/build.ts';
import { type FixedFormat, fracOf } from '../formats/format.ts';
import { rawRange } from '../formats/range.ts';
import { quotient } from './quotient.ts';

/** Rounding down, of a quotient that may be negative. */
const floor = (a: bigint, b: bigint) => (a - (((a % b) + b) % b)) / b;

it('is the quotient, rounded down, for every word', () => {
  const property = fc.property(
    fc.boolean(),
    fc.integer({ min: 1, max: 8 }),
    fc.integer({ min: -2, max: 9 }),
    fc.integer({ min: 3, max: 70 }),
    fc.integer({ min: -4, max: 4 }),
    (signed, width, int, n, outInt) => {
      fc.pre(!Number.isInteger(Math.log2(n)));
      const from = fixedFormat(signed, width, int);
      const to = fixedFormat(true, 6, outInt);
      const frac = Math.max(fracOf(from), fracOf(to) + 1) + Math.ceil(Math.log2(n));
      const format: FixedFormat = fixedFormat(signed, from.int + frac, from.int);
      const divided = design('mean', { inputs: { x: from }, outputs: { y: format } }, ({ x }) => ({
        y: quotient(x, n, to),
      }));
      const golden = goldenOf(compile(divided));
      const { min, max } = rawRange(from);
      for (let raw = min; raw <= max; raw++) {
        const [y] = golden.step([BigInt.asUintN(width, raw)]);
        const meant = floor(raw << BigInt(frac - fracOf(from)), BigInt(n));
        expect(y).toBe(BigInt.asUintN(format.width, meant));
      }
    },
  );
  fc.assert(property, { seed: 3, numRuns: 60 });
});
