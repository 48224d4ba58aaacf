import type { Format } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';

/** A number where a double holds the value exactly, otherwise its word. */
export function hls(c: HlsContext, _args: readonly string[], use: Use<{ readonly word: bigint }>): string {
  return c.constant(use.attrs.word, use.type as Format);
}
