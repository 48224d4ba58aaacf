import type { FloatFormat, Type } from '../../formats/format.ts';
import { parseFormat } from '../../formats/name.ts';
import { type Attrs, elementOf } from '../../ir/ir.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Operator, Use } from '../operator.ts';
import type { Spec } from '../spec.ts';
import type { FloatUse } from './use.ts';

/** @param types of all operands, those that are no floats included */
type LowerFloat = (b: NetBuilder, args: readonly Net[], use: FloatUse, types: readonly Type[]) => Net;

/**
 * An operator on floats from what it means and what it is made of. Its C++ is the integer code of its own netlist: no HLS
 * library has these formats.
 */
export function floatOperator(spec: Spec, lower: LowerFloat): Operator {
  return {
    ...(spec as Spec<Attrs>),
    lower: (b, args, use) => lower(b, args, floatUse(use), use.args),
    hls: (c, args, use) => c.viaNetlist(spec.name, args, use),
  };
}

/** The use as lowerings see it: operand formats, the format that is rounded into, and what is asked for. */
function floatUse({ args, type, attrs }: Use): FloatUse {
  const result = attrs.result === undefined ? elementOf(type) : parseFormat(String(attrs.result));
  return {
    args: args.filter(isFloat) as FloatFormat[],
    type: result as FloatFormat,
    attrs: { ...attrs, give: attrs.give ?? 'result' } as FloatUse['attrs'],
  };
}

const isFloat = (type: Type): boolean => elementOf(type).kind === 'float';
