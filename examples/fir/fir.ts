import { design, fixed, parameterised, type Signal, type TypedDesign } from 'bitwright';
import { coefficientFormat } from '../coefficients.ts';

export const defaults = {
  /** Number of taps, 2 or more. */
  taps: 16,
  /** Frequency at which the response is about half, as a fraction of the sample rate: above 0, below 0.5. */
  cutoff: 0.1,
  /** Bits of a sample, of a coefficient and of a result. Samples and results lie in [-1, 1). */
  sampleWidth: 12,
  coefficientWidth: 12,
  resultWidth: 16,
};

/** A linear-phase low-pass filter in direct form: delay line, pre-adders on mirrored taps, one dot product, one rounding. */
export function fir(p: typeof defaults): TypedDesign {
  const h = lowpass(p.taps, p.cutoff);
  const sample = fixed(p.sampleWidth, 1);
  const pair = fixed(p.sampleWidth + 1, 2);
  const coefficient = coefficientFormat(p.coefficientWidth, h);
  const result = fixed(p.resultWidth, 1);

  return design(
    'fir',
    {
      inputs: { x: sample },
      outputs: { y: result },
      doc: `Low-pass FIR filter, ${p.taps} taps, cut-off ${p.cutoff} of the sample rate.`,
    },
    ({ x }, d) => {
      const line: Signal[] = [x];
      while (line.length < p.taps) line.push(line[line.length - 1].delay().named(`x_d${line.length}`));

      // h[k] = h[taps-1-k]: adding the two samples first halves the multipliers.
      const half = Math.ceil(p.taps / 2);
      const pairs = line.slice(0, half).map((newer, k) => {
        const older = line[p.taps - 1 - k];
        return (older === newer ? newer.cast(pair) : newer.add(older)).named(`pair_${k}`);
      });
      const coefficients = d.vector(h.slice(0, half).map((value) => d.const(value, coefficient))).named('h');

      const acc = d.vector(pairs).named('pairs').dot(coefficients).named('acc');
      return { y: acc.cast(result, 'RND_CONV', 'SAT') };
    },
  );
}

export default parameterised(defaults, fir);

/** Symmetric taps of a low-pass filter with gain 1 at frequency 0: a sinc under a Hamming window. */
export function lowpass(taps: number, cutoff: number): number[] {
  if (!Number.isInteger(taps) || taps < 2) throw new RangeError(`taps is an integer from 2, not ${taps}`);
  if (!(cutoff > 0 && cutoff < 0.5)) throw new RangeError(`cutoff lies between 0 and 0.5, not at ${cutoff}`);
  const windowed = Array.from({ length: taps }, (_, n) => {
    const t = n - (taps - 1) / 2;
    const sinc = t === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * t) / (Math.PI * t);
    return sinc * (0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (taps - 1)));
  });
  const gain = windowed.reduce((sum, value) => sum + value, 0);
  return windowed.map((value) => value / gain);
}
