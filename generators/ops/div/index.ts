import { z } from 'zod';
import { fixedResultType } from '../../formats/fixed-type.ts';
import { checkOverflow, parseOverflow } from '../../formats/modes.ts';
import { floatOperator } from '../float/operator.ts';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { overload } from '../overload.ts';
import { type RoundingAttrs, rounding } from '../params.ts';
import { exact } from './exact.ts';
import { lowerFloat } from './float-lower.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';
import { floatDiv } from './spec.ts';

const fixedDiv: Operator<RoundingAttrs> = {
  name: 'div',
  summary: 'Quotient, correctly rounded into the result format',
  doc: 'a / b, rounded once from the exact quotient by round and brought into range by overflow. Without a result format it has the type that ap_fixed gives to a quotient. Division by zero counts as overflow: a > 0 gives the largest value, a < 0 the smallest (SAT_SYM: the symmetric end), 0 / 0 gives 0, and SAT_ZERO gives 0 throughout; WRAP and WRAP_SM behave here as SAT. Unlike ap_fixed, whose operator truncates towards zero, the default mode is TRN as everywhere else.',
  arity: [2, 2],
  params: z.strictObject(rounding),
  example: 'op:div:round=RND:overflow=SAT/fixed<8,3>,ufixed<5,2>/fixed<10,6>',
  shapes: [
    'op:div/fixed<5,2>,fixed<5,2>',
    'op:div:round=RND_CONV:overflow=SAT/fixed<6,3>,ufixed<5,2>/fixed<6,4>',
    'op:div:round=RND_ZERO/ufixed<6,2>,fixed<4,3>/fixed<7,3>',
    'op:div:round=TRN_ZERO:overflow=SAT_SYM/fixed<5,1>,fixed<4,1>/fixed<4,1>',
    'op:div:round=RND_INF/ufixed<4,4>,ufixed<4,-2>/ufixed<5,9>',
    'op:div:round=RND_MIN_INF:overflow=SAT_ZERO/fixed<4,4>,fixed<4,0>/fixed<4,6>',
    'op:div:overflow=SAT_SYM/fixed<3,3>,fixed<3,3>/fixed<1,1>',
    'op:div:overflow=SAT_SYM/fixed<4,2>,ufixed<3,3>/ufixed<3,1>',
  ],
  type: (args, attrs, wanted) => {
    const [a, b] = [fixedOperand('div', args[0]), fixedOperand('div', args[1])];
    const to = wanted ? fixedOperand('div', wanted) : fixedResultType('div', a, b);
    checkOverflow(parseOverflow(attrs.overflow), to);
    return to;
  },
  exact,
  lower,
  hls,
};

export const div = overload(fixedDiv as Operator, floatOperator(floatDiv, lowerFloat));
