import type { FixedFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { boothRows, type Factor } from '../booth.ts';
import type { Use } from '../operator.ts';
import type { MulAttrs } from './index.ts';

/** One multiplication, or rows of adders. */
export function lower(b: NetBuilder, args: readonly Net[], use: Use<MulAttrs>): Net {
  const factors = args.map((net, i): Factor => ({ net, signed: (use.args[i] as FixedFormat).signed }));
  const [x, y] = factors;
  const { multiplier } = use.attrs;
  if (multiplier === 'lut') return x.net.width < y.net.width ? boothRows(b, y, x) : boothRows(b, x, y);
  const product = multiplied(b, x, y);
  return multiplier === 'dsp' ? b.inBlock(product) : product;
}

/** An unsigned operand of a signed product takes one zero bit on top, to be a signed word of the same value. */
function multiplied(b: NetBuilder, x: Factor, y: Factor): Net {
  if (!x.signed && !y.signed) return b.mulu(x.net, y.net);
  const signedWord = ({ net, signed }: Factor) => (signed ? net : b.zext(net, net.width + 1));
  return b.muls(signedWord(x), signedWord(y), x.net.width + y.net.width);
}
