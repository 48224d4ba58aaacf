import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';

/** An array, filled element by element. */
export function hls(c: HlsContext, args: readonly string[], use: Use): string {
  const result = c.result(use.type);
  for (const [i, value] of args.entries()) c.statement(`${result}[${i}] = ${value};`);
  return result;
}
