import { widthOf } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';

/** The operator of the library, which gives the same exact type. */
export function hls(c: HlsContext, args: readonly string[], use: Use): string {
  return widthOf(use.type) <= c.exactWidth ? `${args[0]} + ${args[1]}` : c.viaNetlist('add', args, use);
}
