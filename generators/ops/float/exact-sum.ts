/**
 * Exact sums: every term stands in one fixed-point word that is wide enough for all of them, as in Kulisch's accumulator
 * ("Computer Arithmetic and Validity", 2nd edition, 2013, chapter 8), so that only the result is rounded.
 */
import { hasNegativeZero } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { sumTree } from '../fixed-words.ts';
import { both, either, type Maybe, override } from './bits.ts';
import { addOrSubtract } from './carry.ts';
import type { Rough } from './normalise.ts';
import { pack } from './pack.ts';
import {
  lengthOf,
  nowhere,
  placed,
  placedProduct,
  productSpecial,
  productTerm,
  type Special,
  type Term,
} from './term.ts';
import type { Unpacked } from './unpack.ts';
import { modesOf } from './use.ts';
import type { VectorUse } from './vectors.ts';

export interface SumUse extends VectorUse {
  readonly attrs: VectorUse['attrs'] & {
    /** Name of the format that every step rounds into; without it the sum is exact and rounds once. */
    readonly accumulator?: string;
    readonly order?: 'sequential' | 'tree';
  };
}

/** The sum of products of floats, rounded once. */
export function exactSum(
  b: NetBuilder,
  products: readonly (readonly Unpacked[])[],
  args: readonly Net[],
  use: SumUse,
): Net {
  const { attrs } = use;
  const place = products.length === 1 ? productTerm : placedProduct;
  const total = sumOfTerms(
    b,
    products.map((factors) => place(b, factors, attrs.multiplier)),
  );
  const specials = products.map((factors) => productSpecial(b, factors));
  return roundedSum(b, total, specials, args, use);
}

/** An exact sum as the result of the operator, with the special cases of all products in it. */
export function roundedSum(
  b: NetBuilder,
  total: Term,
  specials: readonly Special[],
  args: readonly Net[],
  use: VectorUse,
): Net {
  const modes = modesOf(args, { ...use, args: [] });
  return pack(b, roughOf(b, total, specials, use.type, modes.round === 'RDN'), use.type, modes, use.attrs.give);
}

/**
 * The sum as one more term. No term is negated: of two, the sum is taken relative to the sign of the first, by an addition
 * or a subtraction.
 */
export function sumOfTerms(b: NetBuilder, terms: readonly Term[]): Term {
  if (terms.length === 1) return terms[0];
  const all = terms.map((term) => placed(b, term));
  const largest = all.reduce((sum, term) => sum + term.largest, 0n);
  const total = all.some((term) => term.hasSign) ? signedSum(b, all) : unsignedSum(b, all, largest);
  const signs = all.flatMap((term) => term.signs);
  return { ...total, exponent: nowhere(b), largest, leading: lengthOf(largest) - 1, signs };
}

function signedSum(b: NetBuilder, terms: readonly Term[]): Term {
  let level = terms;
  while (level.length > 1) {
    const next: Term[] = [];
    for (let i = 0; i + 1 < level.length; i += 2) next.push(pairSum(b, level[i], level[i + 1]));
    if (level.length % 2 === 1) next.push(level[level.length - 1]);
    level = next;
  }
  return level[0];
}

function unsignedSum(b: NetBuilder, terms: readonly Term[], largest: bigint): Term {
  const words = terms.map((term) => b.zext(term.word, Math.max(...terms.map(({ word }) => word.width))));
  return { ...terms[0], word: sumTree(b, words, false, lengthOf(largest)) };
}

function pairSum(b: NetBuilder, x: Term, y: Term): Term {
  const largest = x.largest + y.largest;
  const [wordX, wordY] = [x, y].map((term) => b.extend(term.word, lengthOf(largest) + 1, term.signed));
  return { ...x, word: addOrSubtract(b, wordX, wordY, b.xor(x.sign, y.sign), undefined), signed: true, largest };
}

/** The same term with an unsigned word. */
export function magnitudeOf(b: NetBuilder, term: Term): Term {
  if (!term.signed) return term;
  const width = term.word.width - 1;
  const negative = b.msb(term.word);
  const flipped = b.xor(b.slice(term.word, width - 1, 0), b.sext(negative, width));
  return {
    ...term,
    sign: b.xor(term.sign, negative),
    word: b.add(flipped, b.zext(negative, width)),
    signed: false,
    leading: width - 1,
  };
}

/** A term as the result of an operation, with the special cases of all products in it. */
export function roughOf(
  b: NetBuilder,
  term: Term,
  specials: readonly Special[],
  to: FloatFormat,
  downwards: boolean,
): Rough {
  const { sign, word, exponent, offset, largest, leading, signs } = magnitudeOf(b, term);
  const special = sumSpecial(b, specials);
  const ofSum = hasNegativeZero(to) ? signOfSum(b, sign, word, signs, downwards) : sign;
  return {
    sign: override(b, special.inf, special.sign, ofSum),
    significand: b.named(word, 'sum'),
    exponent,
    offset: offset + word.width - 1,
    leading,
    canBeZero: true,
    least: offset,
    most: offset + lengthOf(largest) - 1,
    nan: special.nan,
    inf: special.inf,
    invalid: special.invalid,
  };
}

/** A sum that is zero has the sign of its terms if they share one, for they are all zeros then. */
function signOfSum(b: NetBuilder, sign: Net, word: Net, signs: readonly Net[], downwards: boolean): Net {
  const [first, ...others] = signs;
  const mixed = either(b, ...others.map((other) => b.xor(other, first)));
  const cancelled = both(b, mixed, b.not(b.redor(word)));
  if (!cancelled) return sign;
  return downwards ? b.or(sign, cancelled) : b.and(sign, b.not(cancelled));
}

/** Infinities of both signs have no sum, beside a NaN too. */
function sumSpecial(b: NetBuilder, terms: readonly Special[]): Special {
  const negative = either(b, ...terms.map(({ inf, sign }) => both(b, inf, sign)));
  const positive = either(b, ...terms.map(({ inf, sign }): Maybe => inf && b.and(inf, b.not(sign))));
  const opposed = terms.length > 1 ? both(b, negative, positive) : undefined;
  return {
    sign: negative ?? b.zero(1),
    nan: either(b, ...terms.map((term) => term.nan), opposed),
    inf: either(b, negative, positive),
    invalid: either(b, ...terms.map((term) => term.invalid), opposed),
  };
}
