import type { WindowForm } from '../../layers/layer.ts';
import { scannedSize, windowCount } from '../../layers/sliding.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Stream } from '../stream.ts';
import { all, type Counter, counter, flag } from './count.ts';

/**
 * Pixels, row by row, as the windows that a kernel sees: `kernel height - 1` rows wait in a line buffer, and a shift register
 * for every row of the kernel holds the window. Pixels of the padding take a cycle each, like those of the picture; rows and
 * columns that no window needs are dropped.
 *
 * @param bits of an element
 */
export function windows(b: NetBuilder, input: Stream, bits: number, { sliding, pad }: WindowForm): Stream {
  const { size, kernel, stride, padding, channels } = sliding;
  const counts = windowCount(sliding);
  const extent = scannedSize(sliding);
  const column = counter(b, extent[1], 'column', 'place in the picture with its padding');
  const row = counter(b, extent[0], 'row');
  const inside = [row, column].map(({ count }, axis) => {
    const states = Array.from({ length: extent[axis] }, (_, i) => i - padding[axis][0]);
    if (states.every((i) => i >= 0 && i < size[axis])) return undefined;
    return flag(
      b,
      count,
      states.map((i) => i >= 0 && i < size[axis]),
      axis === 0 ? 'row_inside' : 'column_inside',
    );
  });
  const complete = [row, column].map(({ count }, axis) => {
    const states = Array.from({ length: extent[axis] }, (_, i) => i - kernel[axis] + 1);
    const ends = states.map((i) => i >= 0 && i % stride[axis] === 0 && i / stride[axis] < counts[axis]);
    return flag(b, count, ends, axis === 0 ? 'row_complete' : 'column_complete');
  });
  const isPixel = b.named(all(b, inside), 'inside');
  const pixelBits = bits * channels;
  const present = b.named(b.or(input.valid, b.not(isPixel)), 'present');
  const blank = b.const(pixelBits, repeated(pad, bits, channels));
  const pixel = b.named(b.mux(isPixel, input.data, blank), 'pixel');
  const valid = b.reg(1, 0n, 'valid', 'the window is complete');

  const kept = Array.from({ length: kernel[0] }, (_, i) =>
    Array.from({ length: kernel[1] }, (_, j) => b.reg(pixelBits, undefined, `window_${i}_${j}`)),
  );
  return {
    valid,
    data: b.named(b.concat(...kept.flat().toReversed()), 'window'),
    take: b.deferred((ready: Net) => {
      const moves = b.named(b.or(ready, b.not(valid)), 'moves');
      const step = b.named(b.and(moves, present), 'step');
      column.advance(step);
      row.advance(b.and(step, column.last));
      const ends = b.named(all(b, complete), 'ends_window');
      b.setNext(valid, b.mux(moves, b.and(step, ends), valid));
      const above = lineBuffer(b, pixel, kernel[0] - 1, extent[1], column, step);
      for (const [i, line] of kept.entries()) {
        const entering = [...above, pixel][i];
        for (const [j, place] of line.entries()) b.setNext(place, b.mux(step, line[j + 1] ?? entering, place));
      }
      input.take(b.and(moves, isPixel));
    }),
  };
}

/** The pixels of this column in the `rows` rows before, the topmost first. */
function lineBuffer(b: NetBuilder, pixel: Net, rows: number, columns: number, column: Counter, step: Net): Net[] {
  if (rows === 0) return [];
  const { width } = pixel;
  // One word has all rows of a column, the topmost in the low bits. It is read one pixel ahead, so that the memory may be a
  // block memory; with one column that is the word which is being written.
  const above = b.reg(width * rows, undefined, 'above', 'this column in the rows before');
  const shifted = rows === 1 ? pixel : b.concat(pixel, b.slice(above, width * rows - 1, width));
  if (columns === 1) {
    b.setNext(above, b.mux(step, shifted, above));
  } else {
    const lines = b.ram(width * rows, columns, column.following, 'memory');
    b.setWrite(lines, step, column.count, shifted);
    b.setNext(above, b.mux(step, lines, above));
  }
  return Array.from({ length: rows }, (_, i) => b.slice(above, width * (i + 1) - 1, width * i));
}

function repeated(word: bigint, bits: number, count: number): bigint {
  return Array.from({ length: count }, (_, i) => word << BigInt(i * bits)).reduce((a, w) => a | w, 0n);
}
