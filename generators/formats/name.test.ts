import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DiagnosticError } from '../diagnostics/diagnostic.ts';
import { fixed, float, int, ufixed, uint, vector } from './build.ts';
import { formatAlias, formatName, parseFormat, parseType, typeAlias, typeName } from './name.ts';
import { FORMAT_PRESETS } from './presets.ts';
import { anyFormat, anyType } from './testing/arbitrary.ts';

const SEED = { seed: 20240607, numRuns: 2000 };

describe('names of formats', () => {
  test.each([
    ['fixed<8,3>', fixed(8, 3)],
    [' ufixed< 8 , -2 > ', ufixed(8, -2)],
    ['fixed8_3', fixed(8, 3)],
    ['ufixed8_-2', ufixed(8, -2)],
    ['fixed8_m2', fixed(8, -2)],
    ['fixed8_n2', fixed(8, -2)],
    ['fixed<4,+9>', fixed(4, 9)],
    ['int8', int(8)],
    ['uint1', uint(1)],
    ['int<8>', fixed(8, 8)],
    ['FIXED<8,-0>', fixed(8, 0)],
    ['e4m3', float(4, 3, { inf: false, nan: 'fn' })],
    ['BFloat16', float(8, 7)],
    ['float<5,2>', float(5, 2)],
    ['float4_3:bias=8:nan=fnuz:inf=no', float(4, 3, { bias: 8, nan: 'fnuz', inf: false })],
    ['float< 5, 3, NaN = none, inf=yes, subnormals=no >', float(5, 3, { nan: 'none', subnormals: false })],
  ])('%s', (text, format) => {
    expect(parseFormat(text)).toEqual(format);
  });

  test.each([
    ['int8', 'fixed<8,8>', 'fixed8_8'],
    ['ufixed<8,-2>', 'ufixed<8,-2>', 'ufixed8_-2'],
    ['float<4,3>', 'float<4,3>', 'float4_3'],
    ['float<4,3,bias=7>', 'float<4,3>', 'float4_3'],
    ['float<5,10>', 'binary16', 'binary16'],
    ['float4_3:nan=fnuz:bias=8:inf=no', 'E4M3FNUZ', 'E4M3FNUZ'],
    ['float<5,2,bias=16,nan=fnuz>', 'float<5,2,bias=16,nan=fnuz>', 'float5_2:bias=16:nan=fnuz'],
    ['float<3,2,subnormals=no,inf=no>', 'float<3,2,inf=no,subnormals=no>', 'float3_2:inf=no:subnormals=no'],
  ])('%s prints as %s and %s', (text, name, alias) => {
    expect(formatName(parseFormat(text))).toBe(name);
    expect(formatAlias(parseFormat(text))).toBe(alias);
  });

  test.each([
    ['fixed<8,3>[16]', vector(16, fixed(8, 3)), 'fixed8_3x16'],
    ['fixed8_-3x16', vector(16, fixed(8, -3)), 'fixed8_-3x16'],
    ['e4m3x4', vector(4, parseFormat('E4M3')), 'E4M3x4'],
    ['E4M3 [ 4 ]', vector(4, parseFormat('E4M3')), 'E4M3x4'],
    ['float4_3x2:bias=9', vector(2, float(4, 3, { bias: 9 })), 'float4_3x2:bias=9'],
    ['float4_3:bias=9[2]', vector(2, float(4, 3, { bias: 9 })), 'float4_3x2:bias=9'],
    ['uint8x65536', vector(65536, uint(8)), 'ufixed8_8x65536'],
  ])('vector %s', (text, type, alias) => {
    expect(parseType(text)).toEqual(type);
    expect(typeAlias(type)).toBe(alias);
  });

  test('printing and parsing is the identity, in both spellings', () => {
    fc.assert(
      fc.property(anyType, (type) => {
        expect(parseType(typeName(type))).toEqual(type);
        expect(parseType(typeAlias(type))).toEqual(type);
        expect(typeAlias(type)).toMatch(/^[\w.:=-]+$/);
      }),
      SEED,
    );
  });

  test('every descriptor is frozen', () => {
    fc.assert(
      fc.property(anyFormat, (f) => {
        expect(Object.isFrozen(parseFormat(formatName(f)))).toBe(true);
      }),
      { ...SEED, numRuns: 100 },
    );
    expect(Object.isFrozen(parseType('int8x2'))).toBe(true);
    for (const p of FORMAT_PRESETS) expect(Object.isFrozen(p.format)).toBe(true);
  });
});

describe('names that mean nothing', () => {
  // Text, code, column of the mistake, and what the message must say.
  test.each([
    ['fixed<0,3>', 'BW1003', 7, 'from 1 to 4096'],
    ['fixed<-8,3>', 'BW1003', 7, '-8'],
    ['fixed-8_3', 'BW1003', 6, '-8'],
    ['ufixed4097_1', 'BW1003', 7, '4097'],
    ['uint0', 'BW1003', 5, '0'],
    ['fixed<8,9999999>', 'BW1004', 7, '9999999'],
    [`fixed<${'9'.repeat(400)},3>`, 'BW1003', 7, 'from 1 to 4096'],
    ['fixed<8.5,3>', 'BW1002', 7, "W must be an integer, not '8.5'"],
    ['fixed<8, x>', 'BW1002', 10, "I must be an integer, not 'x'"],
    ['fixed8', 'BW1002', 1, 'W and I'],
    ['fixed<8>', 'BW1002', 1, 'W and I'],
    ['fixed<8,3,1>', 'BW1002', 1, 'W and I'],
    ['fixed<8,>', 'BW1002', 1, 'W and I'],
    ['float', 'BW1002', 1, 'E and M'],
    ['fixed<8,3', 'BW1002', 6, 'brackets'],
    ['fixed(8,3)', 'BW1002', 6, 'brackets'],
    ['fixed<8,3>>', 'BW1002', 6, 'brackets'],
    ['fixed<8,3>[4][4]', 'BW1002', 6, 'brackets'],
    ['fixd<8,3>', 'BW1001', 1, "did you mean 'fixed'?"],
    ['  bfloat61', 'BW1001', 3, "did you mean 'bfloat16'?"],
    ['half', 'BW1001', 1, "did you mean 'binary16'?"],
    ['float32', 'BW1001', 1, "did you mean 'binary32'?"],
    ['ap_fixed<8,3>', 'BW1001', 1, "did you mean 'fixed'?"],
    ['__proto__', 'BW1001', 1, "unknown format '__proto__'"],
    ['toString<1>', 'BW1001', 1, "unknown format 'toString'"],
    ['', 'BW1001', 1, 'unknown format'],
    ['fixed<8,3,rnd=1>', 'BW1006', 11, 'no option'],
    ['float<4,3,biass=1>', 'BW1006', 11, "did you mean 'bias'?"],
    ['float<4,3,inf=maybe>', 'BW1006', 15, "value of 'inf'"],
    ['float4_3:nan=fnux', 'BW1006', 14, "did you mean 'fnuz'?"],
    ['float4_3:nan', 'BW1006', 10, 'needs a value'],
    ['float4_3:inf=no:inf=no', 'BW1006', 17, 'twice'],
    ['float<0,3>', 'BW1005', 7, '1 to 8 exponent bits'],
    ['float<9,3>', 'BW1005', 7, '1 to 8 exponent bits'],
    ['float<5,24>', 'BW1005', 7, '0 to 23 mantissa bits'],
    ['float<4,0>', 'BW1005', 7, 'no code for an IEEE NaN'],
    ['float<1,0,nan=none>', 'BW1005', 7, 'no finite value'],
    ['float<1,0,nan=fn,inf=no>', 'BW1005', 7, 'no finite value'],
    ['float<1,3,subnormals=no>', 'BW1005', 7, 'no finite value'],
    ['int8[0]', 'BW1007', 6, '1 to 65536'],
    ['int8x65537', 'BW1007', 6, '65537'],
    ['int8[n]', 'BW1002', 6, "not 'n'"],
    ['x4', 'BW1001', 1, 'unknown format'],
  ])('%s', (text, code, column, message) => {
    const error = failure(() => parseType(text));
    expect(error.diagnostic.code).toBe(code);
    expect(error.diagnostic.message).toContain(message);
    expect(error.diagnostic.message).not.toContain('[native code]');
    expect(error.diagnostic.where).toEqual({ kind: 'text', source: 'format', text, at: column });
  });

  test('a vector is not a format', () => {
    expect(failure(() => parseFormat('int8x4')).diagnostic.code).toBe('BW1002');
  });

  test('no text crashes the parser', () => {
    const alphabet = fc.constantFrom(...'fixedloatunE4M3x_<>[],:=-0129 biasnf');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: alphabet, maxLength: 24 })), (text) => {
        try {
          parseType(text);
        } catch (error) {
          expect(error).toBeInstanceOf(DiagnosticError);
        }
      }),
      SEED,
    );
  });
});

function failure(body: () => unknown): DiagnosticError {
  try {
    body();
  } catch (error) {
    if (error instanceof DiagnosticError) return error;
    throw error;
  }
  throw new Error('no diagnostic was thrown');
}
