/** Co-simulation through a handshake: at full pace, then with gaps and stalls, then with resets in between. */
import { unpackRow } from '../../cosim/ports.ts';
import type { Simulation, Simulator } from '../../cosim/simulator.ts';
import { streamLayout } from '../../cosim/stream/layout.ts';
import { type Fault, judge } from '../../cosim/stream/scoreboard.ts';
import { bumpy, interrupted, pace, steady, type Traffic } from '../../cosim/stream/traffic.ts';
import type { Stimuli } from '../../cosim/vectors.ts';
import { type GoldenModel, packedWords } from '../golden/golden.ts';
import { unpackRows } from '../golden/packing.ts';
import type { Manifest } from '../manifest.ts';
import type { Verdict } from './check-design.ts';

/** What was done to the handshake, and what the design did. */
export interface StreamFinding {
  /** In words. */
  readonly traffic: string;
  readonly cycles: number;
  readonly resets: number;
  /** Cycles from row to row, where nothing stalled. */
  readonly interval?: number;
  readonly fault?: StreamFault;
}

export interface StreamFault extends Omit<Fault, 'result'> {
  /** Words of the row's inputs, in port order; empty where the row was never sent. */
  readonly inputs: readonly bigint[];
  /** Words of the outputs (in `beat`, where it is there) by the golden model and by the simulator; empty where there are none. */
  readonly expected: readonly bigint[];
  readonly actual: readonly bigint[];
}

export interface StreamCheck {
  readonly manifest: Manifest;
  readonly stimuli: Stimuli;
  readonly seed: number;
  readonly simulator: Simulator;
  readonly simulation: Simulation;
  readonly model: GoldenModel;
  /** For the run that fails, else for the one with gaps and stalls. */
  readonly waveform?: string;
  readonly progress?: (phrase: string) => void;
}

const RUNS: readonly { readonly words: string; readonly make: (seed: number) => Traffic }[] = [
  { words: 'full pace', make: steady },
  { words: 'gaps and stalls', make: bumpy },
  { words: 'gaps, stalls and resets', make: interrupted },
];

export async function checkStream(check: StreamCheck): Promise<Verdict[]> {
  const { manifest, seed, progress, simulator, waveform } = check;
  const runs = RUNS.filter(({ make }) => make(seed).reset === 0 || manifest.reset !== null);
  const verdicts: Verdict[] = [];
  for (const { words, make } of runs) {
    progress?.(`${simulator.name}: ${words}`);
    verdicts.push(await verdictOf(check, words, make(seed)));
  }
  if (waveform !== undefined) {
    const failing = verdicts.findIndex((v) => v.wrongRows > 0);
    await shownRun(check, runs[Math.max(failing, 1)].make(seed), waveform);
  }
  return verdicts;
}

async function verdictOf(check: StreamCheck, words: string, traffic: Traffic): Promise<Verdict> {
  const { manifest, stimuli, model, simulator } = check;
  const started = performance.now();
  const transcript = await streamOf(check)(stimuli.rows, stimuli.count, traffic);
  const layout = streamLayout(manifest);
  const stride = packedWords(model.inputs);
  const expected = (from: number, to: number) => {
    model.reset();
    return model.run(stimuli.rows.subarray(from * stride, to * stride), to - from);
  };
  const isSteady = traffic.gap === 0 && traffic.stall === 0 && traffic.reset === 0;
  const { delivered, cycles, resets, interval, fault } = judge({
    layout,
    count: stimuli.count,
    transcript,
    expected,
    steady: isSteady,
  });
  const wordsOf = (row: Uint32Array | undefined) => (row?.length ? unpackRow(layout.output.ports, row, 0) : []);
  const finding: StreamFinding = {
    traffic: words,
    cycles,
    resets,
    ...(isSteady && interval !== undefined && { interval }),
    ...(fault && {
      fault: {
        kind: fault.kind,
        row: fault.row,
        ...(fault.beat !== undefined && { beat: fault.beat }),
        cycle: fault.cycle,
        message: fault.message,
        inputs:
          fault.row < stimuli.count ? unpackRows(model.inputs, stimuli.rows.subarray(fault.row * stride), 1)[0] : [],
        expected: wordsOf(fault.result?.expected),
        actual: wordsOf(fault.result?.actual),
      },
    }),
  };
  const seconds = (performance.now() - started) / 1000;
  return {
    telling: simulator.name,
    rows: delivered,
    wrongRows: fault ? 1 : 0,
    mismatches: [],
    seconds,
    stream: finding,
  };
}

function streamOf({ simulation, simulator }: StreamCheck): NonNullable<Simulation['stream']> {
  if (!simulation.stream) throw new Error(`${simulator.name} does not drive handshakes`);
  return simulation.stream;
}

/** Cycles at full rate that a waveform shows, unless these are less than so many rows. */
const [SHOWN_CYCLES, SHOWN_ROWS] = [1000, 2];

async function shownRun(check: StreamCheck, traffic: Traffic, waveform: string): Promise<void> {
  const shown = Math.max(Math.floor(SHOWN_CYCLES / pace(streamLayout(check.manifest))), SHOWN_ROWS);
  const count = Math.min(check.stimuli.count, shown);
  const rows = check.stimuli.rows.slice(0, count * packedWords(check.model.inputs));
  await streamOf(check)(rows, count, traffic, { waveform });
}
