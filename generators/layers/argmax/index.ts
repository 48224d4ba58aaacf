import { z } from 'zod';
import type { Signal } from '../../design/signal.ts';
import { fail } from '../../diagnostics/diagnostic.ts';
import { Rational } from '../../exact/rational.ts';

import { uint } from '../../formats/build.ts';
import { defineLayer } from '../layer.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export const argmax = defineLayer({
  name: 'argmax',
  summary: 'The place of the largest value',
  doc: 'The index of the largest element of a list, counted from 0; of equal ones the first. The result is a scalar, the unsigned integer that holds the last index. Found by a tree of comparators, ceil(log2 inputs) deep.',
  arity: [1, 1],
  schema: z.strictObject({}),
  result: ([x]) => {
    if (x.shape.length !== 1)
      fail('BW2108', `argmax takes a list, not [${x.shape.join(', ')}]`, { help: 'put a flatten layer before it' });
    return { shape: [], ranges: [{ lo: Rational.ZERO, hi: Rational.of(x.shape[0] - 1), frac: 0 }] };
  },
  exact,
  expand: (x) => {
    const elements = x.elements(0);
    const label = uint(Math.max(1, (elements.length - 1).toString(2).length));
    const entries = elements.map((value, i) => ({ value, label: x.d.const(BigInt(i), label), first: i, last: i }));
    return [x.finish(knockout(entries).label, 0)];
  },
  hls,
  cases: [
    { inputs: [{ shape: [4], format: 'fixed<3,1>' }], settings: {} },
    { inputs: [{ shape: [5], format: 'ufixed<3,1>' }], settings: {} },
    { inputs: [{ shape: [1], format: 'fixed<3,1>' }], settings: {} },
    { inputs: [{ shape: [3], format: ['fixed<4,2>', 'fixed<4,1>', 'fixed<4,3>'] }], settings: {} },
  ],
});

interface Entry {
  readonly value: Signal;
  readonly label: Signal;
  /** The range of places that it was the best of. */
  readonly first: number;
  readonly last: number;
}

function knockout(entries: readonly Entry[]): Entry {
  if (entries.length === 1) return entries[0];
  const half = 2 ** (Math.ceil(Math.log2(entries.length)) - 1);
  const [a, b] = [knockout(entries.slice(0, half)), knockout(entries.slice(half))];
  const name = `${a.first}_to_${b.last}`;
  const upper = b.value.gt(a.value).named(`upper_${name}`);
  return {
    value: upper.select(b.value, a.value).named(`best_${name}`),
    label: upper.select(b.label, a.label).named(`place_${name}`),
    first: a.first,
    last: b.last,
  };
}
