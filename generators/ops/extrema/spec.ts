import { floatArithmetic } from '../float-arithmetic.ts';
import { floatExact } from './float-exact.ts';

const WORDS = { min: ['smaller', 'minimum'], max: ['larger', 'maximum'] } as const;

export const floatExtrema = (['min', 'max'] as const).map((name) =>
  floatArithmetic(2, {
    name,
    summary: `The ${WORDS[name][0]} of two floats, NaN if either is`,
    doc: `The ${WORDS[name][0]} of two floats of any two formats, by value, rounded into the result format where that needs it; without one, it is the format that both share. NaN if either operand is NaN; -0 is below +0. Source: ${WORDS[name][1]} of IEEE 754-2019, 9.6.`,
    example: `op:${name}/E4M3,E4M3`,
    shapes: [
      `op:${name}/E2M1,E2M1`,
      `op:${name}/E3M2,E2M3/E4M3`,
      `op:${name}/float<3,2>,float<3,2>`,
      `op:${name}/float<3,2,nan=fn,inf=no>,float<3,2,subnormals=no>/float<2,2>`,
      `op:${name}/float<3,2,nan=fnuz,inf=no>,float<3,2,nan=fnuz,inf=no>`,
      `op:${name}/E8M0,E2M1/bfloat16`,
      `op:${name}:round=SR/E3M2,E2M3,uint2/E2M1`,
    ],
    exact: floatExact(name),
  }),
);
