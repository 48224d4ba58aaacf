import { sameType } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';

/** The conditional operator; arms of other formats are converted to the type of the result, which loses nothing. */
export function hls(c: HlsContext, args: readonly string[], use: Use): string {
  const { type } = use;
  const [condition, a, b] = args;
  if (type.kind === 'vector') {
    const result = c.result(type);
    c.loop('select', type.length, (i) =>
      c.statement(`${result}[${i}] = (${condition} == 1) ? ${a}[${i}] : ${b}[${i}];`),
    );
    return result;
  }
  if (type.kind === 'fixed' && type.width > c.exactWidth) return c.viaNetlist('select', args, use);
  const arm = (text: string, i: number) => (sameType(use.args[i], type) ? text : `${c.type(type)}(${text})`);
  return `(${condition} == 1) ? ${arm(a, 1)} : ${arm(b, 2)}`;
}
