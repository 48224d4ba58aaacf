import type { FixedFormat } from './format.ts';

/** The least and the greatest stored integer of a fixed-point format. */
export function rawRange(f: FixedFormat): { readonly min: bigint; readonly max: bigint } {
  const span = 1n << BigInt(f.width);
  return f.signed ? { min: -span / 2n, max: span / 2n - 1n } : { min: 0n, max: span - 1n };
}
