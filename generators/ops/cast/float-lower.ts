import type { FixedFormat, FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { roughOf } from '../float/operand.ts';
import { pack } from '../float/pack.ts';
import { constant } from '../float/ranged.ts';
import { unpack } from '../float/unpack.ts';
import { type FloatUse, modesOf } from '../float/use.ts';

/** A float into another. */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  const x = unpack(b, args[0], use.args[0]);
  return pack(b, roughOf(x, use.type), use.type, modesOf(args, use), use.attrs.give);
}

interface FromFixedUse extends Pick<FloatUse, 'attrs'> {
  readonly args: readonly FixedFormat[];
  readonly type: FloatFormat;
}

/** Fixed point into a float: the magnitude is a significand with a fixed exponent. */
export function lowerFromFixed(b: NetBuilder, args: readonly Net[], use: FromFixedUse): Net {
  const [{ signed, width, int }] = use.args;
  const [word] = args;
  const sign = signed ? b.msb(word) : b.zero(1);
  const rough = {
    sign,
    significand: signed ? b.named(b.mux(sign, b.neg(word), word), 'magnitude') : word,
    exponent: constant(b, 0),
    offset: int - 1,
    leading: width - 1,
    canBeZero: true,
    least: int - width,
    most: int - 1,
  };
  return pack(b, rough, use.type, modesOf(args, { ...use, args: [] }), use.attrs.give);
}
