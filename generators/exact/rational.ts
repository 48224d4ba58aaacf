/**
 * Rational numbers over BigInt: the mathematics that every other telling is compared with. No widths, no words, no bits.
 */
export class Rational {
  static readonly ZERO = new Rational(0n, 1n);
  static readonly ONE = new Rational(1n, 1n);

  /** Numerator, carrying the sign. */
  readonly num: bigint;
  /** Denominator, positive; `num/den` is in lowest terms. */
  readonly den: bigint;

  private constructor(num: bigint, den: bigint) {
    this.num = num;
    this.den = den;
  }

  static of(num: bigint | number, den: bigint | number = 1n): Rational {
    let n = BigInt(num);
    let d = BigInt(den);
    if (d === 0n) throw new RangeError('a rational number has no zero denominator');
    if (d < 0n) [n, d] = [-n, -d];
    const g = gcd(n < 0n ? -n : n, d);
    return g === 1n ? new Rational(n, d) : new Rational(n / g, d / g);
  }

  /** 2^e for any integer e. */
  static pow2(e: number): Rational {
    return e >= 0 ? new Rational(1n << BigInt(e), 1n) : new Rational(1n, 1n << BigInt(-e));
  }

  /** The exact value of a finite double. */
  static fromNumber(x: number): Rational {
    if (!Number.isFinite(x)) throw new RangeError(`${x} is not a rational number`);
    let scale = 0;
    let m = x;
    while (!Number.isInteger(m)) {
      m *= 2;
      scale -= 1;
    }
    return Rational.of(BigInt(m)).mul(Rational.pow2(scale));
  }

  /**
   * Decimal (`-1.5e-3`), decimal times a power of two (`3p-149`), hexadecimal integer (`0x1f`) or quotient (`3/8`);
   * undefined for anything else.
   */
  static parse(text: string): Rational | undefined {
    const t = text.trim();
    const quotient = /^([^/]+)\/([^/]+)$/.exec(t);
    if (quotient) {
      const [n, d] = [Rational.parse(quotient[1]), Rational.parse(quotient[2])];
      return n && d && d.num !== 0n ? n.div(d) : undefined;
    }
    const hex = /^([+-]?)(0[xX][0-9a-fA-F]+)$/.exec(t);
    if (hex) return Rational.of(hex[1] === '-' ? -BigInt(hex[2]) : BigInt(hex[2]));
    const dec = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,5})|[pP]([+-]?\d{1,7}))?$/.exec(t);
    if (!dec || dec[2] + dec[3] === '') return undefined;
    const digits = BigInt(dec[2] + dec[3]);
    const e = Number(dec[4] ?? 0) - dec[3].length;
    const decimal = e >= 0 ? Rational.of(digits * 10n ** BigInt(e)) : Rational.of(digits, 10n ** BigInt(-e));
    const magnitude = dec[5] ? decimal.mul(Rational.pow2(Number(dec[5]))) : decimal;
    return dec[1] === '-' ? magnitude.neg() : magnitude;
  }

  add(o: Rational): Rational {
    return Rational.of(this.num * o.den + o.num * this.den, this.den * o.den);
  }
  sub(o: Rational): Rational {
    return Rational.of(this.num * o.den - o.num * this.den, this.den * o.den);
  }
  mul(o: Rational): Rational {
    return Rational.of(this.num * o.num, this.den * o.den);
  }
  /** Throws RangeError for a zero divisor: operators define division by zero before they come here. */
  div(o: Rational): Rational {
    return Rational.of(this.num * o.den, this.den * o.num);
  }
  neg(): Rational {
    return new Rational(-this.num, this.den);
  }
  abs(): Rational {
    return this.num < 0n ? this.neg() : this;
  }
  sign(): -1 | 0 | 1 {
    return this.num < 0n ? -1 : this.num > 0n ? 1 : 0;
  }
  cmp(o: Rational): -1 | 0 | 1 {
    const d = this.num * o.den - o.num * this.den;
    return d < 0n ? -1 : d > 0n ? 1 : 0;
  }
  eq(o: Rational): boolean {
    return this.num === o.num && this.den === o.den;
  }
  lt(o: Rational): boolean {
    return this.cmp(o) < 0;
  }
  isInteger(): boolean {
    return this.den === 1n;
  }
  /** The largest integer that is not above this number. */
  floor(): bigint {
    const q = this.num / this.den;
    return this.num < 0n && q * this.den !== this.num ? q - 1n : q;
  }
  /** The smallest integer that is not below this number. */
  ceil(): bigint {
    return -this.neg().floor();
  }
  /** The nearest double, ties to even; infinite beyond their range. */
  toNumber(): number {
    if (this.num === 0n) return 0;
    const magnitude = this.abs();
    const exponent = Math.max(floorLog2(magnitude), -1022) - 52;
    const ulps = magnitude.mul(Rational.pow2(-exponent));
    const below = ulps.floor();
    const half = ulps.sub(Rational.of(below)).cmp(Rational.of(1, 2));
    const nearest = half > 0 || (half === 0 && below % 2n === 1n) ? below + 1n : below;
    return Number(this.num < 0n ? -nearest : nearest) * 2 ** exponent;
  }
  /** `num/den`, or the integer alone. */
  toString(): string {
    return this.den === 1n ? `${this.num}` : `${this.num}/${this.den}`;
  }
}

/** Greatest common divisor of a >= 0 and b > 0. A power of two, which nearly every denominator is, needs no Euclid. */
function gcd(a: bigint, b: bigint): bigint {
  if (b === 1n) return b;
  if ((b & (b - 1n)) === 0n && a !== 0n) {
    const lowestOne = a & -a;
    return lowestOne < b ? lowestOne : b;
  }
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The exponent e of a positive number x: 2^e <= x < 2^(e+1). */
export function floorLog2(x: Rational): number {
  if (x.sign() <= 0) throw new RangeError('only positive numbers have a logarithm');
  const e = bitLength(x.num) - bitLength(x.den);
  return x.lt(Rational.pow2(e)) ? e - 1 : e;
}

function bitLength(n: bigint): number {
  const hex = (n < 0n ? -n : n).toString(16);
  return 4 * (hex.length - 1) + (32 - Math.clz32(Number.parseInt(hex[0], 16)));
}
