/**
 * Result types of operators on fixed point, those of ap_fixed (AMD UG1399, "Arbitrary Precision Fixed-Point Data Types"):
 * wide enough that `+ - *`, negation and bitwise logic lose nothing.
 */

import { fail, invariant } from '../diagnostics/diagnostic.ts';
import { fixedFormat } from './build.ts';
import { type FixedFormat, fracOf, MAX_WIDTH } from './format.ts';

export type FixedOperation = 'add' | 'sub' | 'mul' | 'div' | 'neg' | 'and' | 'or' | 'xor' | 'inv' | 'shl' | 'shr';

/**
 * The type of `a op b`, or of `op a`; shifts take their distance from elsewhere and have one operand here.
 * Throws BW1010 where the result would be wider than 4096 bits.
 */
export function fixedResultType(op: FixedOperation, a: FixedFormat, b?: FixedFormat): FixedFormat {
  switch (op) {
    case 'inv':
    case 'shl':
    case 'shr':
      // A shift keeps the type and loses what leaves it (SystemC would widen).
      return a;
    case 'neg':
      return result(op, true, a.int + 1, fracOf(a));
  }
  invariant(b, `${op} of one operand`);
  switch (op) {
    case 'add':
      return result(op, a.signed || b.signed, commonInt(a, b) + 1, commonFrac(a, b));
    case 'sub':
      // Signed, whatever the operands.
      return result(op, true, commonInt(a, b) + 1, commonFrac(a, b));
    case 'mul':
      return result(op, a.signed || b.signed, a.int + b.int, fracOf(a) + fracOf(b));
    case 'div':
      return quotientType(a, b);
    case 'and':
    case 'or':
    case 'xor':
      return commonType(a, b, op);
  }
}

/** The smallest type that holds every value of both. Throws BW1010 where that is wider than 4096 bits. */
export function commonType(a: FixedFormat, b: FixedFormat, op = 'the common type'): FixedFormat {
  return result(op, a.signed || b.signed, commonInt(a, b), commonFrac(a, b));
}

/**
 * Integer bits for the largest dividend by the smallest divisor, and one more for most negative / -ulp where the divisor
 * is signed. As many fraction bits as the dividend has, and -F more where the divisor's ulp lies above one (F < 0).
 */
function quotientType(a: FixedFormat, b: FixedFormat): FixedFormat {
  const int = (b.signed ? 1 : 0) + a.int + fracOf(b);
  const frac = fracOf(a) - Math.min(fracOf(b), 0);
  return result('div', a.signed || b.signed, int, frac);
}

/** Integer bits that hold both; an unsigned operand beside a signed one needs a bit for the sign. */
function commonInt(a: FixedFormat, b: FixedFormat): number {
  return Math.max(a.int + (b.signed && !a.signed ? 1 : 0), b.int + (a.signed && !b.signed ? 1 : 0));
}

function commonFrac(a: FixedFormat, b: FixedFormat): number {
  return Math.max(fracOf(a), fracOf(b));
}

function result(op: string, signed: boolean, int: number, frac: number): FixedFormat {
  const width = int + frac;
  if (width > MAX_WIDTH)
    fail('BW1010', `the exact result of ${op} needs ${width} bits, more than ${MAX_WIDTH}`, {
      help: 'Cast the operands to narrower formats, or to binary points closer together, first.',
    });
  return fixedFormat(signed, width, int);
}
