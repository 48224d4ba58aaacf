/** MX blocks: hardware against meaning. */
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../formats/format.ts';
import { lowerFloat as mxDot } from '../mx_dot/float-lower.ts';
import { floatMxDot } from '../mx_dot/spec.ts';
import { lowerFloat as mxQuantise } from '../mx_quantise/float-lower.ts';
import { floatMxQuantise } from '../mx_quantise/spec.ts';
import { request } from '../testing/float-request.ts';
import { everyMode, randomRows, requestDifferences, sampledDifferences } from './testing/request-check.ts';

describe('hardware of mx_dot and mx_quantise, on every word', () => {
  it.each([
    ...floatMxDot.shapes.map((shape) => [shape, mxDot] as const),
    ...floatMxQuantise.shapes.map((shape) => [shape, mxQuantise] as const),
    ['op:mx_quantise/float<4,5>[1]/E2M1[1]', mxQuantise],
    ['op:mx_quantise:give=scale:result=E2M1/float<8,1>[1]', mxQuantise],
    ['op:mx_quantise/E8M0[1]/E2M1[1]', mxQuantise],
    ['op:mx_quantise:give=scale:result=E2M1/E8M0[1]', mxQuantise],
    ['op:mx_quantise/float<2,1,nan=fnuz>[3]/float<2,1,nan=fnuz>[3]', mxQuantise],
    ['op:mx_quantise/float<3,1,bias=124,subnormals=no>[2]/float<2,0,nan=fn>[2]', mxQuantise],
    ['op:mx_quantise/float<3,2,bias=-120>[2]/E2M1[2]', mxQuantise],
    ['op:mx_quantise:round=RUP/float<3,2,bias=128>[2]/float<3,1,subnormals=no>[2]', mxQuantise],
    ['op:mx_quantise:give=scale:result=E2M1/float<3,2,bias=-120>[2]', mxQuantise],
    ['op:mx_quantise:give=scale:result=E2M1/float<3,3,bias=128>[2]', mxQuantise],
    ['op:mx_quantise:give=scale:result=E2M1/float<3,2,bias=126>[2]', mxQuantise],
    ['op:mx_quantise:give=scale:result=E2M1/float<3,3,bias=124>[2]', mxQuantise],
    ['op:mx_quantise/float<3,2,bias=123>[2]/E2M1[2]', mxQuantise],
    ['op:mx_quantise:give=scale:result=float<1,2,nan=none>/float<3,3,bias=122>[2]', mxQuantise],
  ] as const)('%s', (text, lower) => {
    expect(requestDifferences(lower, text)).toEqual([]);
  });

  const UNIT = 'float<1,0,nan=none,inf=no>';
  it.each([
    [`/float<1,1,nan=none>,${UNIT}[2],float<2,0,nan=fn>,${UNIT}[2]/float<2,1>`, ['RNE:IEEE', 'RDN:SAT']],
    [`/float<2,0,nan=fn>[1],float<2,0,nan=fnuz>[1],${UNIT}[1],float<1,1>[1]/E2M1`, ['RUP:SAT', 'RDN:IEEE', 'RNA:IEEE']],
    [`/${UNIT}[2],${UNIT}[2],${UNIT}[2],${UNIT}[2]/E2M1`, ['RDN:IEEE']],
  ])('in several modes: %s', (operands, modes) => {
    expect(sampledDifferences(mxDot, everyMode('mx_dot', operands, modes))).toEqual([]);
  });
});

describe('hardware of mx_dot and mx_quantise, on random words', () => {
  it.each([
    ['op:mx_dot/E8M0,E2M1[32],E8M0,E2M1[32]/binary32', mxDot],
    ['op:mx_dot:round=RDN/E8M0,E4M3[8],E8M0,E5M2[8]/bfloat16', mxDot],
    ['op:mx_dot:give=flags:result=binary32/E4M3[2],E2M1[8],E4M3[2],E2M1[8]', mxDot],
    ['op:mx_dot/E8M0[2],E2M1[8],E8M0[2],E2M1[8]/binary32', mxDot],
    ['op:mx_quantise/binary32[4]/E2M1[4]', mxQuantise],
    ['op:mx_quantise:round=SR/bfloat16[4],uint4[4]/E3M2[4]', mxQuantise],
    ['op:mx_quantise/binary16[8]/E4M3[8]', mxQuantise],
    ['op:mx_quantise:give=scale:result=E5M2/binary16[5]', mxQuantise],
    ['op:mx_dot:round=SR/E4M3[2],E5M2[4],E5M2[2],E4M3FNUZ[4],uint3/E5M2', mxDot],
    ['op:mx_dot:round=RDN/E4M3,E2M1[1],E5M2,E5M2[1]/E5M2', mxDot],
  ] as const)('%s', (text, lower) => {
    const rows = randomRows(request(text).use.args.map(widthOf), 200);
    expect(requestDifferences(lower, text, rows)).toEqual([]);
  });
});
