import { beforeAll, describe, expect, it } from 'vitest';
import { startJax, tensor } from './jax.ts';
import { type KHot, kHotRestriction, kHotTable } from './k-hot.ts';
import { quantizeToRaw } from './quantize.ts';

beforeAll(startJax);

const formats = [
  { width: 8, signed: true },
  { width: 6, signed: false },
  { width: 3, signed: true },
];

/** The fewest digits -1 and 1 that make n: those of its non-adjacent form. */
function signedDigits(n: number): number {
  let count = 0;
  for (let rest = Math.abs(n); rest !== 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 0) continue;
    count++;
    rest += rest % 4 === 3 ? 1 : -1;
  }
  return count;
}

const ones = (n: number) => Math.abs(n).toString(2).replaceAll('0', '').length;

describe('kHotTable', () => {
  for (const format of formats)
    for (const kind of ['binary', 'signed'] as const)
      for (const digits of [1, 2, 3]) {
        const name = `${format.signed ? '' : 'u'}int${format.width}, ${digits} ${kind}`;
        const lo = format.signed ? -(2 ** (format.width - 1)) : 0;
        const hi = lo + 2 ** format.width - 1;
        const table = kHotTable({ digits, kind }, format);

        it(`${name}: has few digits, stays in range, keeps what is K-hot already`, () => {
          expect(table).toHaveLength(2 ** format.width);
          for (const [i, value] of table.entries()) {
            const count = kind === 'signed' ? signedDigits : ones;
            expect(count(value)).toBeLessThanOrEqual(digits);
            expect(value).toBeGreaterThanOrEqual(lo);
            expect(value).toBeLessThanOrEqual(hi);
            if (count(lo + i) <= digits && kind === 'binary') expect(value).toBe(lo + i);
          }
        });
      }

  it('picks the largest digits first', () => {
    const at = (raw: number, kHot: KHot) => kHotTable(kHot, { width: 8, signed: true })[raw + 128];
    expect([1, 2, 3].map((digits) => at(0b0110111, { digits, kind: 'binary' }))).toEqual([32, 48, 52]);
    expect([1, 2, 3].map((digits) => at(0b0110111, { digits, kind: 'signed' }))).toEqual([64, 56, 55]);
    expect(at(127, { digits: 1, kind: 'signed' })).toBe(64);
    expect(at(127, { digits: 2, kind: 'signed' })).toBe(127);
    expect(at(-128, { digits: 1, kind: 'binary' })).toBe(-128);
  });
});

describe('kHotRestriction', () => {
  it('acts within the cast, on the rounded raw value', async () => {
    const format = { width: 8, signed: true };
    const restrict = kHotRestriction({ digits: 1, kind: 'signed' }, format);
    const quantizer = { ...format, quantization: 'RND', overflow: 'SAT', restrict } as const;
    const raw = await quantizeToRaw(tensor([3, 5.6, 200, -200, 0], [5]), tensor([8], [1]), quantizer).data();
    expect(Array.from(raw)).toEqual([2, 4, 64, -128, 0]);
  });
});
