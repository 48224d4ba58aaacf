/** Casts between floats and fixed point, in hardware, against their exact meaning. */
import { describe, expect, test } from 'vitest';
import { type FixedFormat, type FloatFormat, widthOf } from '../../formats/format.ts';
import { FLOAT_ROUNDINGS, QUANTIZATIONS } from '../../formats/modes.ts';
import { parseFormat } from '../../formats/name.ts';
import { differences, everyRow } from '../float/testing/check.ts';
import type { FloatUse } from '../float/use.ts';
import { floatExact } from './float-exact.ts';
import { lowerIntoFixed } from './float-into-fixed.ts';
import { lowerFromFixed } from './float-lower.ts';

const FLOATS = [
  ...['E2M1', 'E3M2', 'E4M3', 'E5M2', 'E4M3FNUZ', 'E8M0', 'float<1,2>', 'float<3,2,subnormals=no>'],
  ...['float<3,1,nan=fnuz,inf=no,subnormals=no>', 'float<4,0,nan=none>'],
].map((name) => parseFormat(name) as FloatFormat);

const FIXED = [
  ...['fixed<6,3>', 'fixed<1,1>', 'ufixed<4,2>', 'ufixed<1,0>', 'fixed<2,9>'],
  ...['fixed<12,9>', 'fixed<3,-4>', 'ufixed<5,-9>', 'fixed<5,20>'],
].map((name) => parseFormat(name) as FixedFormat);

const ROUNDS = Object.keys(QUANTIZATIONS);
const OVERFLOWS = ['WRAP', 'SAT', 'SAT_ZERO', 'SAT_SYM', 'WRAP:1', 'WRAP_SM', 'WRAP_SM:1'];
const GIVES = ['result', 'flags'] as const;

describe('every word of small formats', () => {
  test.each(OVERFLOWS)('into fixed point, %s', (overflow) => {
    for (const [i, from] of FLOATS.entries())
      for (const [j, to] of FIXED.entries()) {
        if (overflow.startsWith('WRAP_SM') && !to.signed) continue;
        for (const give of GIVES) {
          const use = { args: [from], type: to, attrs: { round: ROUNDS[(i + j) % ROUNDS.length], overflow, give } };
          expect(differences(lowerIntoFixed, floatExact as never, use, everyRow([widthOf(from)]))).toEqual([]);
        }
      }
  });

  test.each(Object.keys(FLOAT_ROUNDINGS) as (keyof typeof FLOAT_ROUNDINGS)[])('from fixed point, %s', (round) => {
    for (const to of FLOATS)
      for (const from of FIXED)
        for (const overflow of ['IEEE', 'SAT'] as const)
          for (const give of GIVES) {
            const attrs: FloatUse['attrs'] = { round, overflow, give };
            const use = { args: [from], type: to, attrs };
            expect(differences(lowerFromFixed, floatExact as never, use, everyRow([from.width]))).toEqual([]);
          }
  });
});
