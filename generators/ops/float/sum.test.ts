/** Sums and dot products of floats: hardware against meaning. */
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../formats/format.ts';
import { lowerFloat as dot } from '../dot/float-lower.ts';
import { floatDot } from '../dot/spec.ts';
import { lowerFloat as sum } from '../sum/float-lower.ts';
import { floatSum } from '../sum/spec.ts';
import { request } from '../testing/float-request.ts';
import { everyMode, randomRows, requestDifferences, sampledDifferences } from './testing/request-check.ts';

describe('hardware of sum and dot, on every word', () => {
  it.each([
    ...floatSum.shapes.map((shape) => [shape, sum] as const),
    ...floatDot.shapes.map((shape) => [shape, dot] as const),
  ])('%s', (text, lower) => {
    expect(requestDifferences(lower, text)).toEqual([]);
  });

  it.each([
    ['sum', '/E2M1[2]', sum],
    ['sum', '/float<2,1>[2]', sum],
    ['sum', '/float<2,1,nan=fnuz,inf=no>[2]', sum],
    ['sum', '/float<2,1,subnormals=no>[2]/float<2,0,nan=fn>', sum],
    ['sum', '/float<1,1,nan=none>[3]/float<3,2,bias=5>', sum],
    ['sum', '/E8M0[1]/float<3,1,bias=-100>', sum],
    ['sum', '/E2M1[2]/E8M0', sum],
    ['dot', '/float<2,0,nan=none>[1],float<2,2>[1]/float<3,1,nan=fn>', dot],
    ['dot', '/float<1,0,nan=none,inf=no>[2],float<1,1,nan=none>[2]/float<2,1>', dot],
    ['dot', '/float<1,0,nan=none,inf=no>[2],float<1,1>[2]/float<2,1,nan=fnuz,inf=no,subnormals=no>', dot],
  ] as const)('in every mode: %s %s', (op, operands, lower) => {
    expect(sampledDifferences(lower, everyMode(op, operands))).toEqual([]);
  });

  const STEPS = ['RNE:SAT', 'RUP:IEEE', 'RDN:IEEE'];
  it.each([
    ['sum:accumulator=float<2,1>', '/float<2,1>[2]/float<3,0,nan=fn>', sum],
    ['sum:accumulator=float<2,0,nan=fn>:order=tree', '/float<1,1>[3]/float<2,1>', sum],
    ['dot:accumulator=float<2,1>', '/float<1,1>[2],float<1,1,nan=none>[2]/E2M1', dot],
    ['dot:accumulator=E2M1:order=tree', '/float<1,1>[2],float<1,1,nan=none>[2]/float<2,1>', dot],
  ] as const)('in every mode: %s %s', (op, operands, lower) => {
    expect(sampledDifferences(lower, everyMode(op, operands, STEPS))).toEqual([]);
  });
});

describe('hardware of sum and dot, on random words', () => {
  it.each([
    ['op:sum/E8M0[3]/bfloat16', sum],
    ['op:sum/E8M0[2]/bfloat16', sum],
    ['op:sum:round=RDN/E5M2[4]/binary16', sum],
    ['op:sum:round=RUP/binary16[3]', sum],
    ['op:sum:round=SR/binary16[5],uint9/bfloat16', sum],
    ['op:sum:accumulator=binary16:order=tree/E4M3[8]/E4M3', sum],
    ['op:dot/E2M1[32],E2M1[32]/binary32', dot],
    ['op:dot/E4M3[8],E5M2[8]/binary16', dot],
    ['op:dot:give=flags/E4M3FNUZ[5],E4M3FNUZ[5]', dot],
    ['op:dot/bfloat16[4],bfloat16[4]/binary32', dot],
    ['op:dot/binary32[2],binary32[2]/binary32', dot],
    ['op:dot:accumulator=binary32/bfloat16[4],bfloat16[4]/binary32', dot],
  ] as const)('%s', (text, lower) => {
    const rows = randomRows(request(text).use.args.map(widthOf), 150);
    expect(requestDifferences(lower, text, rows)).toEqual([]);
  });
});
