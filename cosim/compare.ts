import { createHash } from 'node:crypto';
import { CosimError } from './error.ts';
import { type Port, portOffsets, readWord, rowWords, wordsOf } from './ports.ts';

/** One output port of one row on which two tellings differ. */
export interface Mismatch {
  /** Counted from 0. */
  readonly row: number;
  /** Index of the output port. */
  readonly port: number;
  readonly expected: bigint;
  readonly actual: bigint;
}

export interface Comparison {
  /** Rows with at least one difference. */
  readonly wrongRows: number;
  /** The first differences, in row order. */
  readonly mismatches: readonly Mismatch[];
  /** SHA-256 of the actual rows, hexadecimal: two runs with one digest gave the same results. */
  readonly digest: string;
}

/**
 * Compares result rows bit for bit, the unused bits of their last words too.
 * @param limit number of differences that are listed
 * @throws CosimError BW4301 where the numbers of rows differ
 */
export function compareRows(
  ports: readonly Port[],
  expected: Uint32Array,
  actual: Uint32Array,
  limit = 10,
): Comparison {
  const stride = rowWords(ports);
  if (expected.length !== actual.length)
    throw new CosimError(
      'BW4301',
      `${actual.length / stride} result rows were compared with ${expected.length / stride}`,
      1,
    );
  const mismatches: Mismatch[] = [];
  let wrongRows = 0;
  for (let at = 0; at < expected.length; at++) {
    if (expected[at] === actual[at]) continue;
    const row = Math.floor(at / stride);
    wrongRows++;
    if (mismatches.length < limit)
      mismatches.push(...differences(ports, expected, actual, row).slice(0, limit - mismatches.length));
    at = (row + 1) * stride - 1;
  }
  return { wrongRows, mismatches, digest: digestOfRows(actual) };
}

function differences(ports: readonly Port[], expected: Uint32Array, actual: Uint32Array, row: number): Mismatch[] {
  const base = row * rowWords(ports);
  return portOffsets(ports).flatMap((offset, port) => {
    const bits = wordsOf(ports[port].width) * 32;
    const pair = { expected: readWord(expected, base + offset, bits), actual: readWord(actual, base + offset, bits) };
    return pair.expected === pair.actual ? [] : [{ row, port, ...pair }];
  });
}

/** SHA-256 of packed rows, hexadecimal. */
export function digestOfRows(rows: Uint32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength))
    .digest('hex');
}
