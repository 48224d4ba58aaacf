import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { lowerRelation } from '../float/compare.ts';
import type { Relation } from './relations.ts';

export const lowerFloat =
  (relation: Relation) =>
  (b: NetBuilder, args: readonly Net[], use: { readonly args: readonly FloatFormat[] }): Net =>
    lowerRelation(b, args, use.args, relation);
