/** Signs as wires: what the lowerings of neg and abs share. */
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { gate, join } from './bits.ts';

/** A word with another sign; words that a format without subnormals reads as zeros become the one that it gives. */
export function withSign(b: NetBuilder, word: Net, f: FloatFormat, sign: (code: Net) => Net): Net {
  const whole = f.signed ? b.slice(word, f.exp + f.man - 1, 0) : word;
  const code = !f.subnormals && f.zero && f.man > 0 ? flushed(b, whole, f) : whole;
  return join(b, f.signed ? sign(code) : undefined, code);
}

function flushed(b: NetBuilder, code: Net, { exp, man }: FloatFormat): Net {
  const biased = b.slice(code, exp + man - 1, man);
  return b.concat(biased, gate(b, b.slice(code, man - 1, 0), b.redor(biased)));
}
