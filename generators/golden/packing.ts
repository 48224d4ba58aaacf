/** Words of ports to and from the rows of 32-bit words that `GoldenModel.run` takes and gives. */
import { packedWords } from './golden.ts';

type Ports = readonly { readonly width: number }[];

/** Rows of port words, packed. Words are taken modulo 2^width of their port. */
export function packRows(ports: Ports, rows: readonly (readonly bigint[])[]): Uint32Array {
  const packed = new Uint32Array(rows.length * packedWords(ports));
  let at = 0;
  for (const row of rows)
    for (const [i, { width }] of ports.entries()) {
      let word = BigInt.asUintN(width, row[i]);
      for (let bits = width; bits > 0; bits -= 32, word >>= 32n) packed[at++] = Number(word & 0xffffffffn);
    }
  return packed;
}

/** The reverse of `packRows`, for the first `count` rows. */
export function unpackRows(ports: Ports, packed: Uint32Array, count: number): bigint[][] {
  const rows: bigint[][] = [];
  let at = 0;
  for (let row = 0; row < count; row++)
    rows.push(
      ports.map(({ width }) => {
        const words = Math.ceil(width / 32);
        let word = 0n;
        for (let i = words - 1; i >= 0; i--) word = (word << 32n) | BigInt(packed[at + i]);
        at += words;
        return word;
      }),
    );
  return rows;
}
