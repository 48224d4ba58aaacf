/** Words of tensor ports to and from values. */
import { decode } from '../exact/decode.ts';
import { encodeExact } from '../exact/encode.ts';
import type { Rational } from '../exact/rational.ts';
import { formatAt, sizeOf, type TensorType } from '../layers/tensor.ts';

/** The values of a packed tensor, row-major. */
export function valuesOfWord(word: bigint, type: TensorType): Rational[] {
  const width = type.formats[0].width;
  return Array.from(
    { length: sizeOf(type.shape) },
    (_, i) => decode(BigInt.asUintN(width, word >> BigInt(i * width)), formatAt(type, i)) as Rational,
  );
}

/** The packed word of values, each of which its format must have. */
export function wordOfValues(values: readonly Rational[], type: TensorType): bigint {
  const width = BigInt(type.formats[0].width);
  return values.reduceRight((word, v, i) => (word << width) | encodeExact(v, formatAt(type, i)), 0n);
}
