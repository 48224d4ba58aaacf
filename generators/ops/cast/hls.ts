import { type FixedFormat, fracOf } from '../../formats/format.ts';
import { parseOverflow } from '../../formats/modes.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';
import type { RoundingAttrs } from '../params.ts';

/** The conversion of the library where all of them have the mode and mean the same by it. */
export function hls(c: HlsContext, args: readonly string[], use: Use<RoundingAttrs>): string {
  const [from, to] = [use.args[0] as FixedFormat, use.type as FixedFormat];
  const { round, overflow } = use.attrs;
  return isConversion(from, to, overflow, c.exactWidth)
    ? c.convert(args[0], to, round, overflow)
    : c.viaNetlist('cast', args, use);
}

/** Whether the conversion of a library that is exact in so many bits gives our result, whatever the rounding. */
export function isConversion(from: FixedFormat, to: FixedFormat, overflow: string, exactWidth: number): boolean {
  return librariesAgree(from, to, overflow) && Math.max(spanOf(from, to), to.width) <= exactWidth;
}

/**
 * WRAP with saturated bits and WRAP_SM are missing in ac_fixed and differ between ap_fixed and sc_fixed, as SAT_SYM into
 * one bit does. Formats that have no bit position in common are left to integers too: no library's code is made for them.
 */
function librariesAgree(from: FixedFormat, to: FixedFormat, overflow: string): boolean {
  const { mode, saturatedBits } = parseOverflow(overflow);
  if (mode === 'WRAP_SM' || saturatedBits > 0 || (mode === 'SAT_SYM' && to.width === 1)) return false;
  return fracOf(from) > -to.int && fracOf(to) > -from.int;
}

/** Bits from the highest to the lowest position of both. */
function spanOf(a: FixedFormat, b: FixedFormat): number {
  return Math.max(a.int, b.int) + Math.max(fracOf(a), fracOf(b));
}
