import type { Mutant } from '../mutant.ts';

const file = 'generators/timing/schedule/pipeline.ts';
const test = 'generators/timing/schedule/schedule.test.ts';
const split = 'generators/timing/schedule/split/split.test.ts';

export const SCHEDULES: readonly Mutant[] = [
  {
    name: 'pipeline-register-missing',
    breaks: 'words of one bit cross into the next stage without a register',
    file,
    find: 'return { lo, width, node: this.#nodes.length - 1 };',
    replace: 'return { lo, width, node: width === 1 ? this.#fromRuns(runs, lo, width) : this.#nodes.length - 1 };',
    test,
  },
  {
    name: 'pipeline-output-early',
    breaks: 'nothing is registered on the way into the last stage, so that outputs come a cycle early',
    file,
    find: 'return { lo, width, node: this.#nodes.length - 1 };',
    replace:
      'return { lo, width, node: k === this.#latency ? this.#fromRuns(runs, lo, width) : this.#nodes.length - 1 };',
    test,
  },
  {
    name: 'pipeline-reset-lost',
    breaks: 'state in the second stage is not reset',
    file,
    find: 'if (k > 0 && node.init !== undefined) {',
    replace: 'if (k > 1 && node.init !== undefined) {',
    test,
  },
  {
    name: 'pipeline-reset-undelayed',
    breaks: 'state in later stages is reset at once instead of with the row that the reset came before',
    file,
    find: '...(k === 0 && init !== undefined && { init }),',
    replace: '...(init !== undefined && { init }),',
    test,
  },
  {
    name: 'pipeline-bits-misplaced',
    breaks: 'bits of a word of which only a part crosses are looked for where they were in the whole',
    file,
    find: 'lo: from - run.lo }',
    replace: 'lo: from }',
    test,
  },
  {
    name: 'split-borrow-lost',
    breaks: 'the borrow between parts of a long subtraction is taken as a carry',
    file: 'generators/timing/schedule/split/carry.ts',
    find: "p.const(1, op === 'add' ? 1n : 0n)",
    replace: 'p.const(1, 1n)',
    test: split,
    only: 'sub in parts is the whole',
  },
  {
    name: 'split-tiles-gap',
    breaks: 'the parts of a long factor lie one bit too far apart',
    file: 'generators/timing/schedule/split/product.ts',
    find: 'lo += most - 1)',
    replace: 'lo += most)',
    test: split,
  },
  {
    name: 'split-sign-row-added',
    breaks: 'the row of the sign of a product is added instead of subtracted',
    file: 'generators/timing/schedule/split/product.ts',
    find: 'negative: i === top };',
    replace: 'negative: false };',
    test: split,
    only: 'muls',
  },
];
