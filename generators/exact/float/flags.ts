/**
 * The five exceptions of IEEE 754, section 7, as a set of bits. The order is that of RISC-V's fflags (and of Berkeley
 * SoftFloat): what `give=flags` puts into its uint5.
 */

export const FLAGS = {
  inexact: 1n,
  underflow: 2n,
  overflow: 4n,
  divideByZero: 8n,
  invalid: 16n,
} as const;

/** A union of `FLAGS`. */
export type FlagSet = bigint;

export const NO_FLAGS: FlagSet = 0n;

export const LOST_UPWARDS: FlagSet = FLAGS.overflow | FLAGS.inexact;
export const LOST_DOWNWARDS: FlagSet = FLAGS.underflow | FLAGS.inexact;
