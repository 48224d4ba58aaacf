import { type FixedFormat, fracOf } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import { roundDigits, shiftedUp, shiftInto } from '../hls-digits.ts';
import type { Use } from '../operator.ts';
import type { RoundingAttrs } from '../params.ts';

/** Restoring square root, a root bit for two operand bits a round: no two libraries round roots alike. */
export function hls(c: HlsContext, args: readonly string[], use: Use<RoundingAttrs>): string {
  const x = use.args[0] as FixedFormat;
  const to = use.type as FixedFormat;
  const bits = x.signed ? x.width - 1 : x.width;
  if (bits === 0) return c.constant(0n, to);

  // root * 2^(F + 1) = sqrt(raw * 2^shift). What falls below the radicand can only make the root inexact.
  const shift = 2 * (fracOf(to) + 1) - fracOf(x);
  const digits = Math.max(1, Math.ceil((bits + shift) / 2));
  const lowest = Math.max(-shift, 0);
  const kept = lowest < bits ? c.slice(args[0], x, bits - 1, lowest) : '0';
  const radicand = c.variable('radicand', 2 * digits, shiftedUp(c, kept, 2 * digits, shift));
  const room = digits + 2;
  const remainder = c.variable('remainder', room, '0');
  const root = c.variable('root', digits, '0');
  c.loop('extract', digits, () => {
    shiftInto(c, remainder, room, radicand, 2 * digits, 2);
    const trial = c.variable('trial', room, `${shiftedUp(c, root, room, 2)} | 1`);
    c.statement(`${root} = ${root} << 1;`);
    c.statement(`if (${remainder} >= ${trial}) {`);
    c.statement(`${remainder} = ${remainder} - ${trial};`);
    c.statement(`${root} = ${root} | 1;`);
    c.statement('}');
  });

  const lost = lowest > 0 ? ` || ${c.slice(args[0], x, Math.min(lowest, bits) - 1, 0)} != 0` : '';
  const found = { word: root, width: digits, fraction: fracOf(to) + 1, rest: `${remainder} != 0${lost}` };
  const result = c.result(to, roundDigits(c, found, to, use.attrs));
  if (x.signed) c.statement(`if (${c.bit(args[0], x.width - 1)}) ${result} = ${c.constant(0n, to)};`);
  return result;
}
