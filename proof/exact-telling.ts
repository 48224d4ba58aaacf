/** The exact meaning of one claim, asked for a few words at a time. */

import { operatorRequest } from '../generators/design/operator-request.ts';
import { decodeType } from '../generators/exact/decode.ts';
import { encodeExactType } from '../generators/exact/encode.ts';
import type { Exact } from '../generators/exact/value.ts';
import { type Type, widthOf } from '../generators/formats/format.ts';
import { outputsOf } from '../generators/ir/ir.ts';
import { ExactModel } from '../generators/ops/evaluate.ts';
import type { Claim } from './plan.ts';
import { ProductClasses } from './product-classes.ts';

/** Operand words up to this width are decoded once. */
const DECODED_BITS = 16;

export class ExactTelling {
  readonly #operands: readonly Type[];
  readonly #result: Type;
  readonly #model: ExactModel;
  readonly #decoders: readonly ((word: bigint) => Exact)[];
  /** Where all triples of a fused multiply-add are asked for: each product and addend is evaluated once. */
  readonly #classes: ProductClasses | undefined;

  constructor({ family, request, operands }: Claim) {
    const design = operatorRequest(request);
    this.#operands = operands;
    this.#result = outputsOf(design)[0].type;
    this.#model = new ExactModel(design);
    this.#decoders = operands.map(decoderOf);
    const isTriples = family.operator === 'fma' && family.rows === 'every' && operands.length === 3;
    this.#classes = isTriples ? new ProductClasses(operands) : undefined;
  }

  /** Whether a word is the exact result; any word of a NaN, or of a zero in a format with several, will do. */
  agrees(row: bigint, word: number | bigint): boolean {
    const meant = this.#classes ? this.#classes.result(Number(row), () => this.#evaluate(row)) : this.#evaluate(row);
    const got = BigInt(word);
    return meant === got || meant === encodeExactType(decodeType(got, this.#result), this.#result);
  }

  /** The operands of a row, whose first one stands in the lowest bits. */
  operandWords(row: bigint): bigint[] {
    let rest = row;
    return this.#operands.map((type) => {
      const width = widthOf(type);
      const word = BigInt.asUintN(width, rest);
      rest >>= BigInt(width);
      return word;
    });
  }

  #evaluate(row: bigint): bigint {
    const values = this.operandWords(row).map((word, i) => this.#decoders[i](word));
    return encodeExactType(this.#model.stepValues(values)[0], this.#result);
  }
}

function decoderOf(type: Type): (word: bigint) => Exact {
  if (type.kind === 'vector' || widthOf(type) > DECODED_BITS) return (word) => decodeType(word, type);
  const values: Exact[] = [];
  return (word) => {
    const index = Number(word);
    values[index] ??= decodeType(word, type);
    return values[index];
  };
}
