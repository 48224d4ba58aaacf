import type { FixedFormat } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';

/**
 * The negation has a bit more than the result, which drops it: no magnitude needs it. The sign is the top bit; a comparison
 * with the number 0 would have ap_fixed align the two, in as many bits as lie between their binary points.
 */
export function hls(c: HlsContext, args: readonly string[], use: Use): string {
  const x = use.args[0] as FixedFormat;
  if (x.width >= c.exactWidth) return c.viaNetlist('abs', args, use);
  if (!x.signed) return args[0];
  const result = c.result(use.type, args[0]);
  c.statement(`if (${c.bit(args[0], x.width - 1)}) ${result} = -${args[0]};`);
  return result;
}
