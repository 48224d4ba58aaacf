import { Random } from '../../cosim/vectors/random.ts';
import { MODULATIONS, received, SYMBOLS } from './signal.ts';

/** Ports are named as the network's input, element by element: I and Q of a symbol side by side. */
export function csvOf(rows: number, seed: number): string {
  const random = new Random(seed);
  const names = Array.from({ length: 2 * SYMBOLS }, (_, n) => `x[${n}]`);
  const lines = Array.from({ length: rows }, () => {
    const label = random.below(MODULATIONS.length);
    const samples = received(MODULATIONS[label], random).flatMap(({ i, q }) => [i, q]);
    return [...samples.map(toConverter), label].join();
  });
  return `${[...names, 'label'].join()}\n${lines.join('\n')}\n`;
}

/** What a converter of 8 bits with a full scale of -2 to 2 makes of a sample. */
export function toConverter(x: number): number {
  return Math.min(Math.max(Math.round(x * 64), -128), 127) / 64;
}
