import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { magnitudeOf, roundedSum, sumOfTerms } from '../float/exact-sum.ts';
import { unpackNumbers } from '../float/fixed-element.ts';
import { product } from '../float/multiply.ts';
import { placedProduct, productSpecial, productTerm, type Term } from '../float/term.ts';
import type { Unpacked } from '../float/unpack.ts';
import type { VectorUse } from '../float/vectors.ts';

/**
 * The elements of a block are multiplied and added in fixed point, as wide as their small formats ask for; the scales are
 * added to the exponent of that sum. Only the sums of several blocks have to be brought to one exponent.
 */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: VectorUse): Net {
  const { multiplier } = use.attrs;
  const [scalesA, x, scalesB, y] = [0, 1, 2, 3].map((i) => unpackNumbers(b, args[i], use.args[i]));
  const length = x.length / scalesA.length;
  const scalesOf = (block: number) => [scalesA[block], scalesB[block]];
  const blocks = scalesA.map((_, block): Term => {
    const products = x
      .slice(block * length, (block + 1) * length)
      .map((a, i) => placedProduct(b, [a, y[block * length + i]], multiplier));
    const scale = productTerm(b, scalesOf(block), multiplier);
    return scaled(b, sumOfTerms(b, products), scale, scalesOf(block));
  });
  const specials = x.map((a, i) => productSpecial(b, [...scalesOf(Math.floor(i / length)), a, y[i]]));
  return roundedSum(b, sumOfTerms(b, blocks), specials, args, use);
}

/** A sum times the product of the scales. Scales that are powers of two leave its word as it is. */
function scaled(b: NetBuilder, sum: Term, scale: Term, scales: readonly Unpacked[]): Term {
  const powerOfTwo = scales.every(({ format }) => format.man === 0 && !format.zero);
  const { sign, word, signed, leading } = powerOfTwo ? sum : multiplied(b, magnitudeOf(b, sum), scale);
  return {
    sign: scale.hasSign ? b.xor(sign, scale.sign) : sign,
    word,
    signed,
    exponent: scale.exponent,
    offset: sum.offset + scale.offset,
    largest: sum.largest * scale.largest,
    leading,
    hasSign: sum.hasSign || scale.hasSign,
    signs: scale.hasSign ? sum.signs.map((s) => b.xor(s, scale.sign)) : sum.signs,
  };
}

function multiplied(b: NetBuilder, sum: Term, scale: Term): Term {
  return { ...sum, word: product(b, sum.word, scale.word), leading: sum.leading + scale.leading + 1 };
}
