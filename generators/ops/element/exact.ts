import { elementsOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';
import type { Use } from '../operator.ts';
import type { ElementAttrs } from './index.ts';

/** Element number `index`, counted from 0. */
export function exact([vector]: readonly Exact[], use: Use<ElementAttrs>): Exact {
  return elementsOf(vector)[use.attrs.index];
}
