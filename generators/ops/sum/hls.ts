import { type VectorType, widthOf } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';

/** An accumulating loop. The accumulator has the type of the result, which holds every partial sum exactly. */
export function hls(c: HlsContext, args: readonly string[], use: Use): string {
  if (widthOf(use.type) >= c.exactWidth) return c.viaNetlist('sum', args, use);
  const accumulator = c.result(use.type, '0');
  const { length } = use.args[0] as VectorType;
  c.loop('add', length, (i) => c.statement(`${accumulator} += ${args[0]}[${i}];`));
  return accumulator;
}
