import { commonType } from '../../formats/fixed-type.ts';
import { type FixedFormat, sameType } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';
import { RELATIONS, type Relation } from './relations.ts';

/** The relation of the library, on operands of one type: mixed formats and signs are converted, which loses nothing. */
export const hls =
  (relation: Relation) =>
  (c: HlsContext, args: readonly string[], use: Use): string => {
    const [x, y] = use.args as FixedFormat[];
    const common = commonType(x, y);
    if (common.width > c.exactWidth) return c.viaNetlist(relation, args, use);
    const [a, b] = args.map((text, i) => (sameType(use.args[i], common) ? text : `${c.type(common)}(${text})`));
    return `${a} ${RELATIONS[relation]} ${b}`;
  };
