/** The rounding decision: whether the magnitude goes to the next larger code. */
import type { FloatOverflow, FloatRounding } from '../../formats/modes.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { both, butNot, either, type Maybe } from './bits.ts';

/** Modes of a float result. SR is stochastic; its random bits are a word. */
export interface FloatModes {
  readonly round: FloatRounding | 'SR';
  readonly overflow: FloatOverflow;
  /** With SR: as many bits below the ulp are kept and this word is added to them. */
  readonly random?: Net;
}

/** Bits below the ulp that a mode looks at by themselves; all further ones are sticky. */
export function roundingBits({ round, random }: FloatModes): number {
  if (round === 'SR') return random?.width ?? 0;
  return round === 'RNE' || round === 'RNA' ? 1 : 0;
}

/** The same, with one more for the flags: tininess asks how the value would round to one bit more. */
export function bitsBelow(modes: FloatModes, give: 'result' | 'flags'): number {
  return roundingBits(modes) + (give === 'flags' ? 1 : 0);
}

/**
 * One bit to add to the kept bits. `rest`: the bits just below the ulp, `roundingBits` of them, undefined where all of them
 * are 0; `sticky`: whether anything non-zero is below those.
 */
export function increment(
  b: NetBuilder,
  modes: FloatModes,
  sign: Net,
  odd: Net,
  rest: Net | undefined,
  sticky: Maybe,
): Maybe {
  switch (modes.round) {
    case 'RTZ':
      return undefined;
    case 'RNE':
      return both(b, rest, either(b, odd, sticky));
    case 'RNA':
      return rest;
    case 'RUP':
      return butNot(b, either(b, rest, sticky), sign);
    case 'RDN':
      return both(b, either(b, rest, sticky), sign);
    case 'SR': {
      if (!rest || !modes.random) return undefined;
      return b.msb(b.add(b.zext(rest, rest.width + 1), b.zext(modes.random, rest.width + 1)));
    }
  }
}

/** Whether overflow leads to infinity (or what stands for it) rather than back to the largest finite value. */
export function leadsOutwards(b: NetBuilder, modes: FloatModes, sign: Net): boolean | Net {
  switch (modes.round) {
    case 'RTZ':
      return false;
    case 'RUP':
      return b.not(sign);
    case 'RDN':
      return sign;
    default:
      return true;
  }
}
