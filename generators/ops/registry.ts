import { fail } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Type } from '../formats/format.ts';
import type { Attrs } from '../ir/ir.ts';
import type { TypeRules } from '../ir/verify.ts';
import { abs } from './abs/index.ts';
import { add } from './add/index.ts';
import { bitcast } from './bitcast/index.ts';
import { cast } from './cast/index.ts';
import { classify } from './classify/index.ts';
import { comparisons } from './compare/index.ts';
import { concat } from './concat/index.ts';
import { constant } from './const/index.ts';
import { div } from './div/index.ts';
import { dot } from './dot/index.ts';
import { element } from './element/index.ts';
import { extrema } from './extrema/index.ts';
import { fma } from './fma/index.ts';
import { ldexp } from './ldexp/index.ts';
import { logic } from './logic/index.ts';
import { matvec } from './matvec/index.ts';
import { maximumNumber } from './maximum_number/index.ts';
import { minimumNumber } from './minimum_number/index.ts';
import { mul } from './mul/index.ts';
import { mxDot } from './mx_dot/index.ts';
import { mxQuantise } from './mx_quantise/index.ts';
import { neg } from './neg/index.ts';
import type { Operator } from './operator.ts';
import { recip } from './recip/index.ts';
import { rom } from './rom/index.ts';
import { roundToIntegral } from './round_to_integral/index.ts';
import { rsqrt } from './rsqrt/index.ts';
import { scalb } from './scalb/index.ts';
import { select } from './select/index.ts';
import { shl } from './shl/index.ts';
import { shr } from './shr/index.ts';
import { slice } from './slice/index.ts';
import { sqrt } from './sqrt/index.ts';
import { sub } from './sub/index.ts';
import { sum } from './sum/index.ts';
import { unordered } from './unordered/index.ts';
import { vector } from './vector/index.ts';

/** Every operator. The command line, the documentation and the exhaustive tests are made from this list. */
export const OPERATORS: readonly Operator[] = [
  constant,
  add,
  sub,
  mul,
  neg,
  abs,
  ...comparisons,
  select,
  ...extrema,
  minimumNumber,
  maximumNumber,
  unordered,
  classify,
  cast,
  div,
  sqrt,
  recip,
  rsqrt,
  fma,
  dot,
  matvec,
  sum,
  mxDot,
  mxQuantise,
  scalb,
  ldexp,
  roundToIntegral,
  shl,
  shr,
  ...logic,
  slice,
  concat,
  bitcast,
  vector,
  element,
  rom,
] as Operator[];

const byName = new Map(OPERATORS.map((o) => [o.name, o]));

export function operatorNamed(name: string): Operator {
  const found = byName.get(name);
  if (!found)
    fail('BW2006', `there is no operator '${name}'`, {
      help: didYouMean(name, [...byName.keys()]) ?? "'bitwright ops' lists them",
    });
  return found;
}

/** The part of an operator that this use asks for; the operator itself where it has no parts. */
export function variantOf(op: Operator, args: readonly Type[], wanted: Type | undefined, given: Attrs): Operator {
  return op.variant?.(args, wanted, given) ?? op;
}

/** Attributes as the IR keeps them: defaults filled in, text read, anything unknown refused. */
export function completeAttrs(op: Operator, given: Attrs, args: readonly Type[], wanted: Type | undefined): Attrs {
  const parsed = op.params.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const known = Object.keys(op.params.shape);
    if (issue.code === 'unrecognized_keys')
      fail('BW2014', `${op.name} has no attribute '${issue.keys[0]}'`, {
        help: didYouMean(issue.keys[0], known) ?? (known.length > 0 ? `it has ${known.join(', ')}` : 'it has none'),
      });
    fail('BW2014', `${op.name}: attribute ${issue.path.join('.')}: ${issue.message}`, {
      help: `'bitwright ops ${op.name}' lists them`,
    });
  }
  const attrs = parsed.data as Attrs;
  return op.complete ? op.complete(attrs, args, wanted) : attrs;
}

export function checkArity(op: Operator, count: number): void {
  const [min, max] = op.arity;
  if (count < min || count > max) {
    const takes = min === max ? `${min} operand${min === 1 ? '' : 's'}` : `${min} to ${max} operands`;
    fail('BW2007', `${op.name} takes ${takes}, not ${count}`, { help: `for example ${op.example}` });
  }
}

/** The operators' part of verification. */
export const typeRules: TypeRules = {
  names: [...byName.keys()],
  typeOf(name, args, attrs, declared) {
    const op = operatorNamed(name);
    const part = variantOf(op, args, declared, attrs);
    checkArity(part, args.length);
    return part.type(args, completeAttrs(part, attrs, args, declared), declared);
  },
};
