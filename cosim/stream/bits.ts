/** Fields of up to 32 bits anywhere in words of 32 bits. `base`: the word that holds bit 0. */

/** ORs `bits` into words whose bits there are 0. */
export function putBits(out: Uint32Array, base: number, lo: number, bits: number): void {
  const at = base + (lo >>> 5);
  const shift = lo & 31;
  out[at] |= bits << shift;
  if (shift > 0 && bits >>> (32 - shift) !== 0) out[at + 1] |= bits >>> (32 - shift);
}

export function bitsAt(rows: Uint32Array, base: number, lo: number, count: number): number {
  const at = base + (lo >>> 5);
  const shift = lo & 31;
  const word = shift === 0 ? rows[at] : (rows[at] >>> shift) | (rows[at + 1] << (32 - shift));
  return count === 32 ? word >>> 0 : (word & (2 ** count - 1)) >>> 0;
}
