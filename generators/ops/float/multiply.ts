/** The product of two significands. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { boothRows } from '../booth.ts';

/** `lut`: rows of adders that fill LUTs; `dsp`: one multiplication, which tools map to DSP blocks; `auto`: by the width. */
export type Multiplier = 'auto' | 'lut' | 'dsp';

/** Operands of up to this many bits are multiplied in LUTs: a DSP block would be mostly idle. */
const NARROW = 8;

/** Below this width the tools' own minimisation of a product is no larger than rows of adders. */
const TINY = 3;

export function product(b: NetBuilder, x: Net, y: Net, multiplier: Multiplier = 'auto'): Net {
  const [wide, narrow] = x.width >= y.width ? [x, y] : [y, x];
  const inLuts = multiplier === 'lut' || (multiplier === 'auto' && narrow.width <= NARROW);
  if (inLuts && narrow.width >= TINY) return boothRows(b, { net: wide, signed: false }, { net: narrow, signed: false });
  return multiplier === 'dsp' ? b.inBlock(b.mulu(x, y)) : b.mulu(x, y);
}
