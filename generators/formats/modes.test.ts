import { describe, expect, test } from 'vitest';
import { fixed, ufixed } from './build.ts';
import {
  checkOverflow,
  OVERFLOWS,
  overflowName,
  parseFloatOverflow,
  parseFloatRounding,
  parseOverflow,
  parseQuantization,
  QUANTIZATIONS,
} from './modes.ts';

describe('modes', () => {
  test('names, in any case and with the prefix of AMD', () => {
    for (const q of Object.keys(QUANTIZATIONS)) {
      expect(parseQuantization(q)).toBe(q);
      expect(parseQuantization(` ap_${q.toLowerCase()}`)).toBe(q);
    }
    for (const o of Object.keys(OVERFLOWS)) expect(overflowName(parseOverflow(o))).toBe(o);
    expect(parseOverflow('ap_wrap_sm:2')).toEqual({ mode: 'WRAP_SM', saturatedBits: 2 });
    expect(overflowName(parseOverflow('WRAP:0'))).toBe('WRAP');
    expect(overflowName(parseOverflow('WRAP:3'))).toBe('WRAP:3');
    expect(parseFloatRounding('rne')).toBe('RNE');
    expect(parseFloatOverflow('sat')).toBe('SAT');
  });

  test.each([
    ['RNDD', () => parseQuantization('RNDD'), /BW1008.*did you mean 'RND'/],
    ['RNE for fixed point', () => parseQuantization('RNE'), /BW1008/],
    ['toString', () => parseQuantization('toString'), /BW1008/],
    ['SATT', () => parseOverflow('SATT'), /BW1008.*did you mean 'SAT'/],
    ['TRN for floats', () => parseFloatRounding('TRN'), /BW1008/],
    ['WRAP for floats', () => parseFloatOverflow('WRAP'), /BW1008/],
    ['WRAP:x', () => parseOverflow('WRAP:x'), /BW1009/],
    ['WRAP:', () => parseOverflow('WRAP:'), /BW1009/],
    ['WRAP:1:2', () => parseOverflow('WRAP:1:2'), /BW1009.*'1:2'/],
    ['SAT:1', () => parseOverflow('SAT:1'), /BW1009.*no saturated bits/],
    ['N above W', () => checkOverflow(parseOverflow('WRAP:9'), fixed(8, 3)), /BW1009.*0 to 8/],
    ['WRAP_SM into unsigned', () => checkOverflow(parseOverflow('WRAP_SM'), ufixed(8, 3)), /BW1009/],
  ])('%s', (_, body, message) => {
    expect(body).toThrow(message);
  });

  test('N up to W', () => {
    expect(() => checkOverflow(parseOverflow('WRAP:8'), fixed(8, 3))).not.toThrow();
  });
});
