/** Additions laid out for carry chains. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Maybe } from './bits.ts';

/**
 * a + c or a - c - sticky, modulo the width of a, which is that of c or more. As a subtraction always (of ~c, with a borrow,
 * for the sum): it keeps the sides of the carry chain apart, and a, which comes through less logic, is the one that then
 * takes no LUT.
 */
export function addOrSubtract(b: NetBuilder, a: Net, c: Net, subtract: Net, sticky: Maybe): Net {
  const add = b.not(subtract);
  const subtrahend = b.xor(b.zext(c, a.width), b.sext(add, a.width));
  const borrow = sticky ? b.or(add, sticky) : add;
  return b.slice(b.sub(b.concat(a, b.zero(1)), b.concat(subtrahend, borrow)), a.width, 1);
}
