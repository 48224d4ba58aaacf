import type { Format } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';

/** The stored word, kept. */
export function hls(c: HlsContext, args: readonly string[], use: Use): string {
  return c.fromWord(c.word(args[0], use.args[0] as Format), use.type as Format);
}
