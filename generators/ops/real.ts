import { castFixed } from '../exact/cast-fixed.ts';
import { decode } from '../exact/decode.ts';
import { encodeFloat } from '../exact/encode-float.ts';
import { Rational } from '../exact/rational.ts';
import type { Exact, ExactScalar } from '../exact/value.ts';
import { type FixedFormat, type FloatFormat, type Format, fracOf, type Type } from '../formats/format.ts';
import { rawRange } from '../formats/range.ts';
import { type Attrs, type Design, elementOf } from '../ir/ir.ts';
import { ExactModel } from './evaluate.ts';
import type { Use } from './operator.ts';
import { operatorNamed } from './registry.ts';

/** Places below the ulp of every result; what is lost beyond them is no part of any error that one would plot. */
const GUARD = 96;
/** Exponent bits more, so that nothing between operators overflows where the result does not. */
const REACH = 3;

/** Operators whose meaning is in the digits of the stored word, or in the class of the value: they take rounded operands. */
const OF_WORDS: ReadonlySet<string> = new Set([
  'const',
  ...['and', 'or', 'xor', 'not', 'slice', 'concat', 'bitcast', 'rom'],
  ...['classify', 'unordered', 'mx_quantise'],
]);

/**
 * The design in real arithmetic: the same operators with nothing rounded on the way, not even into the outputs (but for
 * 2^-96 ulp, as roots and quotients have no last place). What a design does on overflow is part of its function and stays:
 * saturation clips, wrapping wraps. The difference to the design itself is its rounding error, decisions that go the
 * other way for it included.
 */
export function realModel(design: Design): ExactModel {
  return new ExactModel(design, realMeaning);
}

function realMeaning(op: string, args: readonly Exact[], use: Use): Exact {
  const { exact } = operatorNamed(op);
  if (OF_WORDS.has(op) || 'give' in use.attrs)
    return exact(
      args.map((x, i) => stored(x, use.args[i])),
      use,
    );
  const wide = { ...use, type: widened(use.type), attrs: exactSums(use.attrs) };
  const result = exact(args, wide);
  return use.type.kind === 'fixed' && saturates(use.attrs) && !within(result, use.type, use.attrs)
    ? exact(args, use)
    : result;
}

function widened(type: Type): Type {
  if (type.kind === 'vector') return { ...type, element: widenedFormat(type.element) };
  return widenedFormat(type);
}

function widenedFormat(f: Format): Format {
  if (f.kind === 'fixed') return { ...f, width: f.width + GUARD };
  const exp = f.exp + REACH;
  const bias = f.bias + 2 ** (exp - 1) - 2 ** (f.exp - 1);
  return { ...f, signed: true, exp, man: f.man + GUARD, bias, inf: true, nan: 'ieee', subnormals: true, zero: true };
}

/** A named accumulator rounds at every step: without it the sum is exact. */
function exactSums({ accumulator: _, order: __, ...attrs }: Attrs): Attrs {
  return attrs;
}

function saturates({ overflow }: Attrs): boolean {
  return typeof overflow === 'string' && overflow.startsWith('SAT');
}

function within(x: Exact, f: FixedFormat, { overflow }: Attrs): boolean {
  if (!(x instanceof Rational)) return true;
  const { min: least, max } = rawRange(f);
  const min = overflow === 'SAT_SYM' && f.signed && f.width > 1 ? least + 1n : least;
  const ulps = x.mul(Rational.pow2(fracOf(f)));
  return ulps.cmp(Rational.of(min)) >= 0 && ulps.cmp(Rational.of(max)) <= 0;
}

/** The nearest value of the type. */
function stored(x: Exact, type: Type): Exact {
  const format = elementOf(type);
  return Array.isArray(x) ? x.map((e) => nearest(e, format)) : nearest(x as ExactScalar, format);
}

function nearest(x: ExactScalar, f: FixedFormat | FloatFormat): ExactScalar {
  if (f.kind === 'float') return decode(encodeFloat(x, f, 'RNE', 'SAT'), f);
  return x instanceof Rational ? decode(castFixed(x, f, 'RND_CONV', { mode: 'SAT', saturatedBits: 0 }), f) : x;
}
