/**
 * Received symbols of a linear modulation, as a classifier behind a synchroniser sees them: one complex sample per symbol,
 * unit mean power, white Gaussian noise, and what phase error a carrier loop leaves. Which of several equal phases the loop
 * locks to is anyone's guess: a multiple of 90 degrees.
 */
import type { Random } from '../../cosim/vectors/random.ts';

export interface Sample {
  readonly i: number;
  readonly q: number;
}

export const MODULATIONS = ['BPSK', 'QPSK', '8-PSK', '16-QAM'] as const;

export type Modulation = (typeof MODULATIONS)[number];

/** Symbols per decision. */
export const SYMBOLS = 32;

/** Signal-to-noise ratio per symbol, uniform over this range in dB. */
const SNR_DB = [10, 20] as const;

/** Standard deviation of the carrier loop's phase error, in degrees; constant over the symbols of a decision. */
const PHASE_ERROR = 4;

const ring = (points: number): Sample[] =>
  Array.from({ length: points }, (_, k) => rotate({ i: 1, q: 0 }, (2 * Math.PI * k) / points + Math.PI / points));

/** Points of unit mean power. */
const CONSTELLATIONS: Readonly<Record<Modulation, readonly Sample[]>> = {
  BPSK: [
    { i: 1, q: 0 },
    { i: -1, q: 0 },
  ],
  QPSK: ring(4),
  '8-PSK': ring(8),
  '16-QAM': [-3, -1, 1, 3].flatMap((i) => [-3, -1, 1, 3].map((q) => ({ i: i / Math.sqrt(10), q: q / Math.sqrt(10) }))),
};

/** The symbols of one decision. */
export function received(modulation: Modulation, random: Random): Sample[] {
  const points = CONSTELLATIONS[modulation];
  const snr = SNR_DB[0] + (SNR_DB[1] - SNR_DB[0]) * uniform(random);
  // Half of the noise power in each of I and Q.
  const deviation = Math.sqrt(10 ** (-snr / 10) / 2);
  const phase = (normal(random) * PHASE_ERROR * Math.PI) / 180 + (random.below(4) * Math.PI) / 2;
  return Array.from({ length: SYMBOLS }, () => {
    const { i, q } = rotate(points[random.below(points.length)], phase);
    return { i: i + deviation * normal(random), q: q + deviation * normal(random) };
  });
}

function rotate({ i, q }: Sample, phase: number): Sample {
  const [c, s] = [Math.cos(phase), Math.sin(phase)];
  return { i: i * c - q * s, q: i * s + q * c };
}

/** Above 0, below 1. */
function uniform(random: Random): number {
  return (random.next() + 0.5) / 2 ** 32;
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(uniform(random))) * Math.cos(2 * Math.PI * uniform(random));
}
