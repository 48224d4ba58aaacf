import { z } from 'zod';
import type { Type } from '../formats/format.ts';
import { type Attrs, elementOf } from '../ir/ir.ts';
import type { Operator } from './operator.ts';

/** Whether a use is one of floats, by its operands, the wanted result and the attributes as given. */
type IsFloat = (args: readonly Type[], wanted: Type | undefined, given: Attrs) => boolean;

/** Of the operands, one alone decides. */
const anyFloat: IsFloat = (args) => args.some((t) => elementOf(t).kind === 'float');

/**
 * One operator with two parts, one for fixed point and one for floats, each complete in itself; the operands decide. Lists
 * and pages show both.
 */
export function overload(fixed: Operator, float: Operator, isFloat = anyFloat): Operator {
  const variant = (args: readonly Type[], wanted: Type | undefined, given: Attrs) =>
    isFloat(args, wanted, given) ? float : fixed;
  return {
    name: fixed.name,
    summary: fixed.summary === float.summary ? fixed.summary : `${fixed.summary}. ${float.summary}`,
    doc: `${fixed.doc}\n\nOf floats: ${float.doc}`,
    arity: [Math.min(fixed.arity[0], float.arity[0]), Math.max(fixed.arity[1], float.arity[1])],
    params: z.strictObject({ ...fixed.params.shape, ...bothDescribed(fixed, float) }),
    example: fixed.example,
    shapes: [...fixed.shapes, ...float.shapes],
    variant,
    type: (args, attrs, wanted) => variant(args, wanted, attrs).type(args, attrs, wanted),
    exact: (args, use) => variant(use.args, use.type, use.attrs).exact(args, use),
    lower: (b, args, use) => variant(use.args, use.type, use.attrs).lower(b, args, use),
    hls: (c, args, use) => variant(use.args, use.type, use.attrs).hls(c, args, use),
  };
}

/** The attributes of the float part; one that fixed point has too is described for both. Only for lists: parts read theirs. */
function bothDescribed(fixed: Operator, float: Operator): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(float.params.shape as Record<string, z.ZodType>).map(([name, schema]) => {
      const other = (fixed.params.shape as Record<string, z.ZodType>)[name];
      const [a, b] = [other?.description, schema.description];
      return [name, a !== undefined && a !== b ? z.unknown().optional().describe(`${a}; of floats: ${b}`) : schema];
    }),
  );
}
