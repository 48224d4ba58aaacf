/** Floats in order: what comparisons and extrema share. */
import { sameType } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { certain, gate } from './bits.ts';
import type { Unpacked } from './unpack.ts';
import { commonCode, commonFormat } from './widen.ts';

export interface Magnitudes {
  readonly x: Net;
  readonly y: Net;
  readonly less: Net;
}

/** Words that compare like the magnitudes of two operands, infinities included; zero is 0. NaN is for the caller. */
export function magnitudes(b: NetBuilder, x: Unpacked, y: Unpacked): Magnitudes {
  const common = commonFormat([x.format, y.format]);
  const codes = [x, y].map((operand) => commonCode(b, operand, common));
  // In one format the code of infinity is above the others as it is.
  const plain = sameType(x.format, y.format) || (!x.inf && !y.inf);
  const [p, q] = plain ? codes : [x, y].map((operand, i) => aboveAll(b, operand, codes[i]));
  return { x: p, y: q, less: b.ltu(p, q) };
}

function aboveAll(b: NetBuilder, { inf }: Unpacked, code: Net): Net {
  return b.concat(certain(b, inf), inf ? gate(b, code, b.not(inf)) : code);
}
