/**
 * Words on a machine, and what can be done with them. A word of a netlist is carried as an integer that is congruent to it
 * modulo 2^width, in a lane of at least as many bits, which holds the integer modulo 2^bits. What is known of the integer is
 * its range; so a word is reduced to its unsigned or signed reading only where one is asked for.
 */
import {
  andRange,
  bitwiseRange,
  differenceRange,
  hull,
  type Range,
  shiftRange,
  signedRange,
  sumRange,
  unsignedRange,
  within,
} from '../range.ts';
import type { Code, Value } from './code.ts';
import type { Binary, Machine, Shift } from './machine.ts';

/** A word in the machine: where it is, and the range of the integer that it is. */
export interface Word extends Range {
  readonly value: Value;
  /** Where its bits come from, for who wants few of them: it is `word` shifted down by `lo`. */
  readonly of?: { readonly word: Word; readonly lo: number };
  /** The word whose bits are all the others. */
  readonly complement?: Word;
}

/** One bit, in every place of a lane. */
const MASK: Range = { lo: -1n, hi: 0n };

/** Emits the code that makes words of others. */
export class Words {
  readonly machine: Machine;
  readonly code: Code;
  readonly #constants = new Map<bigint, Word>();
  /** Readings and shifts that were made already. */
  readonly #known = new Map<string, Word>();

  constructor(machine: Machine, code: Code) {
    this.machine = machine;
    this.code = code;
  }

  /** The result of some code; a range that the lane cannot tell apart from others is widened to what the lane holds. */
  word(value: Value, range: Range): Word {
    const { bits } = this.machine;
    const told = within(range, signedRange(bits)) || within(range, unsignedRange(bits));
    return { value, ...(told ? range : unsignedRange(bits)) };
  }
  constant(word: bigint): Word {
    const known = this.#constants.get(word);
    if (known) return known;
    const made = { value: this.code.constant(this.machine.constant(word)), lo: word, hi: word };
    this.#constants.set(word, made);
    return made;
  }
  binary(op: Binary, a: Word, b: Word, range: Range): Word {
    return this.word(this.code.compute(a.value, b.value, ...this.machine.binary[op]), range);
  }
  shift(op: Shift, a: Word, n: number, range: Range): Word {
    return this.word(this.code.compute(a.value, ...this.machine.shift(op, n)), range);
  }
  memo(key: string, make: () => Word): Word {
    const known = this.#known.get(key);
    if (known) return known;
    const made = make();
    this.#known.set(key, made);
    return made;
  }

  /** The low `width` bits read without sign. */
  unsigned(word: Word, width: number): Word {
    const range = unsignedRange(width);
    if (within(word, range)) return word;
    if (word.lo === word.hi) return this.constant(BigInt.asUintN(width, word.lo));
    if (width === this.machine.bits) return { value: word.value, ...range };
    return this.memo(`${word.value} u ${width}`, () => this.binary('and', word, this.constant(range.hi), range));
  }
  /** The low `width` bits read as two's complement. */
  signed(word: Word, width: number): Word {
    const range = signedRange(width);
    if (within(word, range)) return word;
    if (word.lo === word.hi) return this.constant(BigInt.asIntN(width, word.lo));
    const { bits } = this.machine;
    if (width === bits) return { value: word.value, ...range };
    const { word: source, lo } = word.of && word.of.lo + width <= bits ? word.of : { word, lo: 0 };
    return this.memo(`${source.value} s ${lo} ${width}`, () => {
      const above = bits - lo - width;
      const top = above === 0 ? source : this.shift('shl', source, above, signedRange(bits));
      return this.shift('shrs', top, bits - width, range);
    });
  }
  sum(op: 'add' | 'sub', a: Word, b: Word): Word {
    return this.binary(op, a, b, op === 'add' ? sumRange(a, b) : differenceRange(a, b));
  }

  bitwise(op: 'and' | 'or' | 'xor', a: Word, b: Word): Word {
    if (op === 'and' && this.machine.butNot.length > 0) {
      if (b.complement) return this.butNot(a, b.complement);
      if (a.complement) return this.butNot(b, a.complement);
    }
    return this.binary(op, a, b, op === 'and' ? andRange(a, b) : bitwiseRange(a, b));
  }

  /** What of the first word the second one has not. */
  butNot(a: Word, b: Word): Word {
    if (b.complement) return this.bitwise('and', a, b.complement);
    const range = andRange(a, { lo: -1n - b.hi, hi: -1n - b.lo });
    return this.word(this.code.compute(a.value, b.value, ...this.machine.butNot), range);
  }

  not(a: Word): Word {
    if (a.complement) return a.complement;
    const made = this.binary('xor', a, this.constant(-1n), { lo: -1n - a.hi, hi: -1n - a.lo });
    return { ...made, complement: a };
  }

  /** Vectors compare for equality only; its complement is then seen as such. */
  unlike(a: Word, b: Word): Word {
    return this.machine.truth === -1n ? this.not(this.compare('eq', a, b)) : this.compare('ne', a, b);
  }
  compare(op: 'eq' | 'ne' | 'lts' | 'ltu', a: Word, b: Word): Word {
    const { truth } = this.machine;
    return this.binary(op, a, b, hull([this.constant(0n), { lo: truth, hi: truth }]));
  }
  less(a: Word, b: Word): Word {
    const range = signedRange(this.machine.bits);
    return this.compare(within(a, range) && within(b, range) ? 'lts' : 'ltu', a, b);
  }

  /** Blended by a mask: data rarely lets a branch be predicted, and vectors have no branches. */
  mux(select: Word, one: Word, zero: Word): Word {
    if (select.lo === select.hi) return (select.lo & 1n) === 1n ? one : zero;
    if (one.value === zero.value) return one;
    if (select.complement) return this.mux(select.complement, zero, one);
    const mask = this.signed(select, 1);
    const { select: blend } = this.machine;
    if (blend.length > 0)
      return this.word(this.code.compute(one.value, zero.value, mask.value, ...blend), hull([one, zero]));
    const [x, y] = [this.code.compute(one.value, zero.value, ...this.machine.binary.xor), zero.value];
    const blended = this.code.compute(x, mask.value, ...this.machine.binary.and, y, ...this.machine.binary.xor);
    return this.word(blended, hull([one, zero]));
  }

  /** A shift by a constant; words of one bit have no stages, so n is below the bits of the machine. */
  by(op: Shift, word: Word, n: number): Word {
    if (n === 0) return word;
    if (op !== 'shl') return this.down(word, n);
    return this.shift('shl', word, n, { lo: word.lo << BigInt(n), hi: word.hi << BigInt(n) });
  }
  /** floor(word / 2^n): zeros or signs come in as the range of the word has them. */
  down(word: Word, n: number): Word {
    if (n === 0) return word;
    const { bits } = this.machine;
    // A mask is its bit in every place, not what it was cut from shifted down.
    if (word.of && !within(word, MASK) && word.of.lo + n < bits) return this.down(word.of.word, word.of.lo + n);
    const range = shiftRange(word, n);
    if (range.lo === range.hi) return this.constant(range.lo);
    const made = this.memo(`${word.value} ${word.lo < 0n ? 'a' : 'l'} ${n}`, () =>
      this.shift(word.lo < 0n ? 'shrs' : 'shru', word, n, range),
    );
    return { ...made, of: { word, lo: n } };
  }

  parity(word: Word, width: number): Word {
    let folded = word;
    for (let half = 2 ** Math.ceil(Math.log2(width)) / 2; half >= 1; half /= 2)
      folded = this.bitwise('xor', folded, this.down(folded, half));
    return folded;
  }

  /** The low bits of a word at a place, with zeros around them. */
  placed(word: Word, width: number, place: number): Word {
    const { hi } = unsignedRange(width);
    const range = { lo: 0n, hi: hi << BigInt(place) };
    const masked = (source: Word, at: number) =>
      this.binary('and', source, this.constant(hi << BigInt(at)), { lo: 0n, hi: hi << BigInt(at) });
    if (word.lo !== word.hi && within(word, MASK)) return this.bitwise('and', this.constant(range.hi), word);
    if (!word.of || word.of.lo + width > this.machine.bits || within(word, { lo: 0n, hi }))
      return this.by('shl', this.unsigned(word, width), place);
    // Cut out where they are, and moved once.
    const { word: source, lo } = word.of;
    const cut = masked(source, lo);
    if (lo === place) return cut;
    return this.shift(lo < place ? 'shl' : 'shru', cut, Math.abs(place - lo), range);
  }
}
