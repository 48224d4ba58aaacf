/** The product of two significands. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';

/** `lut`: rows of adders that fill LUTs; `dsp`: one multiplication, which tools map to DSP blocks; `auto`: by the width. */
export type Multiplier = 'auto' | 'lut' | 'dsp';

/** Operands of up to this many bits are multiplied in LUTs: a DSP block would be mostly idle. */
const NARROW = 8;

/** Below this width the tools' own minimisation of a product is no larger than rows of adders. */
const TINY = 3;

export function product(b: NetBuilder, x: Net, y: Net, multiplier: Multiplier = 'auto'): Net {
  const [wide, narrow] = x.width >= y.width ? [x, y] : [y, x];
  const inLuts = multiplier === 'lut' || (multiplier === 'auto' && narrow.width <= NARROW);
  return inLuts && narrow.width >= TINY ? boothRows(b, wide, narrow) : b.mulu(x, y);
}

/**
 * Radix-4 Booth rows, added one after the other. A bit of a row depends on two bits of x, three of y and the sum so far: six
 * inputs, so that a row is one carry chain whose LUTs select, negate and add at once (as in Kumm, Abbas and Zipf, "An
 * efficient softcore multiplier architecture for Xilinx FPGAs", ARITH 2015). Two product bits are final after every row.
 */
function boothRows(b: NetBuilder, x: Net, y: Net): Net {
  const width = x.width + 2;
  const digits = b.concat(b.zero(2 - (y.width % 2)), y, b.zero(1));
  const rows = (digits.width - 1) / 2;
  const final: Net[] = [];
  let sum: Net | undefined;
  for (let row = 0; row < rows; row++) {
    const [high, middle, low] = [2, 1, 0].map((i) => b.bit(digits, 2 * row + i));
    const one = b.xor(middle, low);
    const two = b.and(b.xor(high, middle), b.not(one));
    const multiple = b.or(
      b.and(b.zext(x, width), b.sext(one, width)),
      b.and(b.zext(b.concat(x, b.zero(1)), width), b.sext(two, width)),
    );
    // sum + d * x = sum - (d * x < 0 ? multiple : ~multiple) - (d * x < 0 ? 0 : 1): written as a subtraction, the sum is the
    // side of the carry chain that needs no LUT of its own. The borrow enters through an extra bit below.
    const positive = b.not(high);
    const subtrahend = b.concat(b.xor(multiple, b.sext(positive, width)), positive);
    const minuend = b.concat(sum ? b.sext(b.slice(sum, width - 1, 2), width) : b.zero(width), b.zero(1));
    sum = b.slice(b.sub(minuend, subtrahend), width, 1);
    if (row < rows - 1) final.unshift(b.slice(sum, 1, 0));
  }
  return b.slice(b.concat(sum as Net, ...final), x.width + y.width - 1, 0);
}
