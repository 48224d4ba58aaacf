/** Rounding to whole numbers: hardware against meaning, on every word. */
import { describe, expect, it } from 'vitest';
import { everyMode, requestDifferences, sampledDifferences } from '../float/testing/request-check.ts';
import { lowerFloat } from './float-lower.ts';
import { floatRoundToIntegral } from './spec.ts';

describe('hardware of round_to_integral', () => {
  it.each([...floatRoundToIntegral.shapes, 'op:round_to_integral/binary16', 'op:round_to_integral:round=RUP/bfloat16'])(
    '%s',
    (text) => {
      expect(requestDifferences(lowerFloat, text)).toEqual([]);
    },
  );

  it.each([
    ...['E2M1', 'E2M3', 'E3M2', 'E4M3', 'E5M2', 'E4M3FNUZ', 'float<1,3>', 'float<1,4,inf=no,nan=none,bias=1>'],
    ...['float<2,4>', 'float<2,4,nan=fn>', 'float<2,4,nan=fn,inf=no>', 'float<2,3,nan=fnuz>', 'float<3,0,nan=fn>'],
    ...['float<3,0,nan=none>', 'float<3,0,nan=none,inf=no>', 'float<2,0,nan=fnuz,bias=4>', 'float<3,2,bias=12>'],
    ...['float<3,2,bias=8>', 'float<3,2,bias=7>', 'float<3,2,bias=6,inf=no,nan=none>', 'float<2,2,bias=9,nan=none>'],
    ...[
      'float<3,3,bias=-1,subnormals=no>',
      'float<3,3,bias=0>',
      'float<3,3,bias=1,subnormals=no>',
      'float<2,2,bias=-9>',
    ],
    ...[
      'float<3,4,subnormals=no>',
      'float<2,3,nan=fnuz,inf=no,subnormals=no>',
      'float<2,3,inf=no>',
      'float<2,0,bias=3,nan=fn>',
    ],
    ...['float<1,2,bias=2,nan=none>', 'float<1,0,nan=none,inf=no>', 'float<2,2,bias=4,inf=no,nan=none>'],
  ])('in every mode: %s', (format) => {
    expect(sampledDifferences(lowerFloat, everyMode('round_to_integral', `/${format}`))).toEqual([]);
  });
});
