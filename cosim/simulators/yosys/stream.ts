import { readDesignFiles } from '../../design-files.ts';
import { CosimError } from '../../error.ts';
import { type Pins, readWord, rowWords, writeWord } from '../../ports.ts';
import { undefinedOutputs } from '../../process/rows-program.ts';
import type { BuildJob, Simulation } from '../../simulator.ts';
import { type Drive, type Dut, driveStream, type Seen } from '../../stream/driver.ts';
import { resultUnit, type StreamLayout, streamLayout } from '../../stream/layout.ts';
import { streamSimulation } from '../../stream/simulation.ts';
import { streamWrapper } from '../../stream/wrapper.ts';
import { compileModule, type Program } from './program.ts';
import { readVerilog } from './read.ts';

/** @throws CosimError BW4102 where a waveform is asked for. */
export function refuseWaveform(waveform: string | undefined): void {
  if (waveform !== undefined)
    throw new CosimError(
      'BW4102',
      'the evaluator of Yosys cells writes no waveforms',
      2,
      'Use --simulator verilator or iverilog.',
    );
}

/** The simulation of a design with a handshake: sender and receiver are those of `driver.ts`. */
export async function buildStream(job: BuildJob): Promise<Simulation> {
  const layout = streamLayout(job.manifest);
  const design = await readDesignFiles(job, ['verilog']);
  job.progress?.('reading the Verilog with Yosys');
  const pins = wrapperPins(layout);
  const wrapper = { path: 'wrapper.v', text: streamWrapper(layout) };
  const module = await readVerilog([...design, wrapper], pins.top);
  const zeros = compileModule(module, pins, 0);
  const ones = compileModule(module, pins, 1);
  return streamSimulation(
    layout,
    (beats, count, traffic, { waveform, progress }) => {
      refuseWaveform(waveform);
      const dut = new CellsDut(layout, zeros, zeros.mayBeUndefined ? ones : undefined);
      return driveStream(dut, beats, count, traffic, layout, async (accepted) => {
        progress?.(accepted, count);
        await new Promise(setImmediate);
      });
    },
    async () => {},
  );
}

/** The wrapper's ports; `wrapper.ts` says which there are. */
function wrapperPins({ clock, reset, input, output, latency }: StreamLayout): Pins {
  const inputWords = rowWords(input.wires);
  return {
    top: 'bitwright_bench',
    inputs: [
      ...(inputWords === 0 ? [] : [{ name: 'in_data', width: 32 * inputWords }]),
      { name: 'in_valid', width: 1 },
      { name: 'out_ready', width: 1 },
    ],
    outputs: [
      { name: 'in_ready', width: 1 },
      { name: 'out_valid', width: 1 },
      { name: 'out_data', width: 32 * rowWords(output.wires) },
    ],
    clock: clock && 'clk',
    reset: reset && 'rst',
    enable: undefined,
    latency,
  };
}

/** The cells with their state, twice where something may be undefined: registers and such bits are 0 in one, 1 in the other. */
class CellsDut implements Dut {
  readonly inputWords: number;
  readonly outputWords: number;
  readonly #resettable: boolean;
  readonly #runs: { readonly program: Program; state: bigint[] }[];
  readonly #unit: string;
  #delivered = 0;

  constructor(layout: StreamLayout, zeros: Program, ones: Program | undefined) {
    this.inputWords = rowWords(layout.input.wires);
    this.outputWords = rowWords(layout.output.wires);
    this.#unit = resultUnit(layout);
    this.#resettable = layout.reset !== undefined;
    this.#runs = [
      { program: zeros, state: zeros.registers.map(() => 0n) },
      ...(ones ? [{ program: ones, state: ones.registers.map((width) => 2n ** BigInt(width) - 1n) }] : []),
    ];
    const data = new Uint32Array(this.inputWords);
    for (let cycle = 0; this.#resettable && cycle < 2; cycle++)
      this.#step({ reset: true, valid: false, ready: false, data });
  }

  cycle(drive: Drive): Seen {
    const [first, second] = this.#step(drive);
    const [ready, valid, word] = first;
    const differs = second?.some((w, p) => w !== first[p] && (p < 2 || valid === 1n));
    if (differs && !drive.reset) throw undefinedOutputs('Yosys', this.#delivered, this.#unit);
    if (valid === 1n && drive.ready && !drive.reset) this.#delivered++;
    const data = new Uint32Array(this.outputWords);
    writeWord(data, 0, 32 * this.outputWords, word);
    return { ready: ready === 1n, valid: valid === 1n, data };
  }

  #step({ reset, valid, ready, data }: Drive): bigint[][] {
    const inputs = [
      ...(this.inputWords === 0 ? [] : [readWord(data, 0, 32 * this.inputWords)]),
      valid ? 1n : 0n,
      ready ? 1n : 0n,
      ...(this.#resettable ? [reset ? 1n : 0n] : []),
    ];
    return this.#runs.map((run) => {
      const [outputs, next] = run.program.step(inputs, run.state);
      run.state = next;
      return outputs;
    });
  }
}
