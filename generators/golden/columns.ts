/**
 * Columns: the rows of a port as one typed array, the form in which golden models take many rows. An element has 1 byte for
 * ports of up to 8 bits, 2 for up to 16, and whole 32-bit words, least significant first, for wider ones.
 */
import { type GoldenModel, type GoldenPort, packedWords } from './golden.ts';

export type Column = Uint8Array | Uint16Array | Uint32Array;

/** Bytes of an element of the column of a port. */
export function elementBytes(width: number): number {
  return width <= 8 ? 1 : width <= 16 ? 2 : 4 * Math.ceil(width / 32);
}

/** The column of `rows` elements at `at` in a buffer. */
export function columnIn(buffer: ArrayBuffer, at: number, width: number, rows: number): Column {
  const bytes = elementBytes(width);
  if (bytes === 1) return new Uint8Array(buffer, at, rows);
  if (bytes === 2) return new Uint16Array(buffer, at, rows);
  return new Uint32Array(buffer, at, (rows * bytes) / 4);
}

/**
 * A golden model that reads and writes columns where they stand: fill `inputs`, call `evaluate`, read `outputs`. The same
 * arrays serve every call.
 */
export interface GoldenStream {
  /** Rows that the columns have room for. */
  readonly capacity: number;
  readonly inputs: readonly Column[];
  readonly outputs: readonly Column[];
  /** The first `count` rows, continuing from the present state of the model. */
  evaluate(count: number): void;
}

/** Rows of a stream: as many as fit a second-level cache, a power of two from 64 to 2^16. */
export function capacityFor(ports: readonly GoldenPort[]): number {
  const bytes = ports.reduce((sum, { width }) => sum + elementBytes(width), 0);
  return 2 ** Math.max(6, Math.min(16, Math.floor(Math.log2((1 << 19) / Math.max(1, bytes)))));
}

/** The columns of a model that takes packed rows. */
export function streamOfRows(model: Pick<GoldenModel, 'inputs' | 'outputs' | 'run'>): GoldenStream {
  const capacity = capacityFor([...model.inputs, ...model.outputs]);
  const fresh = ({ width }: GoldenPort) =>
    columnIn(new ArrayBuffer(capacity * elementBytes(width)), 0, width, capacity);
  const inputs = model.inputs.map(fresh);
  const outputs = model.outputs.map(fresh);
  const rows = new Uint32Array(capacity * packedWords(model.inputs));
  return {
    capacity,
    inputs,
    outputs,
    evaluate(count) {
      gather(model.inputs, inputs, count, rows, 0);
      const used = rows.subarray(0, count * packedWords(model.inputs));
      scatter(model.outputs, model.run(used, count), 0, count, outputs);
    },
  };
}

/** Packed rows from row `first` on into columns. */
export function scatter(
  ports: readonly GoldenPort[],
  rows: Uint32Array,
  first: number,
  count: number,
  columns: readonly Column[],
): void {
  const stride = packedWords(ports);
  let at = first * stride;
  for (const [p, { width }] of ports.entries()) {
    const words = Math.ceil(width / 32);
    const column = columns[p];
    if (words === 1) for (let row = 0, from = at; row < count; row++, from += stride) column[row] = rows[from];
    else
      for (let row = 0, from = at; row < count; row++, from += stride)
        for (let k = 0; k < words; k++) column[row * words + k] = rows[from + k];
    at += words;
  }
}

/** The reverse of `scatter`. */
export function gather(
  ports: readonly GoldenPort[],
  columns: readonly Column[],
  count: number,
  rows: Uint32Array,
  first: number,
): void {
  const stride = packedWords(ports);
  let at = first * stride;
  for (const [p, { width }] of ports.entries()) {
    const words = Math.ceil(width / 32);
    const column = columns[p];
    if (words === 1) for (let row = 0, to = at; row < count; row++, to += stride) rows[to] = column[row];
    else
      for (let row = 0, to = at; row < count; row++, to += stride)
        for (let k = 0; k < words; k++) rows[to + k] = column[row * words + k];
    at += words;
  }
}
