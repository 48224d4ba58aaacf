import { rowWords } from '../../ports.ts';
import type { BuildJob, Simulation } from '../../simulator.ts';
import { type StreamLayout, streamLayout } from '../../stream/layout.ts';
import { runStreamProgram } from '../../stream/program.ts';
import { streamSimulation } from '../../stream/simulation.ts';
import { rulesOf } from '../../stream/traffic.ts';
import { streamWrapper } from '../../stream/wrapper.ts';
import { renderTemplate } from '../../template.ts';
import { checkWaveform, compileVerilog } from './program.ts';

/** The simulation of a design with a handshake: sender and receiver are a Verilog bench. */
export async function buildStream(job: BuildJob): Promise<Simulation> {
  const layout = streamLayout(job.manifest);
  const { program, dispose } = await compileVerilog(job, 'bitwright_stream', streamWrapper(layout) + benchText(layout));
  return streamSimulation(
    layout,
    async (beats, count, traffic, { waveform }) => {
      checkWaveform(waveform);
      return runStreamProgram({
        simulator: 'Icarus Verilog',
        command: ({ input, output, times, state, waveform: file }) => {
          const { gap, stall, reset, shy } = traffic;
          const values = {
            count,
            input,
            output,
            times,
            gap,
            stall,
            reset,
            shy: Number(shy),
            ...(file && { wave: file }),
          };
          const states = state.map((word, k) => `+s${k}=${word}`);
          return ['vvp', ['-n', program, ...Object.entries(values).map(([name, v]) => `+${name}=${v}`), ...states]];
        },
        layout,
        beats,
        count,
        traffic,
        waveform,
      });
    },
    dispose,
  );
}

function benchText(layout: StreamLayout): string {
  const { clock, reset, input, output } = layout;
  const rules = rulesOf(layout);
  const inputWords = rowWords(input.wires);
  return renderTemplate('stream-bench.v', {
    clock: clock !== undefined,
    reset: reset !== undefined,
    inputs: inputWords > 0,
    // Without inputs there still is a word, which nothing reads.
    inputWords: Math.max(1, inputWords),
    inputBytes: 4 * inputWords,
    inputTop: Math.max(1, inputWords) * 32 - 1,
    outputTop: rowWords(output.wires) * 32 - 1,
    ...rules,
    eager: rules.eager ? "1'b1" : "1'b0",
  });
}
