import { design, type FixedFormat, fixed, parameterised, type TypedDesign } from 'bitwright';

/** Ports of the multiplier: two complex numbers in, their product out, one format for all parts. */
type Inputs = Readonly<Record<'ar' | 'ai' | 'br' | 'bi', FixedFormat>>;
type Outputs = Readonly<Record<'pr' | 'pi', FixedFormat>>;

export const defaults = {
  /** Bits of a real or imaginary part, which lies in [-1, 1). */
  width: 16,
  /** 4 multipliers and 2 adders, or 3 multipliers and 5 adders. */
  multipliers: 3,
};

/** p = a * b over complex numbers. Both forms are exact up to the one rounding at the end, so they agree in every bit. */
export function complexMultiplier({ width, multipliers }: typeof defaults): TypedDesign<Inputs, Outputs> {
  if (multipliers !== 3 && multipliers !== 4) throw new RangeError(`multipliers is 3 or 4, not ${multipliers}`);
  const part = fixed(width, 1);

  return design(
    'complex_multiplier',
    {
      inputs: { ar: part, ai: part, br: part, bi: part },
      outputs: { pr: part, pi: part },
      doc: `Complex multiplier with ${multipliers} real multipliers. Parts round to nearest even and saturate.`,
    },
    ({ ar, ai, br, bi }) => {
      if (multipliers === 4) {
        const re = ar.mul(br).named('ar_br').sub(ai.mul(bi).named('ai_bi')).named('re');
        const im = ar.mul(bi).named('ar_bi').add(ai.mul(br).named('ai_br')).named('im');
        return { pr: re.cast(part, 'RND_CONV', 'SAT'), pi: im.cast(part, 'RND_CONV', 'SAT') };
      }
      const common = ar.add(ai).named('a_sum').mul(br).named('common');
      const re = common.sub(br.add(bi).named('b_sum').mul(ai).named('ai_b_sum')).named('re');
      const im = common.add(bi.sub(br).named('b_diff').mul(ar).named('ar_b_diff')).named('im');
      return { pr: re.cast(part, 'RND_CONV', 'SAT'), pi: im.cast(part, 'RND_CONV', 'SAT') };
    },
  );
}

export default parameterised(defaults, complexMultiplier);
