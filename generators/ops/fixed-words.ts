/** Words of fixed-point values in the netlist: what lowerings share. Nothing exact may import this. */
import { type FixedFormat, fracOf } from '../formats/format.ts';
import type { Net, NetBuilder } from '../netlist/builder.ts';

/** The same value in a format that holds every value of the first: zeros below, extension above. */
export function widen(b: NetBuilder, word: Net, from: FixedFormat, to: FixedFormat): Net {
  const below = fracOf(to) - fracOf(from);
  const shifted = below > 0 ? b.concat(word, b.zero(below)) : word;
  return b.extend(shifted, to.width, from.signed);
}

/**
 * Sum of words of one signedness by a balanced tree; each level is one bit wider than the one before, up to `width`,
 * which must hold the sum.
 */
export function sumTree(b: NetBuilder, words: readonly Net[], signed: boolean, width: number): Net {
  let level = words;
  while (level.length > 1) {
    const wide = Math.min(width, level[0].width + 1);
    const next: Net[] = [];
    for (let i = 0; i + 1 < level.length; i += 2)
      next.push(b.add(b.extend(level[i], wide, signed), b.extend(level[i + 1], wide, signed)));
    if (level.length % 2 === 1) next.push(b.extend(level[level.length - 1], wide, signed));
    level = next;
  }
  return b.extend(level[0], width, signed);
}
