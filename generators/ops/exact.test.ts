/**
 * The meanings of the operators, against results worked out by hand from their definitions. Nothing here goes through the
 * registry, the type rules or the hardware.
 */

import { describe, expect, it } from 'vitest';
import { Rational } from '../exact/rational.ts';
import { showExact } from '../exact/text.ts';
import type { Exact } from '../exact/value.ts';
import { fixed, int, ufixed, uint, vector as vectorOf } from '../formats/build.ts';
import { type FloatFormat, fracOf, type Type } from '../formats/format.ts';
import { QUANTIZATIONS } from '../formats/modes.ts';
import { FORMAT_PRESETS } from '../formats/presets.ts';
import type { Attrs } from '../ir/ir.ts';
import { exact as abs } from './abs/exact.ts';
import { exact as add } from './add/exact.ts';
import { exact as bitcast } from './bitcast/exact.ts';
import { exact as cast } from './cast/exact.ts';
import { exact as compare } from './compare/exact.ts';
import type { Relation } from './compare/relations.ts';
import { exact as concat } from './concat/exact.ts';
import { exact as constant } from './const/exact.ts';
import { exact as div } from './div/exact.ts';
import { exact as dot } from './dot/exact.ts';
import { exact as element } from './element/exact.ts';
import { exact as extrema } from './extrema/exact.ts';
import { exact as logic } from './logic/exact.ts';
import { exact as mul } from './mul/exact.ts';
import { exact as neg } from './neg/exact.ts';
import type { Use } from './operator.ts';
import { exact as rom } from './rom/exact.ts';
import { exact as scalb } from './scalb/exact.ts';
import { exact as select } from './select/exact.ts';
import { exact as shl } from './shl/exact.ts';
import { exact as shr } from './shr/exact.ts';
import { exact as slice } from './slice/exact.ts';
import { exact as sqrt } from './sqrt/exact.ts';
import { exact as sub } from './sub/exact.ts';
import { exact as sum } from './sum/exact.ts';
import { exact as vector } from './vector/exact.ts';

type Value = number | string;

/** A number, a text that `Rational.parse` reads, or the name of a special value. */
function value(v: Value): Exact {
  if (v === 'nan' || v === '-0' || v === '+inf' || v === '-inf') return v;
  return typeof v === 'number' ? Rational.fromNumber(v) : (Rational.parse(v) as Rational);
}

const values = (...vs: Value[]): Exact[] => vs.map(value);
const numbers = (...vs: number[]): Rational[] => vs.map((v) => Rational.fromNumber(v));

function use<A extends Attrs>(args: readonly Type[], type: Type, attrs: A): Use<A> {
  return { args, type, attrs };
}

/** Results as text, so that a failure shows numbers. */
function shown(x: Exact): string {
  return Array.isArray(x) ? `[${x.map(showExact).join(' ')}]` : showExact(x as Rational);
}

function expectValue(result: Exact, expected: Value): void {
  expect(shown(result)).toBe(shown(value(expected)));
}

function preset(name: string): FloatFormat {
  return FORMAT_PRESETS.find((p) => p.name === name)?.format as FloatFormat;
}

const [E4M3, E5M2, E2M1, E4M3FNUZ, binary16] = ['E4M3', 'E5M2', 'E2M1', 'E4M3FNUZ', 'binary16'].map(preset);

describe('exact arithmetic', () => {
  it.each([
    ['add', add, 0.75, -1.5, -0.75],
    ['add, most negative twice', add, -4, -4, -8],
    ['add, far apart', add, '1p40', '1p-40', '1208925819614629174706177p-40'],
    ['sub', sub, 0.75, -1.5, 2.25],
    ['sub, unsigned below zero', sub, 0, 15, -15],
    ['sub, to zero', sub, -0.5, -0.5, 0],
    ['mul', mul, 0.75, -1.5, -1.125],
    ['mul, most negative squared', mul, -4, -4, 16],
    ['mul, by zero', mul, -4, 0, 0],
  ])('%s', (_, op, a, b, expected) => expectValue(op(values(a, b)), expected));

  it.each([
    ['neg of the most negative', neg, -4, 4],
    ['neg of zero', neg, 0, 0],
    ['neg of unsigned', neg, 7.5, -7.5],
    ['abs of the most negative', abs, -4, 4],
    ['abs of positive', abs, 0.25, 0.25],
    ['abs of zero', abs, 0, 0],
  ])('%s', (_, op, a, expected) => expectValue(op(values(a)), expected));

  it('scalb moves either way', () => {
    expectValue(scalb(values(3), use([fixed(8, 3)], fixed(8, 0), { n: -3 })), 0.375);
    expectValue(scalb(values(-0.75), use([fixed(8, 3)], fixed(8, 5), { n: 2 })), -3);
  });

  it('sum and dot', () => {
    expectValue(sum([numbers(-2, -2, -2, -2)]), -8);
    expectValue(sum([numbers(1.75, -0.25, 0.5)]), 2);
    expectValue(dot([numbers(-1, -1, -1), numbers(-1, -1, -1)]), 3);
    expectValue(dot([numbers(0.75, -2, 1), numbers(-1.5, 0.5, 0)]), -2.125);
  });
});

describe('comparison, choice, extrema', () => {
  it.each([
    ['eq', '001'],
    ['ne', '110'],
    ['lt', '100'],
    ['le', '101'],
    ['gt', '010'],
    ['ge', '011'],
  ] as [Relation, string][])('%s of less, greater, equal', (relation, expected) => {
    // -1 as fixed<1,1> beside 1 as ufixed<1,1>: the same stored bit.
    const pairs = [values(-1, 1), values(0.5, -0.25), values(4, 4)];
    expect(pairs.map((pair) => shown(compare(relation)(pair))).join('')).toBe(expected);
  });

  it('min and max', () => {
    expectValue(extrema('min')(values(-1, 1)), -1);
    expectValue(extrema('max')(values(-1, 1)), 1);
    expectValue(extrema('min')(values(0.5, 0.25)), 0.25);
    expectValue(extrema('max')(values(0.5, 0.25)), 0.5);
    expectValue(extrema('min')(values(2, 2)), 2);
    expectValue(extrema('max')(values(2, 2)), 2);
  });

  it('select hands on values of any type', () => {
    expectValue(select(values(1, -1.5, 3)), -1.5);
    expectValue(select(values(0, -1.5, 3)), 3);
    expectValue(select(values(0, 1, '-0')), '-0');
    expect(select([Rational.ONE, numbers(1, 2), numbers(3, 4)])).toEqual(numbers(1, 2));
  });
});

describe('cast', () => {
  const run = (a: Value, to: Type, round: string, overflow: string) =>
    cast(values(a), use([fixed(16, 8)], to, { round, overflow }));

  // The columns follow QUANTIZATIONS: RND, RND_ZERO, RND_MIN_INF, RND_INF, RND_CONV, TRN, TRN_ZERO.
  it.each([
    [2.5, [3, 2, 2, 3, 2, 2, 2]],
    [3.5, [4, 3, 3, 4, 4, 3, 3]],
    [-2.5, [-2, -2, -3, -3, -2, -3, -2]],
    [-3.5, [-3, -3, -4, -4, -4, -4, -3]],
    [0.5, [1, 0, 0, 1, 0, 0, 0]],
    [-0.5, [0, 0, -1, -1, 0, -1, 0]],
    [2.25, [2, 2, 2, 2, 2, 2, 2]],
    [2.75, [3, 3, 3, 3, 3, 2, 2]],
    [-2.25, [-2, -2, -2, -2, -2, -3, -2]],
    [-2.75, [-3, -3, -3, -3, -3, -3, -2]],
    [-3, [-3, -3, -3, -3, -3, -3, -3]],
  ])('%d to whole numbers', (a, expected) => {
    const modes = Object.keys(QUANTIZATIONS);
    expect(modes.map((mode) => shown(run(a, int(8), mode, 'WRAP')))).toEqual(expected.map(String));
  });

  it.each([
    ['WRAP', 9, -7],
    ['WRAP', -9, 7],
    ['WRAP', 24, -8],
    ['WRAP:1', 9, 1],
    ['WRAP:1', -9, -1],
    ['SAT', 9, 7],
    ['SAT', -9, -8],
    ['SAT', -8, -8],
    ['SAT_ZERO', 9, 0],
    ['SAT_ZERO', -9, 0],
    ['SAT_SYM', 9, 7],
    ['SAT_SYM', -9, -7],
    ['SAT_SYM', -8, -7],
    ['WRAP_SM', 8, 7],
    ['WRAP_SM', 9, 6],
    ['WRAP_SM', -9, -8],
    ['WRAP_SM:1', 9, 6],
    ['WRAP_SM:1', -9, -8],
  ])('%s of %d into int4', (overflow, a, expected) => expectValue(run(a, int(4), 'TRN', overflow), expected));

  it.each([
    ['WRAP', -1, 15],
    ['WRAP', 16, 0],
    ['SAT', -1, 0],
    ['SAT', 16, 15],
    ['SAT_ZERO', 16, 0],
    ['SAT_SYM', -1, 0],
  ])('%s of %d into uint4', (overflow, a, expected) => expectValue(run(a, uint(4), 'TRN', overflow), expected));

  it('rounds before it looks at the range', () => {
    expectValue(run(7.5, int(4), 'RND', 'SAT'), 7);
    expectValue(run(7.5, int(4), 'RND', 'WRAP'), -8);
    expectValue(run(-8.25, int(4), 'TRN_ZERO', 'SAT_ZERO'), -8);
    expectValue(run(-8.25, int(4), 'TRN', 'SAT_ZERO'), 0);
  });

  it('into formats with ulps above one, or far below', () => {
    expectValue(run(23, fixed(4, 7), 'TRN', 'SAT'), 16);
    expectValue(run(20, fixed(4, 7), 'RND_CONV', 'SAT'), 16);
    expectValue(run(0.4375, ufixed(3, -1), 'TRN', 'WRAP'), 0.4375);
    expectValue(run(0.5, ufixed(3, -1), 'TRN', 'SAT'), 0.4375);
  });
});

describe('div', () => {
  const run = (a: Value, b: Value, to: Type, round = 'TRN', overflow = 'WRAP') =>
    div(values(a, b), use([fixed(8, 4), fixed(8, 4)], to, { round, overflow }));

  it('rounds once, from the exact quotient', () => {
    // 1/3 = 5.33 sixteenths.
    expectValue(run(1, 3, fixed(8, 4)), '5/16');
    expectValue(run(1, 3, fixed(8, 4), 'RND'), '5/16');
    expectValue(run(-1, 3, fixed(8, 4)), '-6/16');
    expectValue(run(1, -3, fixed(8, 4), 'TRN_ZERO'), '-5/16');
    expectValue(run(2, 3, fixed(8, 4), 'RND_ZERO'), '11/16');
    expectValue(run(7, -2, fixed(8, 4)), -3.5);
    expectValue(run(0.5, 0.25, int(4)), 2);
  });

  it.each([
    [1, 2, [1, 0, 0, 1, 0, 0, 0]],
    [3, 2, [2, 1, 1, 2, 2, 1, 1]],
    [-3, 2, [-1, -1, -2, -2, -2, -2, -1]],
    [5, -2, [-2, -2, -3, -3, -2, -3, -2]],
  ])('%d / %d, a tie, in every mode', (a, b, expected) => {
    const modes = Object.keys(QUANTIZATIONS);
    expect(modes.map((mode) => shown(run(a, b, int(4), mode)))).toEqual(expected.map(String));
  });

  it('overflows where the quotient does', () => {
    expectValue(run(-8, -1, int(5)), 8);
    expectValue(run(-8, -1, int(4)), -8);
    expectValue(run(-8, -1, int(4), 'TRN', 'SAT'), 7);
    expectValue(run(-8, 1, int(4), 'TRN', 'SAT_SYM'), -7);
    expectValue(run(-1, 1, uint(4), 'TRN', 'SAT'), 0);
  });

  it.each([
    ['WRAP', 7, -8, 15, 0],
    ['WRAP:2', 7, -8, 15, 0],
    ['SAT', 7, -8, 15, 0],
    ['SAT_SYM', 7, -7, 15, 0],
    ['SAT_ZERO', 0, 0, 0, 0],
  ])('by zero with %s', (overflow, most, least, unsignedMost, unsignedLeast) => {
    expectValue(run(0.25, 0, int(4), 'RND', overflow), most);
    expectValue(run(-0.25, 0, int(4), 'RND', overflow), least);
    expectValue(run(0.25, 0, uint(4), 'RND', overflow), unsignedMost);
    expectValue(run(-0.25, 0, uint(4), 'RND', overflow), unsignedLeast);
    expectValue(run(0, 0, int(4), 'RND', overflow), 0);
  });

  it('by zero with WRAP_SM, and into ulps above one and far below', () => {
    expectValue(run(3, 0, int(4), 'RND', 'WRAP_SM'), 7);
    expectValue(run(-3, 0, int(4), 'RND', 'WRAP_SM:1'), -8);
    expectValue(run(3, 0, ufixed(2, 5)), 24);
    expectValue(run(-3, 0, fixed(2, -3)), '-1/16');
  });
});

describe('sqrt', () => {
  const run = (a: Value, to: Type, round = 'TRN', overflow = 'WRAP') =>
    sqrt(values(a), use([fixed(16, 8)], to, { round, overflow }));

  it('of irrational roots', () => {
    // The root of 2 is 90.51 sixty-fourths.
    expectValue(run(2, ufixed(8, 2)), '90/64');
    expectValue(run(2, ufixed(8, 2), 'TRN_ZERO'), '90/64');
    for (const mode of ['RND', 'RND_ZERO', 'RND_MIN_INF', 'RND_INF', 'RND_CONV'])
      expectValue(run(2, ufixed(8, 2), mode), '91/64');
    // The root of 3 is 110.85, that of 5 is 143.11.
    expectValue(run(3, ufixed(8, 2), 'RND_ZERO'), '111/64');
    expectValue(run(5, ufixed(9, 3), 'RND_INF'), '143/64');
  });

  it('of the numbers next to a square and to a midpoint', () => {
    // 1.5 is the midpoint between 1 and 2; its square is 2.25.
    expectValue(run('225/100', int(4), 'RND_ZERO'), 1);
    expectValue(run(2.25 + 2 ** -40, int(4), 'RND_ZERO'), 2);
    expectValue(run(2.25 - 2 ** -40, int(4), 'RND_INF'), 1);
    expectValue(run(4 - 2 ** -40, int(4)), 1);
    expectValue(run(4, int(4)), 2);
  });

  it.each([
    [2.25, [2, 1, 1, 2, 2, 1, 1]],
    [6.25, [3, 2, 2, 3, 2, 2, 2]],
    [0.25, [1, 0, 0, 1, 0, 0, 0]],
    [9, [3, 3, 3, 3, 3, 3, 3]],
    [0, [0, 0, 0, 0, 0, 0, 0]],
  ])('%d to whole numbers', (a, expected) => {
    const modes = Object.keys(QUANTIZATIONS);
    expect(modes.map((mode) => shown(run(a, int(4), mode)))).toEqual(expected.map(String));
  });

  it('of negative numbers is 0', () => {
    for (const mode of Object.keys(QUANTIZATIONS)) expectValue(run(-4, fixed(8, 4), mode, 'SAT'), 0);
    expectValue(run('-1/256', uint(4), 'RND', 'WRAP'), 0);
  });

  it('overflows like a cast', () => {
    expectValue(run(16, uint(2)), 0);
    expectValue(run(16, uint(2), 'TRN', 'SAT'), 3);
    expectValue(run(16, uint(2), 'TRN', 'SAT_ZERO'), 0);
    expectValue(run(12.25, uint(2), 'RND', 'SAT'), 3);
    // The root of 15, 3.87, rounds to 4; WRAP_SM still asks the digit of weight 4 of 3.87, which is 0.
    expectValue(run(15, int(2), 'RND', 'WRAP_SM'), 0);
  });

  it('to many digits, and to ulps above one', () => {
    // 10^20 times the root of 2, from tables: 141421356237309504880.17.
    expectValue(run(Rational.of(2n * 10n ** 40n).toString(), uint(70)), '141421356237309504880');
    expectValue(run(100, ufixed(4, 5)), 10);
    expectValue(run(121, ufixed(4, 5), 'RND'), 12);
    expectValue(run('1/16', ufixed(3, -1)), '1/4');
  });

  it('lies where its square says, for every ufixed<8,5>', () => {
    const to = ufixed(7, 3);
    const ulp = Rational.pow2(-fracOf(to));
    for (let raw = 0; raw < 256; raw++) {
      const a = Rational.of(raw, 8);
      const root = sqrt([a], use([ufixed(8, 5)], to, { round: 'TRN', overflow: 'WRAP' })) as Rational;
      const next = root.add(ulp);
      expect(!a.lt(root.mul(root)) && a.lt(next.mul(next)), `root of ${a}`).toBe(true);
    }
  });
});

describe('shifts', () => {
  const left = (a: Value, type: Type, n: number) => shl(values(a), use([type], type, { n }));
  const right = (a: Value, type: Type, n: number) => shr(values(a), use([type], type, { n }));

  it('shl loses bits at the top', () => {
    expectValue(left(0.75, fixed(8, 3), 2), 3);
    // 1.5 is raw 48; 192 does not fit eight signed bits and reads -64.
    expectValue(left(1.5, fixed(8, 3), 2), -2);
    expectValue(left(-4, fixed(8, 3), 1), 0);
    expectValue(left('-1/32', fixed(8, 3), 7), -4);
    expectValue(left(3, ufixed(7, 2), 1), 2);
    expectValue(left(-1, int(1), 0), -1);
  });

  it('shr rounds down', () => {
    expectValue(right(3, fixed(8, 3), 2), 0.75);
    expectValue(right('3/32', fixed(8, 3), 1), '1/32');
    expectValue(right('-3/32', fixed(8, 3), 1), '-2/32');
    expectValue(right(-4, fixed(8, 3), 7), '-1/32');
    expectValue(right(12, fixed(4, 6), 1), 4);
    expectValue(right(-1, int(1), 0), -1);
  });

  it('by the width and more', () => {
    for (const n of [8, 9, 65536]) {
      expectValue(left(-1.5, fixed(8, 3), n), 0);
      expectValue(right(-1.5, fixed(8, 3), n), '-1/32');
      expectValue(right(1.5, fixed(8, 3), n), 0);
      expectValue(right(7, ufixed(8, 3), n), 0);
    }
  });

  it('by an operand, however large', () => {
    const type = fixed(8, 3);
    const dynamic = use([type, uint(128)], type, {});
    expectValue(shl(values(0.75, 2), dynamic), 3);
    expectValue(shr(values(-3, 2), dynamic), -0.75);
    expectValue(shl(values(0.75, '1p127'), dynamic), 0);
    expectValue(shr(values(-3, '1p127'), dynamic), '-1/32');
  });
});

describe('operators on stored words', () => {
  it('and, or, xor align binary points and extend signs', () => {
    // In fixed<7,4>: -1 is 1111000, 5.25 is 0101010.
    const types = use([fixed(4, 1), ufixed(5, 3)], fixed(7, 4), {});
    expectValue(logic('and')(values(-1, 5.25), types), 5);
    expectValue(logic('or')(values(-1, 5.25), types), -0.75);
    expectValue(logic('xor')(values(-1, 5.25), types), -5.75);
    expectValue(logic('xor')(values(12, 10), use([uint(4), uint(4)], uint(4), {})), 6);
  });

  it('not', () => {
    expectValue(logic('not')(values(0), use([fixed(6, 2)], fixed(6, 2), {})), '-1/16');
    expectValue(logic('not')(values(-2), use([fixed(6, 2)], fixed(6, 2), {})), '31/16');
    expectValue(logic('not')(values(0), use([uint(1)], uint(1), {})), 1);
  });

  it('slice', () => {
    const bits = (a: Value, type: Type, hi: number, lo: number) =>
      slice(values(a), use([type], uint(hi - lo + 1), { hi, lo }));
    // -1.5 is stored as 11010000.
    expectValue(bits(-1.5, fixed(8, 3), 5, 2), 4);
    expectValue(bits(-1.5, fixed(8, 3), 7, 0), 208);
    expectValue(bits(1, E4M3, 6, 3), 7);
    expectValue(bits('-0', E4M3, 7, 7), 1);
    expectValue(bits('nan', E4M3, 6, 0), 127);
  });

  it('concat', () => {
    // 101 and 11111.
    expectValue(concat(values(5, '-1/8'), use([uint(3), fixed(5, 2)], uint(8), {})), 191);
    // 1000, 1 and 100.
    expectValue(concat(values('-0', 1, -1), use([E2M1, uint(1), fixed(3, 1)], uint(8), {})), 140);
    expectValue(concat(values(-2), use([fixed(4, 2)], uint(4), {})), 8);
  });

  it('bitcast', () => {
    const between = (a: Value, from: Type, to: Type) => bitcast(values(a), use([from], to, {}));
    expectValue(between(1, E4M3, fixed(8, 3)), 1.75);
    expectValue(between(-1, fixed(8, 3), E5M2), -512);
    expectValue(between('124/32', fixed(8, 3), E5M2), '+inf');
    expectValue(between('125/32', fixed(8, 3), E5M2), 'nan');
    expectValue(between(-4, fixed(8, 3), E5M2), '-0');
    expectValue(between('nan', E4M3, uint(8)), 127);
    expectValue(between('nan', E4M3FNUZ, uint(8)), 128);
    expectValue(between(4, ufixed(6, 5), fixed(6, 9)), 64);
    expectValue(between(31, ufixed(6, 5), fixed(6, 9)), -16);
  });

  it('rom', () => {
    const table = [0n, 1n, 7n, 0x38n, 0xffn];
    const at = (address: Value, type: Type) => rom(values(address), use([uint(128)], type, { table }));
    expectValue(at(2, fixed(8, 3)), '7/32');
    expectValue(at(4, fixed(8, 3)), '-1/32');
    expectValue(at(3, E4M3), 1);
    expectValue(at(4, E4M3), 'nan');
    expectValue(at(5, E4M3), 0);
    expectValue(at('1p127', fixed(8, 3)), 0);
  });

  it('const', () => {
    const word = (w: bigint, type: Type) => constant([], use([], type, { word: w }));
    expectValue(word(0xd8n, fixed(8, 3)), -1.25);
    expectValue(word(0x80n, E4M3), '-0');
    expectValue(word(0x7e00n, binary16), 'nan');
    expectValue(word(0xfc00n, binary16), '-inf');
  });
});

describe('vectors', () => {
  it('vector and element', () => {
    const type = vectorOf(3, fixed(4, 2));
    const built = vector(values(-2, 0.25, 1));
    expect(shown(built)).toBe('[-2 0.25 1]');
    expectValue(element([built], use([type], fixed(4, 2), { index: 0 })), -2);
    expectValue(element([built], use([type], fixed(4, 2), { index: 2 })), 1);
    expectValue(element([['nan', '-0']], use([vectorOf(2, E4M3)], E4M3, { index: 1 })), '-0');
  });
});
