import { design, fixed, parameterised, type TypedDesign, ufixed } from 'bitwright';

export const defaults = {
  /** Bits of x, y and the angle. */
  width: 16,
  /** Micro-rotations: each halves the angle that is left. One more than the width makes that less than an ulp. */
  iterations: 17,
};

/**
 * Rotates the vector (x, y) by any angle, without a multiplier in the loop (J. E. Volder, "The CORDIC Trigonometric
 * Computing Technique", 1959). Angles are in half-turns: fixed<W,1> covers -pi up to pi and wraps as angles do. The gain
 * of the micro-rotations is taken out of x and y before them, so the result is as long as the input. The error is below
 * sqrt(2) * 2^(W-N) + 1.5 ulps after N iterations: the angle that is left, what the iterations lose, the last rounding.
 */
export function cordic({ width, iterations }: typeof defaults): TypedDesign {
  if (!Number.isInteger(iterations) || iterations < 1)
    throw new RangeError(`iterations is an integer from 1, not ${iterations}`);
  // Every iteration loses up to an ulp of the state; the guard bits keep the sum of that below one ulp of the output.
  const guard = Math.ceil(Math.log2(iterations)) + 2;
  const input = fixed(width, 1);
  const output = fixed(width + 1, 2);
  const state = fixed(output.width + guard, 2);
  const angleLeft = fixed(width - 1 + guard, 0);
  const inverseGain = ufixed(width + guard, 0);

  return design(
    'cordic',
    {
      inputs: { x: input, y: input, angle: input },
      outputs: { x_rot: output, y_rot: output },
      doc: `CORDIC rotator, ${iterations} iterations. angle is in half-turns: 0.5 rotates by +90 degrees.`,
    },
    ({ x, y, angle }, d) => {
      // The iterations reach a quarter-turn and a bit. Beyond, start from the opposite vector, half a turn nearer:
      // dropping the top bit of the angle subtracts that half-turn.
      const opposite = angle
        .bit(width - 1)
        .xor(angle.bit(width - 2))
        .named('opposite');
      const scale = d.const(1 / gain(iterations), inverseGain).named('inverse_gain');
      let xi = opposite.select(x.neg(), x).named('x_start').mul(scale).cast(state, 'RND').named('x_0');
      let yi = opposite.select(y.neg(), y).named('y_start').mul(scale).cast(state, 'RND').named('y_0');
      let zi = angle.cast(angleLeft).named('z_0');

      for (let i = 0; i < iterations; i++) {
        const clockwise = zi.lt(0).named(`clockwise_${i}`);
        const dx = yi.shr(i).named(`dx_${i}`);
        const dy = xi.shr(i).named(`dy_${i}`);
        const dz = d.const(Math.atan(2 ** -i) / Math.PI, angleLeft).named(`dz_${i}`);
        // No sum leaves its format: a component is never longer than the vector, at most sqrt(2), and z shrinks.
        xi = clockwise.select(xi.add(dx).cast(state), xi.sub(dx).cast(state)).named(`x_${i + 1}`);
        yi = clockwise.select(yi.sub(dy).cast(state), yi.add(dy).cast(state)).named(`y_${i + 1}`);
        zi = clockwise.select(zi.add(dz).cast(angleLeft), zi.sub(dz).cast(angleLeft)).named(`z_${i + 1}`);
      }
      return { x_rot: xi.cast(output, 'RND_CONV', 'SAT'), y_rot: yi.cast(output, 'RND_CONV', 'SAT') };
    },
  );
}

export default parameterised(defaults, cordic);

/** What the micro-rotations multiply the length of a vector by: near 1.6468. */
export function gain(iterations: number): number {
  return Array.from({ length: iterations }, (_, i) => Math.sqrt(1 + 4 ** -i)).reduce((product, g) => product * g, 1);
}
