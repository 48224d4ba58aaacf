import { decode } from '../../exact/decode.ts';
import { formatOf, wordOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';
import { widthOf } from '../../formats/format.ts';
import type { Use } from '../operator.ts';
import type { Gate } from './index.ts';

const GATES: Readonly<Record<Gate, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

/**
 * Digit by digit on the words that store the operands in the result type: it holds the values of both, so storing them
 * there is what aligns binary points and extends signs.
 */
export function exact(name: Gate | 'not'): (args: readonly Exact[], use: Use) => Exact {
  return (args, use) => {
    const words = args.map((arg) => wordOf(arg, use.type));
    const word = name === 'not' ? complement(words[0], widthOf(use.type)) : GATES[name](words[0], words[1]);
    return decode(word, formatOf(use.type));
  };
}

/** All ones less the word: every digit inverted. */
function complement(word: bigint, width: number): bigint {
  return (1n << BigInt(width)) - 1n - word;
}
