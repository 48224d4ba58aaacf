/** Rows that are made where they are needed, here and in a harness alike, instead of being listed. */
import type { Column } from '../columns.ts';
import { CosimError } from '../error.ts';
import { type Port, portOffsets, rowWords, wordsOf } from '../ports.ts';
import { Random, SECTION } from './random.ts';
import { fillWord } from './random-word.ts';

export interface RowSource {
  readonly count: number;
  /** How a harness is told to make the same rows: arguments of its program. */
  readonly recipe: readonly string[];
  /** Whether rows far apart cost no more than rows side by side. */
  readonly direct: boolean;
  /** Packed rows from row `first` on. */
  rows(first: number, count: number): Uint32Array;
  /** The same rows as columns; `first` is a multiple of `count`, but for the last rows. */
  fill(first: number, count: number, columns: readonly Column[]): void;
}

/** Rows that fit into one array beside their results. */
const LISTED_ROWS = 1 << 24;
/** Input bits whose combinations can be run at all: at 100 million rows a second they take 43 seconds. */
const EXHAUSTIVE_BITS = 32;

/** All rows of a source as one array. @throws CosimError BW4201 for more than 2^24 rows. */
export function listed(source: RowSource): Uint32Array {
  if (source.count <= LISTED_ROWS) return source.rows(0, source.count);
  const message = `${source.count} rows are more than the 2^24 that fit into memory`;
  throw new CosimError(
    'BW4201',
    message,
    2,
    'Use --simulator verilator, which makes the rows itself, or fewer of them.',
  );
}

/**
 * All combinations of input words; the last port changes fastest.
 * @throws CosimError BW4201 for more than 32 input bits.
 */
export function exhaustiveSource(ports: readonly Port[]): RowSource {
  const bits = ports.reduce((sum, port) => sum + port.width, 0);
  if (bits > EXHAUSTIVE_BITS)
    throw new CosimError(
      'BW4201',
      `${bits} input bits have 2^${bits} combinations, more than 2^${EXHAUSTIVE_BITS}`,
      2,
      'Use corners or random:N instead.',
    );
  let below = bits;
  const fields = ports.map(({ width }) => {
    below -= width;
    return { step: 2 ** below, values: 2 ** width };
  });
  const word = (row: number, { step, values }: (typeof fields)[number]) => Math.floor(row / step) % values;
  /** Columns that are the same in every block of so many rows. */
  const patterns: (Column | undefined)[] = ports.map(() => undefined);
  return {
    count: 2 ** bits,
    recipe: ['exhaustive'],
    direct: true,
    rows(first, count) {
      const rows = new Uint32Array(ports.length * count);
      for (const [p, field] of fields.entries())
        for (let row = 0, at = p; row < count; row++, at += ports.length) rows[at] = word(first + row, field);
      return rows;
    },
    fill(first, count, columns) {
      for (const [p, field] of fields.entries()) {
        const column = columns[p];
        const known = patterns[p];
        if (field.step % count === 0) column.fill(word(first, field), 0, count);
        else if (known?.length === count && known.constructor === column.constructor) column.set(known);
        else {
          for (let row = 0; row < count; row++) column[row] = word(first + row, field);
          if (count % (field.step * field.values) === 0) patterns[p] = column.slice(0, count);
        }
      }
    },
  };
}

/** `count` random rows (see `fillWord`) of a seed. */
export function randomSource(ports: readonly Port[], count: number, seed: number): RowSource {
  const stride = rowWords(ports);
  const offsets = portOffsets(ports);
  const start = new Random(seed);
  let section = { at: 0, random: start.fork() };
  /** The generator before row `row`. */
  let cursor = { row: 0, random: start.fork() };
  const seek = (row: number): Random => {
    const wanted = Math.floor(row / SECTION);
    if (cursor.row !== row || row % SECTION === 0) {
      if (wanted < section.at) section = { at: 0, random: start.fork() };
      for (; section.at < wanted; section.at++) section.random.jump();
      cursor = { row: wanted * SECTION, random: section.random.fork() };
      const skipped = new Uint32Array(stride);
      for (; cursor.row < row; cursor.row++) fillRow(skipped, 0, cursor.random);
    }
    return cursor.random;
  };
  const fillRow = (target: Uint32Array, at: number, random: Random) => {
    for (let p = 0; p < ports.length; p++) fillWord(target, at + offsets[p], ports[p].width, random);
  };
  const rows = (first: number, some: number) => {
    const packed = new Uint32Array(stride * some);
    for (let row = first; row < first + some; row++, cursor.row++) fillRow(packed, (row - first) * stride, seek(row));
    return packed;
  };
  return {
    count,
    recipe: ['random', ...start.state().map(String)],
    direct: false,
    rows,
    fill(first, some, columns) {
      const packed = rows(first, some);
      for (const [p, { width }] of ports.entries()) {
        const words = wordsOf(width);
        for (let row = 0; row < some; row++)
          for (let k = 0; k < words; k++) columns[p][row * words + k] = packed[row * stride + offsets[p] + k];
      }
    },
  };
}
