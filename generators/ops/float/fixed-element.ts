/**
 * Fixed-point numbers among floats, such as the elements of MXINT8. Sign and magnitude of a fixed-point number are a float with
 * one exponent bit: the codes of its subnormals and of its one binade are the multiples of one unit, from 0 on.
 */
import { type FixedFormat, type FloatFormat, fracOf, type Type } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { type Unpacked, unpack } from './unpack.ts';
import { elementWords, unpackElements } from './vectors.ts';

/** Magnitudes of so many bits in units of the format's ulp. */
function magnitudes(f: FixedFormat, bits: number): FloatFormat {
  const man = bits - 1;
  const bias = 1 - man + fracOf(f);
  return { kind: 'float', signed: f.signed, exp: 1, man, bias, inf: false, nan: 'none', subnormals: true, zero: true };
}

/** Elements of a vector that are floats or fixed-point numbers, taken apart. */
export function unpackNumbers(b: NetBuilder, word: Net, type: Type): Unpacked[] {
  const element = type.kind === 'vector' ? type.element : type;
  if (element.kind === 'float') return unpackElements(b, word, type);
  // The most negative number has a magnitude as wide as the word.
  const format = magnitudes(element, element.width);
  return elementWords(b, word, type).map((x) => unpack(b, element.signed ? signMagnitude(b, x) : x, format));
}

/** The range of a signed fixed-point format without its most negative number, as a float. */
export function symmetricRange(f: FixedFormat): FloatFormat {
  return magnitudes(f, f.width - 1);
}

/** A word of `symmetricRange` as two's complement. */
export function twosComplement(b: NetBuilder, word: Net): Net {
  const magnitude = b.zext(b.slice(word, word.width - 2, 0), word.width);
  return b.mux(b.msb(word), b.neg(magnitude), magnitude);
}

function signMagnitude(b: NetBuilder, word: Net): Net {
  return b.concat(b.msb(word), b.mux(b.msb(word), b.neg(word), word));
}
