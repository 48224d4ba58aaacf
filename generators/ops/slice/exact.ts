import { wordOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';
import type { Use } from '../operator.ts';
import type { SliceAttrs } from './index.ts';

/** The number that the digits hi..lo of the operand's word make. */
export function exact([a]: readonly Exact[], use: Use<SliceAttrs>): Exact {
  const { hi, lo } = use.attrs;
  const shifted = Rational.of(wordOf(a, use.args[0])).mul(Rational.pow2(-lo));
  return Rational.of(shifted.floor() % (1n << BigInt(hi - lo + 1)));
}
