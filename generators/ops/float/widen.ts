/** Two formats brought into one, without loss, so that codes can be compared and significands aligned. */
import { minExponent } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { bitLength, join } from './bits.ts';
import { roughOf } from './operand.ts';
import { pack } from './pack.ts';
import { mostExponent, type Unpacked } from './unpack.ts';

/**
 * The smallest format with subnormals, and without special codes, whose finite numbers hold those of the given formats. Its
 * exponent may be wider than a stored format's.
 */
export function commonFormat(formats: readonly FloatFormat[]): FloatFormat {
  const emin = Math.min(...formats.map(minExponent));
  const emax = Math.max(...formats.map(mostExponent));
  return {
    kind: 'float',
    signed: true,
    exp: bitLength(emax - emin + 1),
    man: Math.max(...formats.map((f) => f.man)),
    bias: 1 - emin,
    inf: false,
    nan: 'none',
    subnormals: true,
    zero: true,
  };
}

/** The code of a finite operand in the common format. */
export function commonCode(b: NetBuilder, x: Unpacked, to: FloatFormat): Net {
  const { format: from } = x;
  if (from.zero && minExponent(from) === minExponent(to)) {
    const biased = b.zext(b.slice(x.code, from.exp + from.man - 1, from.man), to.exp);
    const mantissa = from.man > 0 ? b.slice(x.significand, from.man - 1, 0) : undefined;
    const padding = to.man > from.man ? b.zero(to.man - from.man) : undefined;
    return join(b, biased, mantissa, padding);
  }
  const rough = { ...roughOf({ ...x, sign: b.zero(1) }, to), nan: undefined, inf: undefined };
  const word = pack(b, rough, to, { round: 'RTZ', overflow: 'SAT' }, 'result');
  return b.slice(word, to.exp + to.man - 1, 0);
}
