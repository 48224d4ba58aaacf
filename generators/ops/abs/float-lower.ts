import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { withSign } from '../float/sign.ts';
import { nanOf } from '../float/unpack.ts';
import type { FloatUse } from '../float/use.ts';

/** The sign bit cleared, but for the NaN that consists of it. */
export function lowerFloat(b: NetBuilder, [word]: readonly Net[], { args: [f] }: Pick<FloatUse, 'args'>): Net {
  return withSign(b, word, f, (code) => (f.nan === 'fnuz' ? (nanOf(b, word, code, f) as Net) : b.zero(1)));
}
