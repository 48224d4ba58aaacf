import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { withSign } from '../float/sign.ts';
import type { FloatUse } from '../float/use.ts';

/** The sign bit turned. Where the code 0 has no negative, its two words are zero and NaN (or read as zeros), and stay. */
export function lowerFloat(b: NetBuilder, [word]: readonly Net[], { args: [f] }: Pick<FloatUse, 'args'>): Net {
  const sign = b.msb(word);
  if (f.nan !== 'fnuz') return withSign(b, word, f, () => b.not(sign));
  return withSign(b, word, f, (code) => {
    const nan = b.and(sign, b.not(b.redor(b.slice(word, code.width - 1, 0))));
    return b.mux(b.redor(code), b.not(sign), nan);
  });
}
