import type { Mutant } from '../mutant.ts';

const graphs = 'generators/adder-graph/adder-graph.test.ts';
const layers = 'generators/layers/layers.test.ts';
const quantizer = 'generators/tensors/quantize.test.ts';

export const NETWORKS: readonly Mutant[] = [
  {
    name: 'adder-graph-sign',
    breaks: 'a negative multiple of a negated sum stays negative',
    file: 'generators/adder-graph/assemble.ts',
    find: 'negate: negate !== ((term & 1) === 1) };',
    replace: 'negate: negate || (term & 1) === 1 };',
    test: graphs,
  },
  {
    name: 'adder-graph-shift',
    breaks: 'the common shift of two terms is taken from the first alone',
    file: 'generators/adder-graph/assemble.ts',
    find: '[a.shift - shift, b.shift - shift]',
    replace: '[a.shift - shift, b.shift]',
    test: graphs,
  },
  {
    name: 'padding-same-before',
    breaks: 'padding that does not divide by two has the odd row in front',
    file: 'generators/layers/sliding.ts',
    find: '[Math.floor(total / 2), Math.ceil(total / 2)]',
    replace: '[Math.ceil(total / 2), Math.floor(total / 2)]',
    test: layers,
    only: 'pool',
  },
  {
    name: 'padding-sides-swapped',
    breaks: 'as much padding stands in front of a sequence as belongs behind it',
    file: 'generators/layers/sliding.ts',
    find: 'j - padding[1][0]];',
    replace: 'j - padding[1][1]];',
    test: layers,
    only: 'conv1d',
  },
  {
    name: 'window-stride',
    breaks: 'windows move across by the stride that is meant downwards',
    file: 'generators/layers/sliding.ts',
    find: 'column * stride[1] + j - padding[1][0]',
    replace: 'column * stride[0] + j - padding[1][0]',
    test: layers,
    only: 'pool',
  },
  {
    name: 'quantizer-tie-down',
    breaks: 'training rounds the ties of RND down',
    file: 'generators/tensors/quantize.ts',
    find: 'RND: (v) => np.floor(v.add(0.5)),',
    replace: 'RND: (v) => np.ceil(v.sub(0.5)),',
    test: quantizer,
    only: 'RND SAT is the exact cast',
  },
  {
    name: 'quantizer-symmetric-bound',
    breaks: 'training lets SAT_SYM reach the most negative word',
    file: 'generators/tensors/quantize.ts',
    find: 'q.signed ? -rawRange(q).hi : 0',
    replace: 'rawRange(q).lo',
    test: quantizer,
    only: 'SAT_SYM is the exact cast',
  },
];
