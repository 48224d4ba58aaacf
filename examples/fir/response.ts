import { compile, goldenOf } from '../../generators/compile.ts';
import { type Curve, chart } from './chart.ts';
import { defaults, fir, lowpass } from './fir.ts';
import { noisyTone } from './stimulus.ts';

const SAMPLE_SCALE = 2 ** (defaults.sampleWidth - 1);
const RESULT_SCALE = 2 ** (defaults.resultWidth - 1);

/** What the golden model, and so the hardware, answers to samples from reset: stored integers both. */
export function filtered(samples: readonly number[]): number[] {
  const model = goldenOf(compile(fir(defaults)));
  return samples.map((x) => Number(BigInt.asIntN(defaults.resultWidth, model.step([BigInt(x)])[0])));
}

/** Gain of taps at a frequency in cycles per sample, in dB. */
export function gainAt(frequency: number, taps: readonly number[]): number {
  const angle = (n: number) => 2 * Math.PI * frequency * n;
  const re = taps.reduce((sum, h, n) => sum + h * Math.cos(angle(n)), 0);
  const im = taps.reduce((sum, h, n) => sum - h * Math.sin(angle(n)), 0);
  return 20 * Math.log10(Math.max(Math.hypot(re, im), 1e-6));
}

/** The taps as the hardware has them: its answer to the largest impulse. */
export function measuredTaps(): number[] {
  const largest = SAMPLE_SCALE - 1;
  const impulse = Array.from({ length: defaults.taps }, (_, n) => (n === 0 ? largest : 0));
  return filtered(impulse).map((y) => y / RESULT_SCALE / (largest / SAMPLE_SCALE));
}

/** Input and output over time, and the frequency response beside that of the taps before they were rounded. */
export function responseSvg(): string {
  const samples = noisyTone().map((x) => x * SAMPLE_SCALE);
  const overTime = (values: readonly number[]) => values.map((v, n): [number, number] => [n, v]);
  const frequencies = Array.from({ length: 501 }, (_, i) => i / 1000);
  const overFrequency = (taps: readonly number[]) => frequencies.map((f): [number, number] => [f, gainAt(f, taps)]);

  const waveforms: Curve[] = [
    { name: 'x', colour: '#b8bec8', width: 1, points: overTime(samples.map((x) => x / SAMPLE_SCALE)) },
    { name: 'y', colour: '#1f5fbf', width: 2, points: overTime(filtered(samples).map((y) => y / RESULT_SCALE)) },
  ];
  const responses: Curve[] = [
    {
      name: 'before rounding',
      colour: '#b8bec8',
      width: 4,
      points: overFrequency(lowpass(defaults.taps, defaults.cutoff)),
    },
    { name: 'as built', colour: '#c2410c', width: 1.5, points: overFrequency(measuredTaps()) },
  ];
  return chart('Low-pass FIR filter', [
    {
      title: 'A noisy tone and what the filter makes of it',
      x: { label: 'sample', from: 0, to: 400, step: 50 },
      y: { label: 'value', from: -1, to: 1, step: 0.5 },
      curves: waveforms,
    },
    {
      title: `Frequency response, ${defaults.taps} taps`,
      x: { label: 'cycles per sample', from: 0, to: 0.5, step: 0.05 },
      y: { label: 'gain, dB', from: -80, to: 10, step: 10 },
      curves: responses,
    },
  ]);
}
