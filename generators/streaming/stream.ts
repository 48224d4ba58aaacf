import type { Net } from '../netlist/builder.ts';

/**
 * Beats on their way inside a module. `valid` and `data` come from registers or ports, so they are there before it is known
 * who takes them; whoever does says so once, with `take`.
 *
 * A tensor is `size / n` beats of `n` elements each, row-major, the first element in the least significant bits.
 */
export interface Stream {
  readonly valid: Net;
  readonly data: Net;
  take(ready: Net): void;
}
