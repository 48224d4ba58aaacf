/**
 * Columns: the rows of a port as one array, as the golden model gives them. An element has 1 byte for ports of up to 8 bits,
 * 2 for up to 16, and whole 32-bit words, least significant first, for wider ones.
 */
export type Column = Uint8Array | Uint16Array | Uint32Array;

/** Bytes of an element of the column of a port. */
export function elementBytes(width: number): number {
  return width <= 8 ? 1 : width <= 16 ? 2 : 4 * Math.ceil(width / 32);
}
