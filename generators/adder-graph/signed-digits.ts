/** A power of two with a sign. */
export interface SignedDigit {
  readonly position: number;
  readonly negative: boolean;
}

/**
 * The canonical signed digits of an integer, lowest first: no two neighbouring positions are used, and no other sum of
 * signed powers of two has fewer terms (Reitwiesner, "Binary arithmetic", 1960).
 */
export function canonicalDigits(value: bigint): SignedDigit[] {
  const digits: SignedDigit[] = [];
  let rest = value;
  for (let position = 0; rest !== 0n; position++, rest >>= 1n) {
    if ((rest & 1n) === 0n) continue;
    const negative = (rest & 3n) === 3n;
    digits.push({ position, negative });
    rest += negative ? 1n : -1n;
  }
  return digits;
}
