import type { FixedFormat } from '../../formats/format.ts';
import { parseOverflow, type Quantization } from '../../formats/modes.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Use } from '../operator.ts';
import type { RoundingAttrs } from '../params.ts';
import { bringIntoRange } from './overflow.ts';
import { quantise } from './quantise.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use<RoundingAttrs>): Net {
  return castWord(b, args[0], use.args[0] as FixedFormat, use.type as FixedFormat, use.attrs);
}

/** The hardware of every rounding into fixed point: an incrementer where the mode asks for one, then the range logic. */
export function castWord(b: NetBuilder, word: Net, from: FixedFormat, to: FixedFormat, modes: RoundingAttrs): Net {
  const quantised = quantise(b, word, from, to, modes.round as Quantization);
  return bringIntoRange(b, quantised, to, parseOverflow(modes.overflow));
}
