/** Two operands of a sum, sorted by magnitude and aligned. */
import { minExponent } from '../../formats/float-codes.ts';
import { type FloatFormat, sameType } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { join, type Maybe } from './bits.ts';
import { shiftRight } from './shift.ts';
import { atLeastOne, mostExponent, type Unpacked } from './unpack.ts';
import { commonCode, commonFormat } from './widen.ts';

export interface Aligned {
  readonly common: FloatFormat;
  /** Whether the second operand is the larger one. */
  readonly swap: Net;
  /** Exponent and mantissa of the larger operand in the common format, and its exponent, 1 for subnormals. */
  readonly code: Net;
  readonly exponent: Net;
  /** The significands, the top bit of both with the weight of the larger one's hidden bit. */
  readonly large: Net;
  readonly small: Net;
  /** Whether anything of the smaller significand lies below that. */
  readonly sticky: Maybe;
  /** Both operands are zero and nothing else says so: in a format without subnormals. */
  readonly zero: Maybe;
}

/** @param precision bits that the significands are to have, at least; they get the bits that cancellation asks for anyway */
export function align(b: NetBuilder, x: Unpacked, y: Unpacked, precision: number): Aligned {
  const common = commonFormat([x.format, y.format]);
  const { man } = common;
  const flushes = sameType(x.format, y.format) && x.format.zero && !x.format.subnormals;
  // Flushed mantissas need not be zeroed to be sorted: all their codes are below the others.
  const codes = [x, y].map((operand) => (flushes ? operand.code : commonCode(b, operand, common)));
  const swap = b.named(b.ltu(codes[0], codes[1]), 'swap');
  const code = b.named(b.mux(swap, codes[1], codes[0]), 'large');
  const smaller = b.mux(swap, codes[0], codes[1]);
  // Of the two, it is the smaller one that is subnormal or zero if either is.
  const [p, q] = codes.map((word) => b.redor(exponentOf(word)));
  const [hiddenLarge, hiddenSmall] = [b.or(p, q), b.and(p, q)];

  const farthest = mostExponent(common) - minExponent(common);
  // Where the distance can exceed the extra bits, what is shifted out is sticky. One bit is then enough against cancellation:
  // operands two binades apart lose one leading bit at most.
  const extra = Math.min(farthest, Math.max(1, precision - man));
  const width = man + 1 + extra;
  const significand = (hidden: Net, mantissas: Net) =>
    join(b, flushes ? b.ones(1) : hidden, man > 0 ? b.slice(mantissas, man - 1, 0) : undefined);
  const large = significand(hiddenLarge, code);
  const small = significand(hiddenSmall, smaller);
  const moved = farthest > 0 ? shifted(small) : { word: small, sticky: undefined };
  return {
    common,
    swap,
    code,
    exponent: flushes ? exponentOf(code) : atLeastOne(b, exponentOf(code), hiddenLarge),
    large: extra > 0 ? b.concat(large, b.zero(extra)) : large,
    small: moved.word,
    sticky: moved.sticky && flushes ? b.and(moved.sticky, hiddenSmall) : moved.sticky,
    zero: flushes ? b.not(hiddenLarge) : undefined,
  };

  /** The distance is one less between a normal number and a subnormal one, whose exponents are in truth 1 and 1. */
  function shifted(word: Net) {
    const [e, f] = [exponentOf(code), exponentOf(smaller)];
    const onlyOne = b.xor(p, q);
    const amount = flushes ? b.sub(e, f) : b.slice(b.sub(b.concat(e, b.zero(1)), b.concat(f, onlyOne)), e.width, 1);
    const source = extra > 0 ? b.concat(word, b.zero(extra)) : word;
    const far = flushes ? b.concat(b.not(hiddenSmall), amount) : amount;
    return shiftRight(b, source, far, flushes ? 2 ** far.width : farthest, 0, width, extra < farthest);
  }

  function exponentOf(word: Net): Net {
    return b.slice(word, common.exp + man - 1, man);
  }
}
