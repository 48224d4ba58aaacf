/** Multipliers of LUTs. */
import type { Net, NetBuilder } from '../netlist/builder.ts';

/** A word and how it is read. */
export interface Factor {
  readonly net: Net;
  readonly signed: boolean;
}

/**
 * All bits of a product, in radix-4 Booth rows of y that are added one after the other. A bit of a row depends on two bits of
 * x, three of y and the sum so far: six inputs, so that a row is one carry chain whose LUTs select, negate and add at once (as
 * in Kumm, Abbas and Zipf, "An efficient softcore multiplier architecture for Xilinx FPGAs", ARITH 2015). Two product bits are
 * final after every row.
 */
export function boothRows(b: NetBuilder, { net: x, signed }: Factor, y: Factor): Net {
  const width = x.width + 2;
  const extended = (net: Net) => b.extend(net, width, signed);
  // Two bits a digit; the top one is the sign, so an unsigned factor takes at least one zero.
  const bits = y.net.width + (y.signed ? y.net.width % 2 : 2 - (y.net.width % 2));
  const digits = b.concat(b.extend(y.net, bits, y.signed), b.zero(1));
  const rows = (digits.width - 1) / 2;
  const final: Net[] = [];
  let sum: Net | undefined;
  for (let row = 0; row < rows; row++) {
    const [high, middle, low] = [2, 1, 0].map((i) => b.bit(digits, 2 * row + i));
    const one = b.xor(middle, low);
    const two = b.and(b.xor(high, middle), b.not(one));
    const multiple = b.or(
      b.and(extended(x), b.sext(one, width)),
      b.and(extended(b.concat(x, b.zero(1))), b.sext(two, width)),
    );
    // sum + d * x = sum - (d * x < 0 ? multiple : ~multiple) - (d * x < 0 ? 0 : 1): written as a subtraction, the sum is the
    // side of the carry chain that needs no LUT of its own. The borrow enters through an extra bit below.
    const positive = b.not(high);
    const subtrahend = b.concat(b.xor(multiple, b.sext(positive, width)), positive);
    const minuend = b.concat(sum ? b.sext(b.slice(sum, width - 1, 2), width) : b.zero(width), b.zero(1));
    sum = b.slice(b.sub(minuend, subtrahend), width, 1);
    if (row < rows - 1) final.unshift(b.slice(sum, 1, 0));
  }
  return b.slice(b.concat(sum as Net, ...final), x.width + y.net.width - 1, 0);
}
