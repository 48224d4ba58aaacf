/** The float specs by name, and requests to them, for tests: without hardware there is no design to run. */

import { decodeType } from '../../exact/decode.ts';
import { encodeExactType } from '../../exact/encode.ts';
import type { Exact } from '../../exact/value.ts';
import type { Type } from '../../formats/format.ts';
import { parseType } from '../../formats/name.ts';
import type { Attrs } from '../../ir/ir.ts';
import { floatAbs } from '../abs/spec.ts';
import { floatAdd } from '../add/spec.ts';
import { floatCast } from '../cast/spec.ts';
import { floatClassify } from '../classify/spec.ts';
import { floatComparisons } from '../compare/spec.ts';
import { floatDiv } from '../div/spec.ts';
import { floatDot } from '../dot/spec.ts';
import { floatExtrema } from '../extrema/spec.ts';
import { floatFma } from '../fma/spec.ts';
import { floatLdexp } from '../ldexp/spec.ts';
import { floatMaximumNumber } from '../maximum_number/spec.ts';
import { floatMinimumNumber } from '../minimum_number/spec.ts';
import { floatMul } from '../mul/spec.ts';
import { floatMxDot } from '../mx_dot/spec.ts';
import { floatMxQuantise } from '../mx_quantise/spec.ts';
import { floatNeg } from '../neg/spec.ts';
import type { Use } from '../operator.ts';
import { floatRecip } from '../recip/spec.ts';
import { floatRoundToIntegral } from '../round_to_integral/spec.ts';
import { floatRsqrt } from '../rsqrt/spec.ts';
import type { Spec } from '../spec.ts';
import { floatSqrt } from '../sqrt/spec.ts';
import { floatSub } from '../sub/spec.ts';
import { floatSum } from '../sum/spec.ts';
import { floatUnordered } from '../unordered/spec.ts';

export const FLOAT_SPECS = [
  floatAdd,
  floatSub,
  floatMul,
  floatDiv,
  floatSqrt,
  floatFma,
  floatRecip,
  floatRsqrt,
  floatNeg,
  floatAbs,
  ...floatExtrema,
  floatMinimumNumber,
  floatMaximumNumber,
  ...floatComparisons,
  floatUnordered,
  floatClassify,
  floatLdexp,
  floatRoundToIntegral,
  floatCast,
  floatDot,
  floatSum,
  floatMxDot,
  floatMxQuantise,
] as unknown as readonly Spec[];

/** One use of an operator, ready to be evaluated. */
export interface Request {
  readonly use: Use;
  readonly values: (args: readonly Exact[]) => Exact;
  /** From operand words to the result word. */
  readonly words: (args: readonly bigint[]) => bigint;
}

/** `op:NAME:key=value/IN,IN/OUT` as the command line reads it. */
export function request(text: string): Request {
  const [head, operands, out] = text.slice('op:'.length).split('/');
  // A mode with saturated bits has a colon of its own: overflow=WRAP:2.
  const [name, ...settings] = head.split(/:(?!\d)/);
  const spec = FLOAT_SPECS.find((s) => s.name === name) as Spec;
  const given = Object.fromEntries(settings.map((s) => s.split(/=(.*)/).slice(0, 2)));
  const args = operands.split(/,(?![^<]*>)/).map(parseType);
  return requestOf(spec, given, args, out === undefined ? undefined : parseType(out));
}

function requestOf(spec: Spec, given: Attrs, args: readonly Type[], wanted: Type | undefined): Request {
  const read = spec.params.parse(given) as Attrs;
  const attrs = spec.complete ? spec.complete(read, args, wanted) : read;
  const use = { args, type: spec.type(args, attrs, wanted), attrs };
  return {
    use,
    values: (values) => spec.exact(values, use),
    words: (words) =>
      encodeExactType(
        spec.exact(
          words.map((w, i) => decodeType(w, args[i])),
          use,
        ),
        use.type,
      ),
  };
}
