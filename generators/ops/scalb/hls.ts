import type { FixedFormat } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';

/** The same bits in the type with the other binary point: the libraries' shifts would drop bits or widen. */
export function hls(c: HlsContext, args: readonly string[], use: Use): string {
  return c.fromWord(c.word(args[0], use.args[0] as FixedFormat), use.type as FixedFormat);
}
