import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { widen } from '../fixed-words.ts';
import type { Use } from '../operator.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use): Net {
  const [whenOne, whenZero] = [1, 2].map((i) => {
    const type = use.args[i];
    return type.kind === 'fixed' && use.type.kind === 'fixed' ? widen(b, args[i], type, use.type) : args[i];
  });
  return b.mux(args[0], whenOne, whenZero);
}
