/**
 * The meanings of the float operators, on every operand of small formats and in every mode, against rounding by table search
 * over exact doubles (`testing/double-oracle.ts`); and of binary32 against `Math.fround`.
 */

import { describe, expect, test } from 'vitest';
import { type FloatFormat, type Type, widthOf } from '../formats/format.ts';
import { parseFormat } from '../formats/name.ts';
import {
  DIRECTIONS,
  exactly,
  type Mode,
  ORACLE,
  OVERFLOWS,
  type Result,
  roundByTable,
  toDouble,
} from './testing/double-oracle.ts';
import { request } from './testing/float-request.ts';

const MODES: readonly Mode[] = DIRECTIONS.flatMap((direction) =>
  OVERFLOWS.map((overflow) => ({ direction, overflow })),
);

function allWords(types: readonly Type[]): bigint[][] {
  return types.reduce<bigint[][]>(
    (rows, type) => rows.flatMap((row) => Array.from({ length: 2 ** widthOf(type) }, (_, w) => [...row, BigInt(w)])),
    [[]],
  );
}

/** Every operand, in the modes, result and flags: `op:NAME[:more]/operands/result`. */
function compareAll(
  name: string,
  operands: string,
  result: string,
  oracle: (xs: readonly number[], mode: Mode) => Result,
  modes = MODES,
): void {
  const f = parseFormat(result) as FloatFormat;
  for (const mode of modes) {
    const attrs = `round=${mode.direction}:overflow=${mode.overflow}`;
    const plain = request(`op:${name}:${attrs}/${operands}/${result}`);
    const flags = request(`op:${name}:${attrs}:give=flags:result=${result}/${operands}`);
    const formats = plain.use.args.map((t) => t as FloatFormat);
    for (const row of allWords(plain.use.args)) {
      const want = roundByTable(
        oracle(
          row.map((w, i) => toDouble(w, formats[i])),
          mode,
        ),
        f,
        mode,
      );
      const got = { word: plain.words(row), flags: Number(flags.words(row)) };
      if (got.word !== want.word || got.flags !== want.flags)
        expect.fail(
          `${name} ${operands} -> ${result} ${attrs} of ${row.map((w) => `0x${w.toString(16)}`)}: ${show(got)}, not ${show(want)}`,
        );
    }
  }
}

function show({ word, flags }: { word: bigint; flags: number }): string {
  return `0x${word.toString(16)} flags ${flags.toString(2).padStart(5, '0')}`;
}

/** Formats of every convention; the result differs from the operands where they are alike. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['E2M1,E2M1', 'E2M1'],
  ['E2M1,E3M2', 'E2M3'],
  ['float<3,1>,float<2,2>', 'float<3,2>'],
  ['float<3,1>,float<3,2>', 'float<2,1>'],
  ['float<3,1,subnormals=no>,E2M1', 'float<2,2,subnormals=no>'],
  ['float<3,1,nan=fnuz,inf=no>,float<2,2,nan=fn>', 'float<2,2,nan=fnuz,inf=no>'],
  ['float<3,0,nan=fn>,float<3,0,nan=fn>', 'float<3,0,nan=fn>'],
  ['float<2,1,bias=-3>,float<3,1,bias=7>', 'float<3,1,bias=2,nan=none>'],
  ['float<1,3>,float<1,2>', 'float<1,2>'],
];

describe('two operands', () => {
  test.each(['add', 'sub', 'mul', 'div'] as const)('%s', (name) => {
    for (const [operands, result] of PAIRS) compareAll(name, operands, result, ORACLE[name]);
  });

  test('every pair of E4M3 and of E5M2 by E4M3', () => {
    const nearest = [{ direction: 'RNE', overflow: 'IEEE' }] as const;
    compareAll('add', 'E4M3,E4M3', 'E4M3', ORACLE.add, nearest);
    compareAll('mul', 'E5M2,E4M3', 'E4M3', ORACLE.mul, nearest);
  });
});

describe('one operand', () => {
  const RESULTS = ['E4M3', 'E5M2', 'E2M1', 'float<4,4,subnormals=no>', 'E4M3FNUZ', 'float<4,0,nan=fn>'];
  test.each(['sqrt', 'rsqrt', 'recip'] as const)('%s', (name) => {
    for (const operand of ['E4M3', 'E5M2', 'E4M3FNUZ', 'float<3,3,subnormals=no>'])
      for (const result of RESULTS) compareAll(name, operand, result, ORACLE[name]);
  });

  test('cast', () => {
    for (const operand of ['E4M3', 'E5M2', 'E5M2FNUZ', 'fixed<8,3>', 'ufixed<6,9>', 'float<3,3,subnormals=no>'])
      for (const result of RESULTS) compareAll('cast', operand, result, ([x]) => exactly(x));
  });

  test('extrema of one format are operands', () => {
    for (const format of ['float<3,2>', 'E2M1', 'float<3,2,nan=fnuz,inf=no>']) {
      // Math.min and Math.max are IEEE minimum and maximum.
      compareAll('min', `${format},${format}`, format, ([a, b]) => exactly(Math.min(a, b)), MODES.slice(0, 1));
      compareAll('max', `${format},${format}`, format, ([a, b]) => exactly(Math.max(a, b)), MODES.slice(0, 1));
      const number = (a: number, b: number, pick: (a: number, b: number) => number) =>
        Number.isNaN(a) ? b : Number.isNaN(b) ? a : pick(a, b);
      compareAll(
        'minimum_number',
        `${format},E3M2`,
        'E4M3',
        ([a, b]) => exactly(number(a, b, Math.min)),
        MODES.slice(0, 1),
      );
      compareAll(
        'maximum_number',
        `${format},E3M2`,
        'E4M3',
        ([a, b]) => exactly(number(a, b, Math.max)),
        MODES.slice(0, 1),
      );
    }
  });
});

describe('three operands', () => {
  test('fma', () => {
    for (const [operands, result] of [
      ['E2M1,E2M1,E2M1', 'E2M1'],
      ['float<2,1>,float<2,1>,float<2,1>', 'float<2,1>'],
      ['float<2,1>,float<2,1>,float<2,2>', 'float<3,2,subnormals=no>'],
      ['float<2,0,nan=fn>,float<2,1,nan=fnuz,inf=no>,E2M1', 'float<2,2,nan=fnuz,inf=no>'],
    ])
      compareAll(
        'fma',
        operands,
        result,
        ORACLE.fma,
        MODES.filter((m) => m.overflow === 'IEEE'),
      );
  });
});

describe('ldexp', () => {
  test('of every operand', () => {
    for (const [operands, result] of [
      ['E4M3,int5', 'E4M3'],
      ['E2M1,uint4', 'E5M2'],
      ['float<3,2,subnormals=no>,int5', 'float<3,2,subnormals=no>'],
      ['E3M2,int9', 'float<3,0,nan=fn>'],
    ])
      compareAll('ldexp', operands, result, ([a, n]) => exactly(a * 2 ** n));
  });
});

describe('stochastic rounding', () => {
  test('of sums and products, for every random number', () => {
    for (const [name, operands, result] of [
      ['add', 'E3M2,E2M1', 'E2M1'],
      ['mul', 'E2M3,E2M1', 'float<2,1>'],
      ['mul', 'E3M2,E2M1', 'float<3,1,subnormals=no>'],
      ['add', 'float<3,1>,E2M1', 'float<2,0,nan=fn>'],
    ] as const)
      for (const overflow of OVERFLOWS) {
        const r = request(`op:${name}:round=SR:overflow=${overflow}/${operands},uint2/${result}`);
        const flags = request(`op:${name}:round=SR:overflow=${overflow}:give=flags:result=${result}/${operands},uint2`);
        for (const row of allWords(r.use.args)) {
          const mode: Mode = { direction: { bits: 2, random: Number(row[2]) }, overflow };
          const xs = [0, 1].map((i) => toDouble(row[i], r.use.args[i] as FloatFormat));
          const want = roundByTable(ORACLE[name](xs, mode), parseFormat(result) as FloatFormat, mode);
          const got = { word: r.words(row), flags: Number(flags.words(row)) };
          if (got.word !== want.word || got.flags !== want.flags)
            expect.fail(`${name} ${operands} -> ${result} of ${row.map(String)}: ${show(got)}, not ${show(want)}`);
        }
      }
  });
});

describe('dot products and sums', () => {
  const E2M1 = parseFormat('E2M1') as FloatFormat;
  const rounded = (x: number, f: FloatFormat, mode: Mode) => toDouble(roundByTable(exactly(x), f, mode).word, f);
  const nibbles = (word: bigint, count: number) =>
    Array.from({ length: count }, (_, i) => toDouble((word >> BigInt(4 * i)) & 15n, E2M1));

  test('dot rounds once', () => {
    const result = parseFormat('float<2,1>') as FloatFormat;
    for (const direction of ['RNE', 'RDN'] as const) {
      const mode: Mode = { direction, overflow: 'IEEE' };
      const r = request(`op:dot:round=${direction}/E2M1[2],E2M1[2]/float<2,1>`);
      for (let a = 0n; a < 256n; a += 1n)
        for (let b = 0n; b < 256n; b += 3n) {
          const [x, y] = [nibbles(a, 2), nibbles(b, 2)];
          const want = roundByTable(ORACLE.add([x[0] * y[0], x[1] * y[1]], mode), result, mode).word;
          if (r.words([a, b]) !== want) expect.fail(`dot ${x} by ${y} ${direction}: ${r.words([a, b])}, not ${want}`);
        }
    }
  });

  test.each(['sequential', 'tree'] as const)('sum of five in a narrow accumulator, %s', (order) => {
    const format = parseFormat('float<2,1,nan=none,inf=no>') as FloatFormat;
    const mode: Mode = { direction: 'RNE', overflow: 'IEEE' };
    const add = (a: number, b: number) => rounded(a + b, format, mode);
    const r = request(`op:sum:accumulator=E2M1:order=${order}/E2M1[5]`);
    for (let word = 0n; word < 1n << 20n; word += 251n) {
      const x = nibbles(word, 5);
      const want = order === 'tree' ? add(add(add(x[0], x[1]), add(x[2], x[3])), x[4]) : x.reduce(add);
      const got = toDouble(r.words([word]), E2M1);
      if (!Object.is(got, want)) expect.fail(`sum of ${x} ${order}: ${got}, not ${want}`);
    }
  });

  test('an accumulator fuses products in sequence, and rounds them first in a tree', () => {
    // 1.5 * 1.5 = 2.25 is 2 in E2M1. Fused, -2 + 2.25 = 0.25 rounds to 0, -1.5 + 2.25 = 0.75 to 1; rounded first, 0.5.
    const run = (order: string) =>
      request(`op:dot:accumulator=E2M1:order=${order}/E2M1[2],E2M1[2]`).words([0x3bn, 0x32n]);
    expect(toDouble(run('sequential'), E2M1)).toBe(1);
    expect(toDouble(run('tree'), E2M1)).toBe(0.5);
  });
});

describe('binary32 against the processor', () => {
  const view = new DataView(new ArrayBuffer(4));
  const wordOf = (x: number) => {
    view.setFloat32(0, x);
    return Number.isNaN(x) ? 0x7fc00000n : BigInt(view.getUint32(0));
  };
  let seed = 12345;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed;
  };
  /** Random words; exponents near each other, near both ends, and special words. */
  const operand = (near: number) => {
    const exponent = [near + (random() % 5) - 2, random() % 256, random() % 26, 0, 255, 254][random() % 6] & 255;
    const word = (((random() >>> 31) << 31) | (exponent << 23) | (random() >>> 9)) >>> 0;
    view.setUint32(0, random() % 17 === 0 ? word & 0xff800000 : word);
    return view.getFloat32(0);
  };
  // The double result is rounded twice, which for these operations is as once: 53 >= 2 * 24 + 2 (Figueroa 1995).
  test.each([
    ['add', (a: number, b: number) => a + b],
    ['sub', (a: number, b: number) => a - b],
    ['mul', (a: number, b: number) => a * b],
    ['div', (a: number, b: number) => a / b],
    ['sqrt', (a: number) => Math.sqrt(a)],
  ] as const)('%s', (name, f) => {
    const r = request(f.length === 1 ? `op:${name}/binary32` : `op:${name}/binary32,binary32`);
    for (let k = 0; k < 3000; k += 1) {
      const near = random() % 256;
      const [a, b] = [operand(near), operand(near)];
      const args = f.length === 1 ? [a] : [a, b];
      const [got, want] = [r.words(args.map(wordOf)), wordOf(Math.fround(f(a, b)))];
      if (got !== want) expect.fail(`${name} ${a} ${b}: 0x${got.toString(16)}, not 0x${want.toString(16)}`);
    }
  });
});
