/** Rows after which a stream of random rows goes on with the next of its non-overlapping parts, so that rows can be reached. */
export const SECTION = 1 << 16;

/** 2^64 steps at once, as a polynomial of the state's transition: from the authors' source. */
const JUMP = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b];

export type RandomState = readonly [number, number, number, number];

/**
 * xoshiro128** 1.1 by Blackman and Vigna (public domain, prng.di.unimi.it): 32-bit operations only, so that a C++ harness
 * can make the same numbers. The state comes from the seed through splitmix32, as its authors advise.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /** @param seed an integer from 0 to 2^53 - 1, or a state */
  constructor(seed: number | RandomState) {
    if (typeof seed !== 'number') {
      [this.a, this.b, this.c, this.d] = seed;
      return;
    }
    let state = (seed ^ Math.floor(seed / 2 ** 32)) >>> 0;
    const mix = () => {
      state = (state + 0x9e3779b9) >>> 0;
      let z = state;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      return (z ^ (z >>> 15)) >>> 0;
    };
    [this.a, this.b, this.c, this.d] = [mix(), mix(), mix(), mix()];
  }

  /** 32 uniform bits, as an unsigned number. */
  next(): number {
    const five = Math.imul(this.b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result;
  }

  /** What `next` will be made from: four words of 32 bits. */
  state(): RandomState {
    return [this.a >>> 0, this.b >>> 0, this.c >>> 0, this.d >>> 0];
  }

  /** A generator that starts where this one is. */
  fork(): Random {
    return new Random(this.state());
  }

  /** Skips 2^64 numbers. */
  jump(): void {
    const sum = [0, 0, 0, 0];
    for (const word of JUMP)
      for (let bit = 0; bit < 32; bit++) {
        if ((word >>> bit) & 1) for (const [i, part] of this.state().entries()) sum[i] ^= part;
        this.next();
      }
    [this.a, this.b, this.c, this.d] = sum;
  }

  /** A number from 0 to `limit` - 1, limit at most 2^32. The bias is below limit / 2^32. */
  below(limit: number): number {
    return Math.floor((this.next() / 2 ** 32) * limit);
  }
}
