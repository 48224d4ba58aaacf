import { Random } from '../../cosim/vectors/random.ts';
import { csvText, sampled } from '../csv.ts';
import { defaults } from './fir.ts';

const SAMPLES = 400;
/** The tone that passes and the one that does not, in cycles per sample. */
const WANTED = 0.02;
const UNWANTED = 0.31;

/** A slow tone under a fast one and white noise, as a converter of `sampleWidth` bits sees it. */
export function noisyTone(): number[] {
  const random = new Random(1);
  return Array.from({ length: SAMPLES }, (_, n) => {
    const noise = random.next() / 2 ** 31 - 1;
    const tone = (frequency: number) => Math.sin(2 * Math.PI * frequency * n);
    return sampled(0.5 * tone(WANTED) + 0.25 * tone(UNWANTED) + 0.2 * noise, defaults.sampleWidth);
  });
}

export function noisyCsv(): string {
  const rows = noisyTone().map((x) => [x]);
  return csvText(`${WANTED} cycles per sample, wanted, with ${UNWANTED} and noise on top`, ['x'], rows);
}
