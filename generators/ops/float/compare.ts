/** The quiet comparison predicates of IEEE 754-2019, section 5.11. */
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { butNot, certain, either } from './bits.ts';
import { magnitudes } from './order.ts';
import { unpack } from './unpack.ts';

export type FloatRelation = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge' | 'unordered';

/** One bit. */
export function lowerRelation(
  b: NetBuilder,
  args: readonly Net[],
  formats: readonly FloatFormat[],
  relation: FloatRelation,
): Net {
  if (relation === 'gt') return lowerRelation(b, args.toReversed(), formats.toReversed(), 'lt');
  if (relation === 'ge') return lowerRelation(b, args.toReversed(), formats.toReversed(), 'le');
  const [x, y] = formats.map((format, i) => unpack(b, args[i], format));
  const nan = either(b, x.nan, y.nan);
  if (relation === 'unordered') return certain(b, nan);

  const m = magnitudes(b, x, y);
  const equal = b.eq(m.x, m.y);
  const bothZero = b.not(b.or(b.redor(m.x), b.redor(m.y)));
  switch (relation) {
    case 'eq':
      return butNot(b, equalValues(), nan) as Net;
    case 'ne':
      return either(b, b.not(equalValues()), nan) as Net;
    case 'lt': {
      const negative = b.mux(y.sign, b.not(b.or(m.less, equal)), b.not(bothZero));
      const positive = b.and(b.not(y.sign), m.less);
      return butNot(b, b.mux(x.sign, negative, positive), nan) as Net;
    }
    case 'le': {
      const negative = b.or(b.not(y.sign), b.not(m.less));
      const positive = b.mux(y.sign, bothZero, b.or(m.less, equal));
      return butNot(b, b.mux(x.sign, negative, positive), nan) as Net;
    }
  }

  function equalValues(): Net {
    return b.and(equal, b.or(b.not(b.xor(x.sign, y.sign)), bothZero));
  }
}
