import { grad } from '@jax-js/jax';
import { beforeAll, describe, expect, it } from 'vitest';
import { castFixed } from '../exact/cast-fixed.ts';
import { Rational } from '../exact/rational.ts';
import { OVERFLOWS, type OverflowMode, QUANTIZATIONS, type Quantization } from '../formats/modes.ts';
import { filled, startJax, type Tensor, tensor } from './jax.ts';
import { type Quantizer, quantize, quantizeToRaw } from './quantize.ts';

beforeAll(startJax);

/** Without the sign of zero, which no raw value has. */
const plain = (x: number) => x + 0;

const quantizations = Object.keys(QUANTIZATIONS) as Quantization[];
const overflows = Object.keys(OVERFLOWS) as OverflowMode[];

describe('quantize', () => {
  // Every value of fixed<10,6> into formats of 4 bits: all ties, several times past both ends.
  const sources = Array.from({ length: 1 << 10 }, (_, i) => i - (1 << 9));
  const targets = [
    { width: 4, signed: true, point: 3 },
    { width: 4, signed: false, point: 2 },
    { width: 5, signed: true, point: 5 },
    { width: 1, signed: false, point: 1 },
    { width: 3, signed: true, point: -1 },
  ];
  for (const { width, signed, point } of targets)
    for (const quantization of quantizations)
      for (const mode of overflows) {
        if (mode === 'WRAP_SM' && !signed) continue;
        it(`${signed ? '' : 'u'}fixed<${width},${point}> ${quantization} ${mode} is the exact cast`, async () => {
          const quantizer: Quantizer = { width, signed, quantization, overflow: mode };
          const values = sources.map((raw) => raw / 16);
          const x = tensor(values, [values.length]);
          const raws = Array.from(await quantizeToRaw(x.ref, filled(point), quantizer).data(), plain);
          const format = { kind: 'fixed', signed, width, int: point } as const;
          const overflow = { mode, saturatedBits: 0 };
          const exact = sources.map((raw) => {
            const word = castFixed(Rational.of(BigInt(raw), 16n), format, quantization, overflow);
            return signed ? BigInt.asIntN(width, word) : word;
          });
          expect(raws).toEqual(exact.map(Number));
          const stepped = Array.from(await quantize(x, filled(point), quantizer).data(), plain);
          expect(stepped).toEqual(exact.map((raw) => Number(raw) * 2 ** (point - width)));
        });
      }

  it('takes one binary point per channel, and rounds it to the nearest', async () => {
    const quantizer: Quantizer = { width: 4, signed: true, quantization: 'RND', overflow: 'SAT' };
    const x = tensor([0.3, 0.3, 0.3, 100], [4]);
    const points = tensor([0.4, 0.6, 2.5, 3.4], [4]);
    expect([...(await quantize(x, points, quantizer).data())]).toEqual([0.3125, 0.25, 0.5, 3.5]);
  });
});

describe('the gradient of quantize', () => {
  const quantizer: Quantizer = { width: 4, signed: true, quantization: 'RND', overflow: 'SAT' };
  const sumOf = (q: Quantizer, point: number) => (x: Tensor) => quantize(x, filled(point), q).sum();

  it('passes to values in range and stops at those that saturate', async () => {
    const x = tensor([0.3, -1, 0.9, -1.2], [4]);
    expect([...(await grad(sumOf(quantizer, 1))(x).data())]).toEqual([1, 1, 0, 0]);
  });

  it('passes through all values of a cast that wraps', async () => {
    const x = tensor([0.3, -1, 0.9, -1.2], [4]);
    expect([...(await grad(sumOf({ ...quantizer, overflow: 'WRAP' }, 1))(x).data())]).toEqual([1, 1, 1, 1]);
  });

  it('moves the binary point by the rounding error in range, and by the bound where it saturates', async () => {
    const byPoint = (value: number) =>
      grad((point: Tensor) => quantize(tensor([value], [1]), point, quantizer).sum())(filled(1)).data();
    const step = 2 ** (1 - 4);
    const perPoint = step * Math.LN2;
    expect((await byPoint(0.3))[0]).toBeCloseTo((2 - 0.3 / step) * perPoint, 12);
    expect((await byPoint(5))[0]).toBeCloseTo(7 * perPoint, 12);
    expect((await byPoint(-5))[0]).toBeCloseTo(-8 * perPoint, 12);
  });
});
