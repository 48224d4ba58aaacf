import { describe, expect, test } from 'vitest';
import { float } from '../formats/build.ts';
import { infCode, isNanWord, maxFiniteCode, nanWord, signBit } from '../formats/float-codes.ts';
import type { FloatFormat } from '../formats/format.ts';
import { FLOAT_ROUNDINGS, type FloatOverflow, type FloatRounding } from '../formats/modes.ts';
import { formatName, parseFormat } from '../formats/name.ts';
import { FORMAT_PRESETS } from '../formats/presets.ts';
import { smallFloats } from '../formats/testing/arbitrary.ts';
import { decode } from './decode.ts';
import { encodeFloat } from './encode-float.ts';
import { floorLog2, Rational } from './rational.ts';

const ROUNDINGS = Object.keys(FLOAT_ROUNDINGS) as FloatRounding[];

/**
 * A step of the number line as the format rounds on it: `code` counts the steps, `word` is the result without its sign.
 * The line goes one step beyond the largest value (`over`) and, without subnormals, one below the smallest (`under`).
 */
interface Step {
  readonly value: Rational;
  readonly code: bigint;
  readonly result: bigint | 'over' | 'under';
}

/** Read off the decoder, code by code; nothing here knows how rounding is computed. */
function numberLine(f: FloatFormat): Step[] {
  const steps: Step[] = [];
  for (let code = 0n; code <= maxFiniteCode(f); code += 1n) {
    const value = decode(code, f) as Rational;
    if (code === 0n || value.sign() > 0) steps.push({ value, code, result: code });
  }
  const ulp = (x: Rational) => Rational.pow2(Math.max(floorLog2(x), 1 - f.bias) - f.man);
  const max = steps[steps.length - 1];
  steps.push({ value: max.value.add(ulp(max.value)), code: max.code + 1n, result: 'over' });
  if (!f.subnormals) {
    const min = steps[1];
    const value = min.value.sub(Rational.pow2(floorLog2(min.value) - f.man - 1));
    steps.splice(1, 0, { value, code: min.code - 1n, result: 'under' });
  }
  return steps;
}

/** The step that a mode chooses for a positive number between two neighbours. */
function choose(x: Rational, below: Step, above: Step, rounding: FloatRounding, negative: boolean): Step {
  if (x.eq(below.value)) return below;
  const half = x.sub(below.value).cmp(above.value.sub(x));
  switch (rounding) {
    case 'RNE':
      return half < 0 || (half === 0 && below.code % 2n === 0n) ? below : above;
    case 'RNA':
      return half < 0 ? below : above;
    case 'RTZ':
      return below;
    default:
      return (rounding === 'RUP') === negative ? below : above;
  }
}

function expected(step: Step, below: Step, f: FloatFormat, negative: boolean, overflow: FloatOverflow): bigint {
  const signed = (code: bigint) => (negative && !(code === 0n && f.nan === 'fnuz') ? signBit(f) | code : code);
  if (step.result === 'under') return signed(0n);
  if (step.result !== 'over') return signed(step.result);
  if (overflow === 'SAT') return signed(below.code);
  const inf = infCode(f);
  return inf !== undefined ? signed(inf) : (nanWord(f) ?? signed(below.code));
}

/** Every number of interest between two steps: the lower one, the middle, and a hair beside each. */
function probes(below: Step, above: Step): Rational[] {
  const gap = above.value.sub(below.value);
  return [0, 1, 511, 512, 513, 1023].map((k) => below.value.add(gap.mul(Rational.of(k, 1024))));
}

function check(f: FloatFormat): void {
  const line = numberLine(f);
  for (let k = 0; k + 1 < line.length; k += 1) {
    const [below, above] = [line[k], line[k + 1]];
    for (const x of probes(below, above)) {
      if (x.sign() === 0) continue;
      for (const negative of [false, true])
        for (const rounding of ROUNDINGS)
          for (const overflow of above.result === 'over' ? (['IEEE', 'SAT'] as const) : (['SAT'] as const)) {
            // Between zero and the step below the smallest value everything underflows, whatever the direction.
            const step =
              below.code === 0n && above.result === 'under' ? below : choose(x, below, above, rounding, negative);
            const want = expected(step, below, f, negative, overflow);
            const got = encodeFloat(negative ? x.neg() : x, f, rounding, overflow);
            if (got !== want)
              expect.fail(`${formatName(f)} ${rounding} ${overflow} ${negative ? '-' : ''}${x}: ${got}, not ${want}`);
          }
    }
  }
}

describe('rounding into floats, around every value', () => {
  test('every generic float up to 6 bits', () => {
    const formats = smallFloats(6);
    expect(formats.length).toBeGreaterThan(150);
    for (const f of formats) check(f);
  });

  test('every signed preset up to 8 bits, and formats with an unusual bias', () => {
    const presets = FORMAT_PRESETS.map((p) => p.format).filter((f) => f.signed && f.exp + f.man < 8);
    expect(presets.length).toBe(7);
    for (const f of [...presets, float(3, 2, { bias: -9 }), float(2, 3, { bias: 60, nan: 'fn' })]) check(f);
  });
});

describe('rounding into floats, in words', () => {
  const encode = (x: Rational | '-0' | '+inf' | '-inf' | 'nan', name: string, overflow: FloatOverflow = 'IEEE') =>
    encodeFloat(x, parseFormat(name) as FloatFormat, 'RNE', overflow);

  test('binary32 as Math.fround', () => {
    const view = new DataView(new ArrayBuffer(4));
    let seed = 99;
    for (let k = 0; k < 4000; k += 1) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const x = (seed - 2 ** 31) * 2 ** ((seed % 300) - 170);
      if (x === 0) continue;
      view.setFloat32(0, Math.fround(x));
      expect(encode(Rational.fromNumber(x), 'binary32')).toBe(BigInt(view.getUint32(0)));
    }
  });

  test('E4M3 overflows to NaN, or saturates; 464 still ties to 448', () => {
    expect(encode(Rational.of(464), 'E4M3')).toBe(0x7en);
    expect(encode(Rational.of(465), 'E4M3')).toBe(0x7fn);
    expect(encode(Rational.of(-465), 'E4M3', 'SAT')).toBe(0xfen);
    expect(encode('-inf', 'E4M3')).toBe(0x7fn);
    expect(encode('-inf', 'E4M3', 'SAT')).toBe(0xfen);
  });

  test('infinity stays, except where it saturates', () => {
    expect(encode('+inf', 'E5M2')).toBe(0x7cn);
    expect(encode('-inf', 'E5M2')).toBe(0xfcn);
    expect(encode('+inf', 'E5M2', 'SAT')).toBe(0x7bn);
    expect(encodeFloat('+inf', parseFormat('E5M2') as FloatFormat, 'RTZ', 'IEEE')).toBe(0x7cn);
  });

  test('formats without NaN and infinity give their largest value', () => {
    expect(encode('nan', 'E2M1')).toBe(7n);
    expect(encode('-inf', 'E2M1')).toBe(15n);
    expect(encode(Rational.of(-100), 'E2M1')).toBe(15n);
  });

  test('zeros', () => {
    expect(encode('-0', 'E4M3')).toBe(0x80n);
    expect(encode('-0', 'E4M3FNUZ')).toBe(0n);
    expect(encode(Rational.of(-1, 10 ** 9), 'E4M3')).toBe(0x80n);
    expect(encode(Rational.of(-1, 10 ** 9), 'E4M3FNUZ')).toBe(0n);
    expect(encode('nan', 'E4M3FNUZ')).toBe(0x80n);
  });

  test('without a sign and without zero: E8M0', () => {
    expect(encode(Rational.ZERO, 'E8M0')).toBe(0n);
    expect(encode('-0', 'E8M0')).toBe(0n);
    expect(encode(Rational.pow2(-300), 'E8M0')).toBe(0n);
    expect(encode(Rational.of(-1), 'E8M0')).toBe(255n);
    expect(encode('-inf', 'E8M0', 'SAT')).toBe(255n);
    expect(encode(Rational.of(3, 2), 'E8M0')).toBe(128n);
    expect(encode(Rational.of(3), 'E8M0')).toBe(128n);
    expect(encode(Rational.pow2(128), 'E8M0')).toBe(255n);
    expect(encode(Rational.pow2(128), 'E8M0', 'SAT')).toBe(254n);
  });

  test('NaN words are NaN', () => {
    for (const f of smallFloats(8)) {
      const word = nanWord(f);
      if (word !== undefined) expect(isNanWord(word, f)).toBe(true);
      expect(encodeFloat('nan', f, 'RNE', 'IEEE')).toBe(word ?? maxFiniteCode(f));
    }
  });
});
