import { type FixedFormat, type Format, widthOf } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';
import type { SliceAttrs } from './index.ts';

/** Bits of the stored word. */
export function hls(c: HlsContext, args: readonly string[], use: Use<SliceAttrs>): string {
  const word = c.word(args[0], use.args[0] as Format);
  return c.fromWord(c.bits(word, widthOf(use.args[0]), use.attrs.hi, use.attrs.lo), use.type as FixedFormat);
}
