import { describe, expect, test } from 'vitest';
import { InternalError } from '../diagnostics/diagnostic.ts';
import { fixed, fixedFormat, ufixed, vector } from '../formats/build.ts';
import { isNanWord, nanWord } from '../formats/float-codes.ts';
import { type FloatFormat, type Format, widthOf } from '../formats/format.ts';
import { formatName, parseFormat } from '../formats/name.ts';
import { FORMAT_PRESETS } from '../formats/presets.ts';
import { smallFloats } from '../formats/testing/arbitrary.ts';
import { oracle, oracleTitle } from '../formats/testing/oracle.ts';
import { decode, decodeType } from './decode.ts';
import { encodeExact, encodeExactType } from './encode.ts';
import { Rational } from './rational.ts';
import type { ExactScalar } from './value.ts';

/** The formats of the table that go by other names there. The P3109 drafts are generic formats with a bias of their own. */
const ORACLE_NAMES: Readonly<Record<string, string>> = {
  e4m3ieee: 'float<4,3>',
  e3m4ieee: 'float<3,4>',
  p3109_k8p3se: 'float<5,2,bias=16,nan=fnuz>',
  p3109_k8p4se: 'float<4,3,bias=8,nan=fnuz>',
};

describe('decoding', () => {
  const table = oracle('mf_decode.txt');
  test.skipIf(!table)(oracleTitle('every code of the minifloat table', table), () => {
    const lines = table!.lines();
    const mistakes = lines.filter((line) => {
      const [name, code, expected] = line.split(' ');
      return show(decode(BigInt(`0x${code}`), parseFormat(ORACLE_NAMES[name] ?? name))) !== expected;
    });
    expect(mistakes).toEqual([]);
    expect(lines.length).toBe(2192);
  });

  test('binary32 as the machine has it', () => {
    const view = new DataView(new ArrayBuffer(4));
    let word = 1;
    for (let k = 0; k < 5000; k += 1) {
      word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
      view.setUint32(0, word);
      const machine = view.getFloat32(0);
      const ours = decode(BigInt(word), parseFormat('binary32'));
      if (Number.isNaN(machine)) expect(ours).toBe('nan');
      else expect((ours as Rational).eq(Rational.fromNumber(machine))).toBe(true);
    }
  });

  test('E8M0', () => {
    const e8m0 = parseFormat('E8M0');
    expect(decode(0n, e8m0)).toEqual(Rational.pow2(-127));
    expect(decode(127n, e8m0)).toEqual(Rational.ONE);
    expect(decode(254n, e8m0)).toEqual(Rational.pow2(127));
    expect(decode(255n, e8m0)).toBe('nan');
  });

  test('without subnormals their codes are zeros of their sign', () => {
    const f = parseFormat('float<4,3,subnormals=no>');
    expect(decode(7n, f)).toEqual(Rational.ZERO);
    expect(decode(0x87n, f)).toBe('-0');
    expect(decode(0x87n, parseFormat('float<4,3,nan=fnuz,inf=no,subnormals=no>'))).toEqual(Rational.ZERO);
  });

  test('fixed point with the binary point outside the word', () => {
    expect(decode(0xfn, fixed(4, -2))).toEqual(Rational.of(-1, 64));
    expect(decode(0xfn, ufixed(4, 6))).toEqual(Rational.of(60));
  });

  test('a vector has element 0 in its least significant bits', () => {
    const type = vector(3, fixed(4, 4));
    expect(decodeType(0x1f7n, type)).toEqual([7, -1, 1].map((n) => Rational.of(n)));
    expect(encodeExactType(decodeType(0x1f7n, type), type)).toBe(0x1f7n);
  });
});

describe('decoding and encoding are inverse', () => {
  const fixedFormats = [1, 2, 3, 5, 8].flatMap((width) =>
    [-3, 0, 1, width, width + 4].flatMap((int) => [true, false].map((signed) => fixedFormat(signed, width, int))),
  );
  const presets = FORMAT_PRESETS.map((p) => p.format).filter((f) => widthOf(f) <= 16);

  test.each([
    ['fixed point up to 8 bits', fixedFormats],
    ['every generic float up to 8 bits', smallFloats(8)],
    ['every preset up to 16 bits', presets],
  ] as [string, Format[]][])('%s', (_, formats) => {
    for (const format of formats) {
      const distinct = new Set<string>();
      for (let word = 0n; word < 1n << BigInt(widthOf(format)); word += 1n) {
        const value = decode(word, format);
        const back = encodeExact(value, format);
        if (back !== wordOf(value, word, format)) expect.fail(`${formatName(format)} ${word.toString(16)}: ${back}`);
        distinct.add(show(value));
      }
      expect(distinct.size).toBeGreaterThan(1);
    }
  });

  test('every float has the specials that it promises, and no others', () => {
    for (const f of smallFloats(7)) {
      const words = Array.from({ length: 2 ** widthOf(f) }, (_, word) => show(decode(BigInt(word), f)));
      const specials = ['nan', '+inf', '-inf', '-0'].filter((value) => words.includes(value));
      const promised = [
        ...(f.nan === 'none' ? [] : ['nan']),
        ...(f.inf ? ['+inf', '-inf'] : []),
        ...(f.nan === 'fnuz' ? [] : ['-0']),
      ];
      if (specials.join() !== promised.join()) expect.fail(`${formatName(f)} has ${specials}`);
    }
  });

  test('infinity beside the NaN of `fn` is the code below it', () => {
    const f = parseFormat('float<4,3,nan=fn>');
    expect([0x7dn, 0x7en, 0x7fn, 0xfen].map((word) => show(decode(word, f)))).toEqual(['416/1', '+inf', 'nan', '-inf']);
  });

  test('finite values grow with their code', () => {
    for (const f of smallFloats(7)) {
      let last: Rational | undefined;
      for (let code = 0n; code < 1n << BigInt(f.exp + f.man); code += 1n) {
        const value = decode(code, f);
        if (!(value instanceof Rational)) continue;
        if (last && value.lt(last)) expect.fail(`${formatName(f)} falls at code ${code}`);
        last = value;
      }
    }
  });

  test('what a format does not have is a bug of the caller', () => {
    expect(() => encodeExact(Rational.of(1, 3), fixed(8, 3))).toThrow(InternalError);
    expect(() => encodeExact(Rational.of(128), fixed(8, 8))).toThrow(InternalError);
    expect(() => encodeExact(Rational.of(-1), ufixed(8, 8))).toThrow(InternalError);
    expect(() => encodeExact('-0', fixed(8, 8))).toThrow(InternalError);
    expect(() => encodeExact('nan', parseFormat('E2M1'))).toThrow(InternalError);
    expect(() => encodeExact('+inf', parseFormat('E4M3'))).toThrow(InternalError);
    expect(() => encodeExact('-0', parseFormat('E4M3FNUZ'))).toThrow(InternalError);
    expect(() => encodeExact(Rational.of(449), parseFormat('E4M3'))).toThrow(InternalError);
    expect(() => encodeExact(Rational.ZERO, parseFormat('E8M0'))).toThrow(InternalError);
    expect(() => decode(16n, fixed(4, 4))).toThrow(InternalError);
  });
});

/** The word that stands for all words of this value: the NaN word, or the plain zero where subnormals are flushed. */
function wordOf(value: ExactScalar, word: bigint, format: Format): bigint {
  if (format.kind === 'fixed') return word;
  if (isNanWord(word, format)) return nanWord(format)!;
  return isZero(value) && !format.subnormals ? canonicalZero(value, format) : word;
}

function isZero(value: ExactScalar): boolean {
  return value === '-0' || (value instanceof Rational && value.sign() === 0);
}

function canonicalZero(value: ExactScalar, format: FloatFormat): bigint {
  return value === '-0' ? 1n << BigInt(format.exp + format.man) : 0n;
}

/** As the table writes it: `num/den`, `+0`. */
function show(value: ExactScalar): string {
  if (!(value instanceof Rational)) return value;
  return value.sign() === 0 ? '+0' : `${value.num}/${value.den}`;
}
