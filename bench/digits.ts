/**
 * The digits networks in many widths: accuracy by every method, and what the hardware takes. Needs the data set of
 * examples/digits:
 *
 *     npm run bench:digits -- path/to/optdigits [mlp|cnn]
 *
 * Writes docs/digits.md as it goes. Hardware: Yosys for xc7 without DSP blocks, cut into stages for 200 MHz.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withScratch } from '../cosim/process/scratch.ts';
import { verilator } from '../cosim/simulators/verilator/verilator.ts';
import { synthesise } from '../cosim/synthesis/yosys.ts';
import { verilogBackend } from '../generators/backends/verilog/verilog.ts';
import { checkDesign } from '../generators/cli/check-design.ts';
import { chooseStimuli } from '../generators/cli/stimuli.ts';
import { writeFolder } from '../generators/cli/write-files.ts';
import { compile, emit } from '../generators/compile.ts';
import { checkNetwork } from '../generators/network/check.ts';
import type { NetworkDocument } from '../generators/network/document.ts';
import { networkDesign } from '../generators/network/expand.ts';
import { readTrainingConfig, type TrainingConfig } from '../generators/training/config.ts';
import { readDataset } from '../generators/training/dataset.ts';
import { classesOf, resolveGraph } from '../generators/training/graph.ts';
import { type Trained, train } from '../generators/training/trainer.ts';

const BITS = [8, 6, 4, 3] as const;
const DIGITS = [undefined, 3, 2, 1] as const;
const MHZ = 200;

const [folder, ...only] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: npm run bench:digits -- FOLDER-OF-OPTDIGITS [mlp|cnn]\n');
  process.exit(2);
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const lines: string[] = [];

for (const name of only.length > 0 ? only : ['mlp', 'cnn']) {
  const file = join(import.meta.dirname, `../examples/digits/${name}.training.json`);
  const given = readTrainingConfig(readFileSync(file, 'utf8'), file).config;
  lines.push(`## ${given.name}`, '', given.doc ?? '', '', `HEAD ${name}`, '', ...tableHead());
  const place = lines.indexOf(`HEAD ${name}`);
  let real: Trained['real'] | undefined;
  for (const bits of BITS)
    for (const digits of DIGITS) {
      // Weights of W bits have no more signed digits than that.
      if (digits !== undefined && digits > Math.ceil(bits / 2)) continue;
      const trained = await trainAt(given, bits, digits, real);
      real ??= trained.real;
      const [float, range, mse, qfx] = trained.outcomes.map((o) => percent(o.test.accuracy));
      lines[place] = `In real numbers: ${float} of the 1797 test pictures.`;
      const { lut, ff, dsp, latency, differ } = await hardwareOf(trained.network);
      lines.push(`| ${[bits, digits ?? '-', range, mse, qfx, differ, lut, ff, dsp, latency].join(' | ')} |`);
      write();
    }
  lines.push('');
}
write();

function tableHead(): string[] {
  return [
    '| bits | K | post-training, range | post-training, mse | QFX | rows that differ | LUT | FF | DSP | latency |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
}

function write(): void {
  const intro = [
    '# Digits: accuracy and hardware by width',
    '',
    'Made by `npm run bench:digits`; the networks are those of [examples/digits](../examples/digits/README.md). Weights and results',
    'have the same number of bits; K is the number of signed digits of a weight, - for any. Fully parallel, a picture in every',
    `cycle, no multiplier: constant products are shared adder graphs. LUT and FF by Yosys for 7-series devices, stages for ${MHZ} MHz;`,
    'latency in cycles. Rows that differ: of all 1797 test pictures, those on which Verilog under Verilator and the golden model (on',
    'every one) or the exact meaning (on as many) do not agree in every bit.',
    '',
  ];
  writeFileSync(join(import.meta.dirname, '../docs/digits.md'), `${[...intro, ...lines].join('\n').trimEnd()}\n`);
}

function trainAt(given: TrainingConfig, bits: number, digits: number | undefined, real: Trained['real'] | undefined) {
  const { weights, results } = given.quantization;
  const { k_hot: _, ...plain } = weights;
  const config: TrainingConfig = {
    ...given,
    quantization: {
      ...given.quantization,
      weights: { ...plain, bits, ...(digits !== undefined && { k_hot: { digits, kind: 'signed' } }) },
      results: { ...results, bits },
    },
  };
  const graph = resolveGraph(config, () => undefined);
  const shape = { label: 'label', classes: classesOf(graph), features: 64 };
  const read = (part: string) => readDataset(readFileSync(join(folder, part), 'utf8'), part, shape);
  process.stderr.write(`${given.name}: ${bits} bits, K ${digits ?? '-'}\n`);
  const data = { train: read('train.csv'), test: read('test.csv') };
  return train(config, graph, data, { onEpoch: () => {} }, real && { done: { float: real } });
}

function hardwareOf(document: NetworkDocument) {
  const network = checkNetwork(document, () => undefined);
  const compiled = compile(networkDesign(network), { target: 'xc7', freq: MHZ, latency: undefined });
  return withScratch(async (directory) => {
    const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
    const stimuli = chooseStimuli(compiled, { vectors: join(folder, 'test.csv'), seed: 1, ignore: [] });
    const { verdicts } = await checkDesign({
      compiled,
      files,
      stimuli,
      simulators: [verilator],
      exactRows: stimuli.count,
    });
    const differ = verdicts.reduce((sum, v) => sum + v.wrongRows, 0);
    const build = join(directory, 'build');
    writeFolder(build, files);
    const manifest = JSON.parse(files[files.length - 1].text);
    const { runs } = await synthesise({ manifest, directory: build }, 'xc7');
    const { lut, ff, dsp } = runs[runs.length - 1];
    return { lut, ff, dsp, latency: compiled.manifest.latency, differ };
  });
}
