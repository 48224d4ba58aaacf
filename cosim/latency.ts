import { type Pins, rowWords } from './ports.ts';
import type { RunOptions } from './simulator.ts';

/** One input row in and one output row out per cycle. */
export type Cycles = (rows: Uint32Array, count: number, options: RunOptions) => Promise<Uint32Array>;

/**
 * Rows of results from cycles: rows of zeros follow the given ones until the last result is out, and the outputs of the
 * first `latency` cycles, which belong to no row, are left out.
 */
export async function runRows(
  pins: Pins,
  cycles: Cycles,
  rows: Uint32Array,
  count: number,
  options: RunOptions,
): Promise<Uint32Array> {
  const { latency } = pins;
  if (latency === 0) return cycles(rows, count, options);
  const padded = new Uint32Array(rowWords(pins.inputs) * (count + latency));
  padded.set(rows);
  const { progress } = options;
  const told = progress && ((done: number) => progress(Math.max(0, done - latency), count));
  const outputs = await cycles(padded, count + latency, { ...options, progress: told });
  return outputs.slice(rowWords(pins.outputs) * latency);
}
