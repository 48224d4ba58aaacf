import { csvText, sampled } from '../csv.ts';
import { defaults } from './biquad.ts';

/** Cycles of each part of the stimulus: enough to settle. */
export const PART = 200;

/** An impulse; a step that overshoots the range; a tone at the corner frequency, amplified beyond it; silence. */
export function overload(): number[] {
  const parts: ((n: number) => number)[] = [
    (n) => (n === 0 ? 0.9 : 0),
    () => 0.8,
    (n) => 0.5 * Math.sin(2 * Math.PI * defaults.cutoff * n),
    () => 0,
  ];
  return parts.flatMap((part) => Array.from({ length: PART }, (_, n) => sampled(part(n), defaults.width)));
}

export function overloadCsv(): string {
  const rows = overload().map((x) => [x]);
  return csvText(`${PART} cycles each of an impulse, a step, a tone at the corner frequency, silence`, ['x'], rows);
}
