import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DiagnosticError } from '../diagnostics/diagnostic.ts';
import { fixed, ufixed } from '../formats/build.ts';
import { isNanWord, nanWord } from '../formats/float-codes.ts';
import { widthOf } from '../formats/format.ts';
import { parseFormat } from '../formats/name.ts';
import { anyFixed, anyFloat } from '../formats/testing/arbitrary.ts';
import { Rational } from './rational.ts';
import { NEAREST, parseValue, showExact, showValue } from './text.ts';

describe('values as text', () => {
  test.each([
    ['1.5', 'fixed<8,3>', 48n],
    ['-0.03125', 'fixed<8,3>', 255n],
    ['3/8', 'fixed<8,3>', 12n],
    ['-0', 'fixed<8,3>', 0n],
    ['0xfF', 'fixed<8,3>', 255n],
    ['5p-5', 'fixed<8,3>', 5n],
    ['1e3', 'ufixed<10,10>', 1000n],
    ['-0', 'E4M3', 0x80n],
    ['-0.0', 'E4M3', 0x80n],
    ['NaN', 'E4M3', 0x7fn],
    ['448', 'E4M3', 0x7en],
    ['-inf', 'binary16', 0xfc00n],
    ['+Infinity', 'binary16', 0x7c00n],
    ['1p-149', 'binary32', 1n],
  ])('%s in %s', (text, format, word) => {
    expect(parseValue(text, parseFormat(format))).toBe(word);
  });

  test.each([
    ['0.1', 'fixed<8,3>', 'BW1012', 'The nearest are 0.09375 and 0.125.'],
    ['4', 'fixed<8,3>', 'BW1012', 'The nearest is 3.96875.'],
    ['-1', 'ufixed<8,3>', 'BW1012', 'The nearest is 0.'],
    ['nan', 'fixed<8,3>', 'BW1012', 'no NaN'],
    ['inf', 'E4M3', 'BW1012', 'no infinity'],
    ['-0', 'E4M3FNUZ', 'BW1012', 'Write 0'],
    ['-1', 'E8M0', 'BW1012', 'no sign'],
    ['0.3', 'E2M1', 'BW1012', 'The nearest are 0 and 0.5.'],
    ['-1e9', 'E2M1', 'BW1012', 'The nearest is -6.'],
    ['0x100', 'fixed<8,3>', 'BW1013', ''],
    ['-0x1', 'fixed<8,3>', 'BW1011', ''],
    ['0xg', 'fixed<8,3>', 'BW1011', ''],
    ['one', 'fixed<8,3>', 'BW1011', ''],
    ['', 'fixed<8,3>', 'BW1011', ''],
    ['1/0', 'fixed<8,3>', 'BW1011', ''],
    ['1.2.3', 'E4M3', 'BW1011', ''],
  ])('%s in %s is refused', (text, format, code, help) => {
    let error: unknown;
    try {
      parseValue(text, parseFormat(format));
    } catch (e) {
      error = e;
    }
    expect(error).toBeInstanceOf(DiagnosticError);
    const { diagnostic } = error as DiagnosticError;
    expect(diagnostic.code).toBe(code);
    expect(diagnostic.help ?? '').toContain(help);
  });

  test('rounded where that is asked for', () => {
    expect(parseValue('0.1', fixed(8, 3), NEAREST)).toBe(3n);
    expect(parseValue('1e9', fixed(8, 3), NEAREST)).toBe(127n);
    expect(parseValue('0.1', parseFormat('binary32'), NEAREST)).toBe(0x3dcccccdn);
    expect(parseValue('inf', parseFormat('E2M1'), NEAREST)).toBe(7n);
    expect(() => parseValue('nan', fixed(8, 3), NEAREST)).toThrow(/BW1012/);
  });

  test.each([
    ['fixed<8,3>', 0xffn, '-0.03125'],
    ['fixed<8,3>', 0n, '0'],
    ['ufixed<8,12>', 255n, '4080'],
    ['ufixed<1,-99>', 1n, '1p-100'],
    ['ufixed<4,300>', 6n, '3p297'],
    ['binary32', 1n, '1p-149'],
    ['binary32', 0x80000000n, '-0'],
    ['binary32', 0xff800000n, '-inf'],
    ['binary32', 0x7fc00000n, 'nan'],
    ['binary32', 0x3dcccccdn, '0.100000001490116119384765625'],
  ])('%s shows 0x%x as %s', (format, word, text) => {
    expect(showValue(word, parseFormat(format))).toBe(text);
  });

  test('numbers without a finite expansion show as quotients', () => {
    expect(showExact(Rational.of(-2, 3))).toBe('-2/3');
    expect(showExact('+inf')).toBe('inf');
  });

  test('what is shown reads back, and is short in any format up to 64 bits', () => {
    fc.assert(
      fc.property(fc.oneof(anyFixed(64, 2000), anyFloat), fc.bigInt({ min: 0n, max: 2n ** 64n }), (format, bits) => {
        const word = BigInt.asUintN(widthOf(format), bits);
        const text = showValue(word, format);
        expect(text.length).toBeLessThanOrEqual(32);
        const back = parseValue(text, format);
        if (format.kind === 'float' && isNanWord(word, format)) expect(back).toBe(nanWord(format));
        else if (format.kind === 'fixed' || format.subnormals) expect(back).toBe(word);
        else expect(showValue(back, format)).toBe(text);
      }),
      { seed: 3, numRuns: 3000 },
    );
  });

  test('the widest words show and read back', () => {
    const wide = ufixed(4096, 2048);
    const word = (1n << 4096n) - 1n;
    expect(parseValue(showValue(word, wide), wide)).toBe(word);
  });
});
