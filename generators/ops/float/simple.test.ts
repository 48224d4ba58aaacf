/** Float operators that do not round, and ldexp: hardware against meaning, on every word. */
import { describe, expect, it } from 'vitest';
import { lowerFloat as abs } from '../abs/float-lower.ts';
import { floatAbs } from '../abs/spec.ts';
import { lowerFloat as classify } from '../classify/float-lower.ts';
import { floatClassify } from '../classify/spec.ts';
import { lowerFloat as ldexp } from '../ldexp/float-lower.ts';
import { floatLdexp } from '../ldexp/spec.ts';
import { lowerFloat as neg } from '../neg/float-lower.ts';
import { floatNeg } from '../neg/spec.ts';
import { lowerFloat as unordered } from '../unordered/float-lower.ts';
import { floatUnordered } from '../unordered/spec.ts';
import { everyMode, requestDifferences, sampledDifferences } from './testing/request-check.ts';

/** One of each kind of special codes, with and without subnormals and mantissa. */
const TINY = [
  'E2M1',
  'E8M0',
  'float<2,2>',
  'float<1,2>',
  'float<3,1,nan=fn>',
  'float<3,1,inf=no>',
  'float<2,2,nan=fnuz,subnormals=no>',
  'float<3,0,nan=fnuz,inf=no>',
  'float<2,1,nan=none>',
  'float<3,2,subnormals=no>',
];

describe('hardware of operators that only look or move', () => {
  it.each([
    ...floatNeg.shapes.map((shape) => [shape, neg] as const),
    ...floatAbs.shapes.map((shape) => [shape, abs] as const),
    ...floatUnordered.shapes.map((shape) => [shape, unordered] as const),
    ...floatClassify.shapes.map((shape) => [shape, classify] as const),
    ...TINY.map((f) => [`op:abs/${f}`, abs] as const),
    ...TINY.map((f) => [`op:classify/${f}`, classify] as const),
    ...TINY.filter((f) => f !== 'E8M0').map((f) => [`op:neg/${f}`, neg] as const),
    ...TINY.map((f) => [`op:unordered/${f},E3M2`, unordered] as const),
  ])('%s', (text, lower) => {
    expect(requestDifferences(lower, text)).toEqual([]);
  });
});

describe('hardware of ldexp', () => {
  it.each([...floatLdexp.shapes, 'op:ldexp/float<3,1>,int9/E8M0', 'op:ldexp:give=flags:result=E8M0/E2M1,int9'])(
    '%s',
    (text) => {
      expect(requestDifferences(ldexp, text)).toEqual([]);
    },
  );

  it.each([
    ...TINY.filter((f) => f !== 'E8M0').map((f) => `/${f},int4`),
    '/E8M0,int3',
    '/float<2,1>,uint5/float<3,2,bias=-4>',
    '/float<2,2>,int5/float<2,1,nan=fnuz,inf=no,subnormals=no>',
    '/float<2,0,nan=fn>,int7/float<3,0,nan=fn,bias=20>',
    '/E2M1,int1/E8M0',
    '/float<2,0,nan=fn>,int7/E5M2',
  ])('in every mode: %s', (operands) => {
    expect(sampledDifferences(ldexp, everyMode('ldexp', operands))).toEqual([]);
  });
});
