import { rowWords } from '../../ports.ts';
import type { BuildJob, Simulation } from '../../simulator.ts';
import { type StreamLayout, streamLayout } from '../../stream/layout.ts';
import { runStreamProgram } from '../../stream/program.ts';
import { streamSimulation } from '../../stream/simulation.ts';
import { aftermath, patience } from '../../stream/traffic.ts';
import { streamWrapper } from '../../stream/wrapper.ts';
import { renderTemplate } from '../../template.ts';
import { checkWaveform, compileVerilog } from './program.ts';

/** The simulation of a design with a handshake: sender and receiver are a Verilog bench. */
export async function buildStream(job: BuildJob): Promise<Simulation> {
  const layout = streamLayout(job.manifest);
  const { program, dispose } = await compileVerilog(job, 'bitwright_stream', streamWrapper(layout) + benchText(layout));
  return streamSimulation(
    layout,
    async (rows, count, traffic, { waveform }) => {
      checkWaveform(waveform);
      return runStreamProgram({
        simulator: 'Icarus Verilog',
        command: ({ input, output, times, state, waveform: file }) => {
          const { gap, stall, reset } = traffic;
          const values = { count, input, output, times, gap, stall, reset, ...(file && { wave: file }) };
          const states = state.map((word, k) => `+s${k}=${word}`);
          return ['vvp', ['-n', program, ...Object.entries(values).map(([name, v]) => `+${name}=${v}`), ...states]];
        },
        layout,
        rows,
        count,
        traffic,
        waveform,
      });
    },
    dispose,
  );
}

function benchText({ clock, reset, latency, input, output }: StreamLayout): string {
  const inputWords = rowWords(input.wires);
  return renderTemplate('stream-bench.v', {
    clock: clock !== undefined,
    reset: reset !== undefined,
    inputs: inputWords > 0,
    // Without inputs there still is a word, which nothing reads.
    inputWords: Math.max(1, inputWords),
    inputTop: Math.max(1, inputWords) * 32 - 1,
    outputTop: rowWords(output.wires) * 32 - 1,
    latency,
    eager: output.ready === undefined ? "1'b0" : "1'b1",
    patience: patience(latency),
    aftermath: aftermath(latency),
  });
}
