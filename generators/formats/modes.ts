/** Quantisation and overflow modes of fixed point, exactly as `ap_fixed` (AMD UG1399, "Arbitrary Precision Fixed-Point"). */

export const QUANTIZATIONS = {
  RND: 'to nearest, ties towards plus infinity',
  RND_ZERO: 'to nearest, ties towards zero',
  RND_MIN_INF: 'to nearest, ties towards minus infinity',
  RND_INF: 'to nearest, ties away from zero',
  RND_CONV: 'to nearest, ties to the even raw value',
  TRN: 'towards minus infinity (the default)',
  TRN_ZERO: 'towards zero',
} as const;

export const OVERFLOWS = {
  WRAP: 'keep the low bits (the default); WRAP:N keeps N saturated bits on top',
  SAT: 'the nearest end of the range',
  SAT_ZERO: 'zero',
  SAT_SYM: 'the nearest end of the symmetric range',
  WRAP_SM: 'wrap in sign-magnitude fashion; WRAP_SM:N keeps N saturated bits on top',
} as const;

export type Quantization = keyof typeof QUANTIZATIONS;
export type OverflowMode = keyof typeof OVERFLOWS;

export interface Overflow {
  readonly mode: OverflowMode;
  /** N of `WRAP:N` and `WRAP_SM:N`; 0 for every other mode. */
  readonly saturatedBits: number;
}
