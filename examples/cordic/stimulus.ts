import { csvText, sampled } from '../csv.ts';
import { defaults } from './cordic.ts';

const STEPS = 256;

/** The vectors (0.75, 0) and (-1, -1), the longest there is, turned once around, from -pi up. */
export function circle(): [x: number, y: number, angle: number][] {
  const angles = Array.from({ length: STEPS }, (_, i) => sampled((2 * i) / STEPS - 1, defaults.width));
  return [
    ...angles.map((a): [number, number, number] => [0.75, 0, a]),
    ...angles.map((a): [number, number, number] => [-1, -1, a]),
  ];
}

export function circleCsv(): string {
  return csvText('angle in half-turns', ['x', 'y', 'angle'], circle());
}
