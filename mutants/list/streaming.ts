import type { Mutant } from '../mutant.ts';

const test = 'test/streaming.test.ts';
const shortcut = 'a shortcut past folded convolutions agrees, at the interval of the manifest';
const layout = (which: string) => `every case of every layer in every layout, in the netlist itself ${which}`;

export const STREAMING: readonly Mutant[] = [
  {
    name: 'streaming-fifo-short',
    breaks: 'the memory of a FIFO has one place less than it says that it has',
    file: 'generators/streaming/units/fifo.ts',
    find: 'b.ram(width, size, first.count',
    replace: 'b.ram(width, size - 1, first.count',
    test,
    only: shortcut,
  },
  {
    name: 'streaming-fifo-rate',
    breaks: 'the search for depths is content with a network of half the rate',
    file: 'generators/streaming/depths.ts',
    find: '.interval <= best',
    replace: '.interval <= 2 * best',
    test,
    only: 'a shortcut past folded convolutions gives rows as often as with ample FIFOs',
  },
  {
    name: 'streaming-line-order',
    breaks: 'line buffers give the rows above a pixel from below',
    file: 'generators/streaming/units/lines.ts',
    find: 'b.slice(above, width * (i + 1) - 1, width * i)',
    replace: 'b.slice(above, width * (rows - i) - 1, width * (rows - 1 - i))',
    test,
    only: shortcut,
  },
  {
    name: 'streaming-line-late',
    breaks: 'line buffers give the rows above the pixel before',
    file: 'generators/streaming/units/lines.ts',
    find: 'b.ram(width * rows, columns, column.following',
    replace: 'b.ram(width * rows, columns, column.count',
    test,
    only: layout('conv2d 1, "stream"'),
  },
  {
    name: 'streaming-padding',
    breaks: 'the padding of a picture that streams ends a row and a column too soon',
    file: 'generators/streaming/units/lines.ts',
    find: '(_, i) => i - padding[axis][0])',
    replace: '(_, i) => i - padding[axis][0] + 1)',
    test,
    only: layout('conv2d 3, "stream"'),
  },
  {
    name: 'streaming-replay-short',
    breaks: 'a replay buffer gives its input once less than a folded matrix needs it',
    file: 'generators/streaming/units/replay.ts',
    find: "counter(b, times, 'pass')",
    replace: "counter(b, times - 1, 'pass')",
    test,
    only: layout('dense 1, {"pe":1,"simd":1}'),
  },
  {
    name: 'streaming-bias',
    breaks: 'the accumulators of a folded matrix start with zero',
    file: 'generators/streaming/folded.ts',
    find: 'd.select(first, bias.cast(total), accumulator)',
    replace: 'd.select(first, d.const(0n, total), accumulator)',
    test,
    only: layout('dense 1, {"pe":1,"simd":1}'),
  },
  {
    name: 'streaming-result-early',
    breaks: 'the mark of the last step of a sum does not go through the pipeline with it',
    file: 'generators/streaming/stage.ts',
    find: 'b.and(present, ends[latency])',
    replace: 'b.and(present, ends[0])',
    test,
    only: shortcut,
  },
  {
    name: 'streaming-last-late',
    breaks: 'tlast marks the first beat of the row that follows',
    file: 'generators/streaming/axis.ts',
    find: 'return beat.last;',
    replace: 'return b.not(b.redor(beat.count));',
    test,
    only: 'AXI4-Stream tlast ends rows of several beats',
  },
];
