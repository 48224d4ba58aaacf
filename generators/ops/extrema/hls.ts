import { type FixedFormat, sameType } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';
import type { Extremum } from './index.ts';

/** The smaller or larger of the operands, both in the type of the result. */
export const hls =
  (which: Extremum) =>
  (c: HlsContext, args: readonly string[], use: Use): string => {
    const type = use.type as FixedFormat;
    if (type.width > c.exactWidth) return c.viaNetlist(which, args, use);
    const [a, b] = args.map((text, i) => (sameType(use.args[i], type) ? text : `${c.type(type)}(${text})`));
    return `(${a} ${which === 'min' ? '<' : '>'} ${b}) ? ${a} : ${b}`;
  };
