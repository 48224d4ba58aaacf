import { z } from 'zod';
import { commonType } from '../../formats/fixed-type.ts';
import { floatOperator } from '../float/operator.ts';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { overload } from '../overload.ts';
import { exact } from './exact.ts';
import { lowerFloat } from './float-lower.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';
import { floatExtrema } from './spec.ts';

const WORDS = { min: 'smaller', max: 'larger' } as const;
export type Extremum = keyof typeof WORDS;

const fixedExtrema: readonly Operator[] = (Object.keys(WORDS) as Extremum[]).map((name) => ({
  name,
  summary: `The ${WORDS[name]} of two values`,
  doc: `The ${WORDS[name]} of a and b, by value, in the smallest format that holds every value of both.`,
  arity: [2, 2],
  params: z.strictObject({}),
  example: `op:${name}/fixed<8,3>,ufixed<5,2>`,
  shapes: [
    `op:${name}/fixed<5,2>,fixed<5,2>`,
    `op:${name}/fixed<4,1>,ufixed<5,3>`,
    `op:${name}/ufixed<3,5>,ufixed<5,2>`,
    `op:${name}/fixed<1,1>,ufixed<1,1>`,
  ],
  type: (args) => commonType(fixedOperand(name, args[0]), fixedOperand(name, args[1])),
  exact: exact(name),
  lower: lower(name),
  hls: hls(name),
}));

export const extrema = fixedExtrema.map((fixed, i) =>
  overload(fixed, floatOperator(floatExtrema[i], lowerFloat(fixed.name as Extremum))),
);
