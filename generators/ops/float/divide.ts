/** The quotient of two significands. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { top } from './bits.ts';
import { addOrSubtract } from './carry.ts';
import { type Digits, lookedUp } from './digits.ts';

/** `count` digits of x / y from the one before the binary point, for words with their top bits set and the point after it. */
export function quotient(b: NetBuilder, x: Net, y: Net, count: number): Digits {
  const mantissas = [x, y].map((word) => (word.width > 1 ? b.slice(word, word.width - 2, 0) : undefined));
  const small = lookedUp(b, mantissas, count, (address) => {
    const bitsY = BigInt(y.width - 1);
    const mantissaY = BigInt.asUintN(y.width - 1, address);
    const dividend = ((1n << BigInt(x.width - 1)) | (address >> bitsY)) << (bitsY + BigInt(count - 1));
    const divisor = ((1n << bitsY) | mantissaY) << BigInt(x.width - 1);
    return { digits: dividend / divisor, exact: dividend % divisor === 0n };
  });
  return small ?? nonRestoring(b, x, y, count);
}

/**
 * Every row adds or subtracts the divisor, by the sign that the row before has left: one carry chain, no multiplexer. A digit is
 * 1 where the remainder is not negative, as in restoring division; the last remainder is restored to see whether it is zero.
 */
function nonRestoring(b: NetBuilder, x: Net, y: Net, count: number): Digits {
  const width = Math.max(x.width, y.width) + 1;
  const divisor = b.zext(top(b, y, width - 1), width);
  let remainder = b.sub(b.zext(top(b, x, width - 1), width), divisor);
  const digits = [b.not(b.msb(remainder))];
  for (let i = 1; i < count; i++) {
    const doubled = b.concat(b.slice(remainder, width - 2, 0), b.zero(1));
    remainder = addOrSubtract(b, doubled, divisor, digits[i - 1], undefined);
    digits.push(b.not(b.msb(remainder)));
  }
  const restored = b.add(remainder, b.and(divisor, b.sext(b.msb(remainder), width)));
  return { digits: b.concat(...digits), sticky: b.redor(restored) };
}
