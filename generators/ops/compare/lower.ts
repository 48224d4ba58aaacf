import { commonType } from '../../formats/fixed-type.ts';
import type { FixedFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { widen } from '../fixed-words.ts';
import type { Use } from '../operator.ts';
import type { Relation } from './relations.ts';

/** Both operands in their common format, then one comparator; the complements are an inverter behind it. */
export const lower =
  (relation: Relation) =>
  (b: NetBuilder, args: readonly Net[], use: Use): Net => {
    const formats = use.args as FixedFormat[];
    const common = commonType(formats[0], formats[1]);
    const [x, y] = args.map((word, i) => widen(b, word, formats[i], common));
    const less = (p: Net, q: Net) => (common.signed ? b.lts(p, q) : b.ltu(p, q));
    switch (relation) {
      case 'eq':
        return b.eq(x, y);
      case 'ne':
        return b.not(b.eq(x, y));
      case 'lt':
        return less(x, y);
      case 'ge':
        return b.not(less(x, y));
      case 'gt':
        return less(y, x);
      case 'le':
        return b.not(less(y, x));
    }
  };
