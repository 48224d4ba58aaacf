import type { FixedFormat, Format } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';
import type { SliceAttrs } from './index.ts';

/** Bits of the stored word. */
export function hls(c: HlsContext, args: readonly string[], use: Use<SliceAttrs>): string {
  const type = use.type as FixedFormat;
  const { hi, lo } = use.attrs;
  if (hi === lo) return `${c.type(type)}(${c.bit(args[0], lo)})`;
  return c.fromWord(c.slice(args[0], use.args[0] as Format, hi, lo), type);
}
