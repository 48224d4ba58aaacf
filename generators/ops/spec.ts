import type { Attrs } from '../ir/ir.ts';
import type { Operator } from './operator.ts';

/** An operator, or its part for float operands, without its hardware: what it is called, takes, gives and means. */
export type Spec<A extends Attrs = Attrs> = Omit<Operator<A>, 'lower' | 'hls' | 'corners'>;
