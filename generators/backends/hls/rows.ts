import { packedWords } from '../../golden/golden.ts';

/** Rows of words as they stand in the arrays of the test bench: every port in 32-bit words, the lowest first. */
export function packedRows(rows: readonly (readonly bigint[])[], widths: readonly number[]): string[] {
  return rows.map((row) => {
    const words = row.flatMap((value, i) => {
      const count = packedWords([{ width: widths[i] }]);
      return Array.from({ length: count }, (_, k) => hex(BigInt.asUintN(32, value >> BigInt(32 * k))));
    });
    // An array of C++ has at least one element.
    return words.length > 0 ? words.join(', ') : '0';
  });
}

function hex(word: bigint): string {
  return word < 10n ? `${word}` : `0x${word.toString(16)}`;
}
