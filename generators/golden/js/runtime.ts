/** What generated JavaScript calls, as the object `R`. Integers are numbers or bigints as `carrier.ts` has them. */

export const runtime = {
  /** floor(x / 2^n). Amounts beyond the range of doubles arrive as infinity; no word is as wide as the bound. */
  shrBig(x: bigint, n: number): bigint {
    return x >> BigInt(Math.min(n, 2 ** 24));
  },
  /** x * 2^n modulo 2^width. */
  shlBig(x: bigint, n: number, width: number): bigint {
    return n >= width ? 0n : BigInt.asUintN(width, x << BigInt(n));
  },
  /** Parity of the low 32 bits of a number. */
  parity(x: number): number {
    let bits = x ^ (x >>> 16);
    bits ^= bits >>> 8;
    bits ^= bits >>> 4;
    return (0x6996 >>> (bits & 15)) & 1;
  },
  /** Parity of the bits of a non-negative bigint. */
  parityBig(x: bigint): number {
    let bits = 0;
    for (let rest = x; rest > 0n; rest >>= 32n) bits ^= Number(rest & 0xffffffffn);
    return runtime.parity(bits);
  },
  /** The unsigned word of `width` bits that stands in `rows` from index `at`, least significant 32 bits first. */
  load(rows: Uint32Array, at: number, width: number): bigint {
    const words = Math.ceil(width / 32);
    let word = BigInt(rows[at + words - 1]);
    for (let i = words - 2; i >= 0; i--) word = (word << 32n) | BigInt(rows[at + i]);
    return BigInt.asUintN(width, word);
  },
  /** The reverse of `load`, for a non-negative word. */
  store(out: Uint32Array, at: number, width: number, word: bigint): void {
    let rest = word;
    for (let i = 0; i < width; i += 32, rest >>= 32n) out[at + (i >>> 5)] = Number(rest & 0xffffffffn);
  },
} as const;
