import { join } from 'node:path';
import { readDesignFiles } from '../../design-files.ts';
import { rowWords } from '../../ports.ts';
import type { BuildJob, Simulation } from '../../simulator.ts';
import { type StreamLayout, streamLayout } from '../../stream/layout.ts';
import { runStreamProgram } from '../../stream/program.ts';
import { streamSimulation } from '../../stream/simulation.ts';
import { rulesOf } from '../../stream/traffic.ts';
import { streamWrapper } from '../../stream/wrapper.ts';
import { renderTemplate } from '../../template.ts';
import { type BenchSource, buildBench } from './bench.ts';
import { driveStatements, MODEL, sampleStatements } from './harness.ts';
import { tracingVariant, VARIANTS, type Variant } from './variant.ts';

/** The simulation of a design with a handshake: sender and receiver are part of the C++ program. */
export async function buildStream(job: BuildJob): Promise<Simulation> {
  const layout = streamLayout(job.manifest);
  const design = await readDesignFiles(job, ['verilog']);
  const wrapper = streamWrapper(layout);
  const surroundings = (variant: Variant) => ({ wrapper, harness: harnessText(layout, variant) });
  const source: BenchSource = { surroundings, design, directory: job.directory, progress: job.progress };
  await buildBench(source, VARIANTS.plain);
  return streamSimulation(
    layout,
    async (beats, count, traffic, { waveform }) => {
      const variant = waveform === undefined ? VARIANTS.plain : tracingVariant(waveform);
      const program = join(await buildBench(source, variant), 'program');
      return runStreamProgram({
        simulator: 'Verilator',
        command: ({ input, output, times, state, waveform: file }) => {
          const numbers = [...state, traffic.gap, traffic.stall, traffic.reset, Number(traffic.shy)].map(String);
          return [program, [String(count), input, output, times, ...numbers, ...(file ? [file] : [])]];
        },
        layout,
        beats,
        count,
        traffic,
        waveform,
      });
    },
    async () => {},
  );
}

function harnessText(layout: StreamLayout, variant: Variant): string {
  const [inputWords, outputWords] = [rowWords(layout.input.wires), rowWords(layout.output.wires)];
  return renderTemplate('stream-harness.cpp', {
    model: MODEL,
    tracer: variant.tracer,
    headers: variant.headers,
    inputWords,
    outputWords,
    clock: layout.clock !== undefined,
    reset: layout.reset !== undefined,
    ...rulesOf(layout),
    drive: inputWords === 0 ? [] : driveStatements('in_data', 32 * inputWords, 0),
    sample: sampleStatements('out_data', 32 * outputWords, 0),
  });
}
