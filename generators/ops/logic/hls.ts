import { type FixedFormat, sameType, widthOf } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';
import type { Gate } from './index.ts';

const SIGNS: Readonly<Record<Gate, string>> = { and: '&', or: '|', xor: '^' };

/** On the stored words, in the type of the result: bitwise operators of fixed point are not the same in all libraries. */
export const hls =
  (gate: Gate | 'not') =>
  (c: HlsContext, args: readonly string[], use: Use): string => {
    const type = use.type as FixedFormat;
    if (gate === 'not') return c.fromWord(`~${c.word(args[0], type)}`, type);
    if (widthOf(type) > c.exactWidth) return c.viaNetlist(gate, args, use);
    const words = args.map((text, i) => c.word(sameType(use.args[i], type) ? text : `${c.type(type)}(${text})`, type));
    return c.fromWord(words.join(` ${SIGNS[gate]} `), type);
  };
