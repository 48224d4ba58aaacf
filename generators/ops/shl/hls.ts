import type { FixedFormat } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';
import type { ShiftAttrs } from '../shift.ts';

/**
 * A constant amount below the width is the libraries' shift: ap_fixed and ac_fixed keep the type, SystemC widens, and the
 * assignment to the type cuts that back by its default modes. Other amounts are not the same in all of them.
 */
export function hls(c: HlsContext, args: readonly string[], use: Use<ShiftAttrs>): string {
  const type = use.type as FixedFormat;
  const { n } = use.attrs;
  if (n === 0) return args[0];
  const natural = n !== undefined && n < type.width && 2 * type.width <= c.exactWidth;
  return natural ? `${c.type(type)}(${args[0]} << ${n})` : c.viaNetlist('shl', args, use);
}
