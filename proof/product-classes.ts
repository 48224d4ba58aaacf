/**
 * All 2^24 triples of a fused multiply-add in a few hundred thousand evaluations. Its meaning (`ops/fma/float-exact.ts`) reads
 * the first two operands through their exact product alone, so pairs with one product share the results of each addend.
 */
import { decodeType } from '../generators/exact/decode.ts';
import { productOf } from '../generators/exact/float/terms.ts';
import type { ExactScalar } from '../generators/exact/value.ts';
import { type Type, widthOf } from '../generators/formats/format.ts';

export class ProductClasses {
  readonly #factorBits: number;
  readonly #addendBits: number;
  /** Class of each pair of factor words. */
  readonly #classes: Int32Array;
  /** Result of each class and addend; -1 where it is not known yet. */
  readonly #results: Int32Array;

  /** @param operands two factors and the addend, 24 bits in all at most; the first stands in the lowest bits of a row */
  constructor(operands: readonly Type[]) {
    const [widthA, widthB, widthC] = operands.map(widthOf);
    this.#factorBits = widthA + widthB;
    this.#addendBits = widthC;
    const [a, b] = operands.map((type) =>
      Array.from({ length: 2 ** widthOf(type) }, (_, word) => decodeType(BigInt(word), type) as ExactScalar),
    );
    const known = new Map<string, number>();
    this.#classes = Int32Array.from({ length: 2 ** this.#factorBits }, (_, pair) => {
      const { value, flags } = productOf([a[pair & (2 ** widthA - 1)], b[pair >> widthA]]);
      const key = `${value} ${flags}`;
      const index = known.get(key) ?? known.size;
      known.set(key, index);
      return index;
    });
    this.#results = new Int32Array(known.size * 2 ** widthC).fill(-1);
  }

  /** The result word of a row: the first row of its class and addend evaluates it. */
  result(row: number, evaluate: () => bigint): bigint {
    const index = this.#classes[row & (2 ** this.#factorBits - 1)] * 2 ** this.#addendBits + (row >> this.#factorBits);
    if (this.#results[index] < 0) this.#results[index] = Number(evaluate());
    return BigInt(this.#results[index]);
  }
}
