import { type FixedFormat, fracOf } from '../../formats/format.ts';
import { parseOverflow } from '../../formats/modes.ts';
import type { HlsContext } from '../hls.ts';
import { roundDigits, shiftedUp, shiftInto } from '../hls-digits.ts';
import type { Use } from '../operator.ts';
import type { RoundingAttrs } from '../params.ts';

/** Restoring division on magnitudes, a quotient bit a round: no two libraries round quotients alike. */
export function hls(c: HlsContext, args: readonly string[], use: Use<RoundingAttrs>): string {
  const [x, y] = use.args as FixedFormat[];
  const to = use.type as FixedFormat;
  const signs = [x, y].map((format, i) => (format.signed ? c.bit(args[i], format.width - 1) : undefined));
  const dividend = magnitude(c, 'dividend', args[0], x, signs[0]);
  const divisor = magnitude(c, 'divisor', args[1], y, signs[1]);

  // quotient * 2^(F + 1) = dividend * 2^scale / divisor in raw integers; negative scales move the divisor up instead.
  const scale = fracOf(to) + 1 - fracOf(x) + fracOf(y);
  const width = x.width + Math.max(scale, 0);
  const room = y.width + Math.max(-scale, 0) + 1;
  const numerator = c.variable('numerator', width, shiftedUp(c, dividend, width, scale));
  const denominator = c.variable('denominator', room, shiftedUp(c, divisor, room, -scale));
  const remainder = c.variable('remainder', room, '0');
  const quotient = c.variable('quotient', width, '0');
  c.loop('divide', width, () => {
    shiftInto(c, remainder, room, numerator, width, 1);
    c.statement(`${quotient} = ${quotient} << 1;`);
    c.statement(`if (${remainder} >= ${denominator}) {`);
    c.statement(`${remainder} = ${remainder} - ${denominator};`);
    c.statement(`${quotient} = ${quotient} | 1;`);
    c.statement('}');
  });

  const known = signs.filter((sign) => sign !== undefined);
  const negative = known.length === 2 ? `bool(${known[0]}) != bool(${known[1]})` : known[0];
  const digits = { word: quotient, width, fraction: fracOf(to) + 1, rest: `${remainder} != 0`, negative };
  const result = c.result(to, roundDigits(c, digits, to, use.attrs));

  const { largest, smallest } = limits(to, use.attrs);
  c.statement(`if (${divisor} == 0) {`);
  c.statement(`${result} = ${c.constant(largest, to)};`);
  if (signs[0] && smallest !== largest) c.statement(`if (${signs[0]}) ${result} = ${c.constant(smallest, to)};`);
  if (largest !== 0n) c.statement(`if (${dividend} == 0) ${result} = ${c.constant(0n, to)};`);
  c.statement('}');
  return result;
}

/** The magnitude of an operand, in as many bits as the operand has. */
function magnitude(c: HlsContext, name: string, operand: string, format: FixedFormat, negative?: string): string {
  const word = c.variable(name, format.width, c.word(operand, format));
  if (negative) c.statement(`if (${negative}) ${word} = -${word};`);
  return word;
}

/** The words that quotients by zero get, of positive and of negative dividends. */
function limits(to: FixedFormat, modes: RoundingAttrs): { readonly largest: bigint; readonly smallest: bigint } {
  const { mode } = parseOverflow(modes.overflow);
  if (mode === 'SAT_ZERO') return { largest: 0n, smallest: 0n };
  if (!to.signed) return { largest: (1n << BigInt(to.width)) - 1n, smallest: 0n };
  const top = 1n << BigInt(to.width - 1);
  return { largest: top - 1n, smallest: mode === 'SAT_SYM' ? top | 1n : top };
}
