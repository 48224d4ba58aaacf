import { fail } from '../diagnostics/diagnostic.ts';
import { castFixed } from '../exact/cast-fixed.ts';
import { rawOf } from '../exact/decode.ts';
import { Rational } from '../exact/rational.ts';
import type { FixedFormat, Format } from '../formats/format.ts';
import { parseOverflow, type Quantization } from '../formats/modes.ts';
import { formatName, parseFormat } from '../formats/name.ts';

/** Numbers in lists, nested to any depth. */
export type Nested = number | readonly Nested[];

/** Stored integers in lists, with as many levels as the numbers that they came from. */
type Raw<T> = T extends readonly (infer E)[] ? Raw<E>[] : number;

/**
 * Constants of a layer from real numbers: every number rounded into the format, saturating.
 *
 * @param format one format, or one for each entry of the outermost list
 */
export function quantised<T extends readonly Nested[]>(
  values: T,
  format: Format | string | readonly (Format | string)[],
  round: Quantization = 'RND_CONV',
): { format: string[]; raw: Raw<T> } {
  const formats = [format].flat().map((f) => fixedOf(typeof f === 'string' ? parseFormat(f) : (f as Format)));
  const raw = values.map((entry, row) => quantise(entry, formats[row % formats.length], round));
  return { format: formats.map(formatName), raw: raw as Raw<T> };
}

function quantise(value: Nested, format: FixedFormat, round: Quantization): unknown {
  if (typeof value !== 'number') return value.map((v) => quantise(v, format, round));
  if (!Number.isFinite(value)) fail('BW2018', `the weight ${value} is not a number of ${formatName(format)}`);
  return Number(rawOf(castFixed(Rational.fromNumber(value), format, round, parseOverflow('SAT')), format));
}

function fixedOf(format: Format): FixedFormat {
  if (format.kind !== 'fixed') fail('BW2111', `${formatName(format)} is no fixed-point format`);
  return format;
}
