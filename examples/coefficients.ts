import { type FixedFormat, fixed } from 'bitwright';

/** The signed format of a width with the smallest ulp that holds all values: integer bits as the largest one needs. */
export function coefficientFormat(width: number, values: readonly number[]): FixedFormat {
  const largest = Math.max(...values.map(Math.abs));
  return fixed(width, Math.floor(Math.log2(largest)) + 2);
}
