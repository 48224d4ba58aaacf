import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';

/** No two libraries round roots alike, so this is integer arithmetic. */
export function hls(c: HlsContext, args: readonly string[], use: Use): string {
  return c.viaNetlist('sqrt', args, use);
}
