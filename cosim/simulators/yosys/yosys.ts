import { readDesignFiles } from '../../design-files.ts';
import { type Cycles, runRows } from '../../latency.ts';
import { checkRows, type Pins, packRows, pinsOf, rowWords, unpackRow } from '../../ports.ts';
import { undefinedOutputs } from '../../process/rows-program.ts';
import type { BuildJob, RunOptions, Simulation, Simulator } from '../../simulator.ts';
import { compileModule, type Program } from './program.ts';
import { loadYosys, readVerilog } from './read.ts';
import { buildStream, refuseWaveform } from './stream.ts';

/** Rows between two breaths: progress is told and other work gets its turn. */
const SLICE = 1024;

/** Yosys reads the Verilog; the cells that it makes of it are evaluated here. Needs nothing outside npm. */
export const yosys: Simulator = {
  name: 'yosys',
  summary: 'Yosys reads the Verilog and its cells are evaluated in TypeScript; slow, and needs no other tool',
  install: undefined,
  async probe() {
    try {
      return `Yosys ${(await loadYosys()).version} (@yowasp/yosys)`;
    } catch {
      return undefined;
    }
  },
  async build(job: BuildJob): Promise<Simulation> {
    if (job.manifest.channels) return buildStream(job);
    const pins = pinsOf(job.manifest);
    const design = await readDesignFiles(job, ['verilog']);
    job.progress?.('reading the Verilog with Yosys');
    const module = await readVerilog(design, pins.top);
    const zeros = compileModule(module, pins, 0);
    const ones = compileModule(module, pins, 1);
    return {
      async run(rows, count, options = {}) {
        checkRows(pins.inputs, rows, count);
        refuseWaveform(options.waveform);
        const cycles: Cycles = (rows, count, options) => runCycles(pins, zeros, ones, rows, count, options);
        return runRows(pins, cycles, rows, count, options);
      },
      async dispose() {},
    };
  },
};

async function runCycles(
  pins: Pins,
  zeros: Program,
  ones: Program,
  rows: Uint32Array,
  count: number,
  options: RunOptions,
): Promise<Uint32Array> {
  const program = new Runner(zeros, pins, 0);
  const check = zeros.mayBeUndefined ? new Runner(ones, pins, 1) : undefined;
  const stride = rowWords(pins.outputs);
  const results = new Uint32Array(stride * count);
  for (let row = 0; row < count; row++) {
    const inputs = unpackRow(pins.inputs, rows, row);
    const outputs = program.cycle(inputs);
    if (check?.cycle(inputs).some((word, p) => word !== outputs[p]) && row >= pins.latency)
      throw undefinedOutputs('Yosys', row - pins.latency);
    results.set(packRows(pins.outputs, [outputs]), row * stride);
    if (row % SLICE === SLICE - 1) {
      options.progress?.(row + 1, count);
      await new Promise(setImmediate);
    }
  }
  return results;
}

/** A program with its state. Registers start undefined and two cycles of reset are run, as in the other simulators. */
class Runner {
  private state: bigint[];
  private readonly program: Program;
  private readonly running: readonly bigint[];

  constructor(program: Program, pins: Pins, fill: 0 | 1) {
    this.program = program;
    this.state = program.registers.map((width) => (fill === 1 ? 2n ** BigInt(width) - 1n : 0n));
    const controls = (reset: bigint) => [...(pins.reset ? [reset] : []), ...(pins.enable ? [1n] : [])];
    this.running = controls(0n);
    const idle = pins.inputs.map(() => 0n);
    for (let cycle = 0; pins.reset !== undefined && cycle < 2; cycle++)
      this.state = program.step([...idle, ...controls(1n)], this.state)[1];
  }

  cycle(inputs: readonly bigint[]): bigint[] {
    const [outputs, next] = this.program.step([...inputs, ...this.running], this.state);
    this.state = next;
    return outputs;
  }
}
