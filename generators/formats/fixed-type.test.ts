import { describe, expect, test } from 'vitest';
import { fixed, fixedFormat, ufixed } from './build.ts';
import { commonType, type FixedOperation, fixedResultType } from './fixed-type.ts';
import type { FixedFormat } from './format.ts';
import { oracle, oracleTitle } from './testing/oracle.ts';

describe('result types', () => {
  const types = oracle('apfixed_types.txt');
  test.skipIf(!types)(oracleTitle('as ap_fixed on every line of its table', types), () => {
    const mistakes = types!.lines().filter((line) => {
      const [op, a, b, expected] = line.split(' ');
      const operand = b === '-' || b === 'int' ? undefined : read(b);
      return show(fixedResultType(op as FixedOperation, read(a), operand)) !== expected;
    });
    expect(mistakes).toEqual([]);
    expect(types!.lines().length).toBe(371);
  });

  test('the common type holds the ends of both ranges', () => {
    expect(commonType(fixed(4, 2), ufixed(4, 2))).toEqual(fixed(5, 3));
    expect(commonType(ufixed(3, 9), ufixed(3, -2))).toEqual(ufixed(14, 9));
  });

  test('results beyond 4096 bits are refused', () => {
    expect(() => fixedResultType('mul', fixed(4096, 8), fixed(1, 1))).toThrow(/BW1010.*4097 bits/);
    expect(() => fixedResultType('add', fixed(8, 5000), fixed(8, 0))).toThrow(/BW1010/);
  });
});

function read(text: string): FixedFormat {
  const [width, int] = text.slice(1).split(',').map(Number);
  return fixedFormat(text[0] === 's', width, int);
}

function show(f: FixedFormat): string {
  return `${f.signed ? 's' : 'u'}${f.width},${f.int}`;
}
