import { maxFiniteCode } from '../../formats/float-codes.ts';
import type { FixedFormat, FloatFormat, Type } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { bitLength, both, either, gate, type Maybe, override } from '../float/bits.ts';
import { symmetricRange, twosComplement } from '../float/fixed-element.ts';
import { pack } from '../float/pack.ts';
import { constant, difference, inBits, isNegative, plus, type Ranged, ranged, within } from '../float/ranged.ts';
import type { FloatModes } from '../float/round.ts';
import { leadingZeros } from '../float/shift.ts';
import { lengthOf, unitExponent, unitsOf } from '../float/term.ts';
import { leastExponent, mostExponent, mostLeadingZeros, type Unpacked } from '../float/unpack.ts';
import { elementWords, unpackElements } from '../float/vectors.ts';

export interface MxQuantiseUse {
  /** The block, and with SR a vector of random bits. */
  readonly args: readonly Type[];
  /** The format of the elements, also where the scale is given. */
  readonly type: FloatFormat | FixedFormat;
  readonly attrs: { readonly round: FloatModes['round']; readonly give?: 'elements' | 'scale' };
}

/** E8M0: the bias, the largest code that is a number, and NaN. */
const SCALE = { bias: 127, largest: 254, nan: 255, width: 8 } as const;

/** The elements, or the scale that belongs to them. */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: MxQuantiseUse): Net {
  const block = unpackElements(b, args[0], use.args[0]);
  const bad = either(b, ...block.flatMap((x) => [x.nan, x.inf]));
  const to = use.type.kind === 'fixed' ? symmetricRange(use.type) : use.type;
  const scale = scaleOf(b, block, to);
  if (use.attrs.give === 'scale')
    return override(b, bad, b.const(SCALE.width, SCALE.nan), inBits(b, scale, SCALE.width));
  const random = use.attrs.round === 'SR' ? elementWords(b, args[1], use.args[1]) : [];
  const words = block.map((x, i) =>
    quantised(b, x, scale, bad, to, { round: use.attrs.round, overflow: 'SAT', random: random[i] }),
  );
  const elements = use.type.kind === 'fixed' ? words.map((word) => twosComplement(b, word)) : words;
  return b.concat(...elements.toReversed());
}

/** What has to be added to an exponent field to get the code of the scale, before it is kept within the range of E8M0. */
function scaleOffset(from: FloatFormat, to: FloatFormat): number {
  return SCALE.bias - from.bias - topExponent(to);
}

/** Exponent of the largest finite value. */
function topExponent(f: FloatFormat): number {
  return lengthOf(unitsOf(maxFiniteCode(f), f)) - 1 + unitExponent(f);
}

/** Code of the scale for a block without NaN and infinity. Only the exponent of the largest magnitude matters. */
function scaleOf(b: NetBuilder, block: readonly Unpacked[], to: FloatFormat): Ranged {
  const { format: f } = block[0];
  const { man } = f;
  const offset = scaleOffset(f, to);
  const fields = block.map(({ code }) => b.slice(code, code.width - 1, man));
  const largest = fields.reduce((x, y) => b.mux(b.ltu(x, y), y, x));
  const field = ranged(b, b.named(largest, 'largest_exponent'), 0, Number(maxFiniteCode(f) >> BigInt(man)));
  if (!f.zero) return clamped(b, plus(b, field, offset), undefined);
  const small = b.not(b.redor(largest));
  // Subnormals have scales below the range unless the bias is small. They share an exponent: the first one of all decides.
  if (offset <= 0) return clamped(b, plus(b, field, offset), undefined);
  if (!f.subnormals || man === 0) return clamped(b, plus(b, field, offset), small);
  const mantissas = block.map(({ code }) => b.slice(code, man - 1, 0)).reduce((x, y) => b.or(x, y));
  const bits = bitLength(man - 1);
  const zeros =
    bits > 0 ? ranged(b, gate(b, leadingZeros(b, mantissas, bits), small), 0, 2 ** bits - 1) : constant(b, 0);
  return clamped(b, plus(b, difference(b, field, zeros), offset), both(b, small, b.not(b.redor(mantissas))));
}

function clamped(b: NetBuilder, code: Ranged, zero: Maybe): Ranged {
  const [lo, hi] = [code.lo, code.hi].map((end) => Math.min(Math.max(end, 0), SCALE.largest));
  const width = Math.max(1, bitLength(hi));
  const low = inBits(b, code, width);
  const negative = isNegative(b, code);
  const over = code.hi > SCALE.largest ? b.ltu(b.const(code.net.width, SCALE.largest), code.net) : undefined;
  const beyond = over && negative ? b.and(over, b.not(negative)) : over;
  const kept = override(b, beyond, b.const(width, SCALE.largest), low);
  const small = either(b, negative, zero);
  return { net: small ? gate(b, kept, b.not(small)) : kept, lo: small ? 0 : lo, hi };
}

/** The value divided by the scale, rounded. */
function quantised(b: NetBuilder, x: Unpacked, scale: Ranged, bad: Maybe, to: FloatFormat, modes: FloatModes): Net {
  const { format: f } = x;
  const flushes = f.zero && !f.subnormals;
  const offset = x.offset + SCALE.bias;
  const largestField = Number(maxFiniteCode(f) >> BigInt(f.man));
  const clamp = Math.max(0, largestField + scaleOffset(f, to) - SCALE.largest);
  const most = topExponent(to) + clamp;
  const quotient = difference(b, x.exponent, scale);
  const highest = most + mostLeadingZeros(f) - offset;
  const rough = {
    sign: x.sign,
    significand: x.normalised,
    exponent: within(b, quotient, Math.min(quotient.lo, highest), Math.min(quotient.hi, highest)),
    offset,
    leading: mostLeadingZeros(f),
    canBeZero: f.zero && f.subnormals,
    zero: flushes ? x.zero : undefined,
    least: leastExponent(f) + SCALE.bias - scale.hi,
    most: Math.min(most, mostExponent(f) + SCALE.bias - scale.lo),
    nan: bad,
  };
  return pack(b, rough, to, modes, 'result');
}
