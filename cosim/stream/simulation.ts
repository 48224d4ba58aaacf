import { CosimError } from '../error.ts';
import { checkRows } from '../ports.ts';
import type { RunOptions, Simulation } from '../simulator.ts';
import { rowPorts } from './beats.ts';
import { fromWires, type StreamLayout, toWires } from './layout.ts';
import { possible, steady, type Traffic } from './traffic.ts';
import type { Transcript } from './transcript.ts';

/** Sends rows, given as beats of wires, through a built design. */
export type StreamRun = (
  beats: Uint32Array,
  count: number,
  traffic: Traffic,
  options: RunOptions,
) => Promise<Transcript>;

/** The simulation of a design with a handshake, for a simulator that knows how to drive one. */
export function streamSimulation(layout: StreamLayout, run: StreamRun, dispose: () => Promise<void>): Simulation {
  const stream = (rows: Uint32Array, count: number, traffic: Traffic, options: RunOptions = {}) => {
    checkRows(rowPorts(layout.input.ports, layout.input.beats), rows, count);
    return run(toWires(layout.input, rows, count), count, possible(traffic, layout), options);
  };
  return {
    stream,
    async run(rows, count, options) {
      const { results, deliveredAt } = await stream(rows, count, steady(0), options);
      if (deliveredAt.length === count * layout.output.beats) return fromWires(layout.output, results, count);
      throw new CosimError(
        'BW4104',
        `the design delivered ${deliveredAt.length} beats of results for ${count} rows`,
        1,
      );
    },
    dispose,
  };
}
