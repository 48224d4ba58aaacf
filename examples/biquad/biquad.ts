import { design, fixed, parameterised, type TypedDesign } from 'bitwright';
import { coefficientFormat } from '../coefficients.ts';

export const defaults = {
  /** Corner frequency as a fraction of the sample rate: above 0, below 0.5. */
  cutoff: 0.05,
  /** Quality: the gain at the corner. Above 0.71 the response has a peak, and a step overshoots. */
  q: 4,
  /** Bits of a sample and of a result, in [-1, 1). */
  width: 16,
  /** Bits that the fed-back result has below those of y. */
  guard: 4,
  /** Bits of a coefficient. */
  coefficientWidth: 18,
};

/**
 * A second-order low-pass section in direct form I: five products, one exact sum, one rounding. What is fed back is the
 * saturated result, so an overload clips as an analogue filter does and never wraps around.
 */
export function biquad(p: typeof defaults): TypedDesign {
  const { b, a } = lowpass(p.cutoff, p.q);
  const forward = coefficientFormat(p.coefficientWidth, b);
  const backward = coefficientFormat(p.coefficientWidth, a);
  const sample = fixed(p.width, 1);
  const state = fixed(p.width + p.guard, 1);

  return design(
    'biquad',
    {
      inputs: { x: sample },
      outputs: { y: sample },
      doc: `Low-pass biquad, corner at ${p.cutoff} of the sample rate, Q ${p.q}, saturating.`,
    },
    ({ x }, d) => {
      const x_1 = x.delay().named('x_1');
      const x_2 = x_1.delay().named('x_2');
      const y_1 = d.register('y_1', state);
      const y_2 = y_1.delay().named('y_2');

      const [b0, b1, b2] = b.map((value, i) => d.const(value, forward).named(`b${i}`));
      const [minusA1, minusA2] = a.map((value, i) => d.const(-value, backward).named(`minus_a${i + 1}`));
      const acc = d
        .sum([
          x.mul(b0).named('b0_x'),
          x_1.mul(b1).named('b1_x_1'),
          x_2.mul(b2).named('b2_x_2'),
          y_1.mul(minusA1).named('a1_y_1'),
          y_2.mul(minusA2).named('a2_y_2'),
        ])
        .named('acc');

      const y_0 = acc.cast(state, 'RND_CONV', 'SAT').named('y_0');
      y_1.next(y_0);
      return { y: y_0.cast(sample, 'RND_CONV', 'SAT') };
    },
  );
}

export default parameterised(defaults, biquad);

/**
 * Coefficients b0, b1, b2 and a1, a2 (a0 = 1) of y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''.
 * Source: R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients", LPF.
 */
export function lowpass(cutoff: number, q: number): { b: [number, number, number]; a: [number, number] } {
  if (!(cutoff > 0 && cutoff < 0.5)) throw new RangeError(`cutoff lies between 0 and 0.5, not at ${cutoff}`);
  if (!(q > 0)) throw new RangeError(`q is above 0, not ${q}`);
  const w = 2 * Math.PI * cutoff;
  const alpha = Math.sin(w) / (2 * q);
  const a0 = 1 + alpha;
  const b1 = (1 - Math.cos(w)) / a0;
  return { b: [b1 / 2, b1, b1 / 2], a: [(-2 * Math.cos(w)) / a0, (1 - alpha) / a0] };
}
