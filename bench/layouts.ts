/**
 * The digits networks in several layouts: what the hardware takes, and how often a picture goes through.
 *
 *     npm run bench:layouts
 *
 * Writes docs/layouts.md. Yosys for 7-series devices, with and without DSP blocks, stages for 200 MHz.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withScratch } from '../cosim/process/scratch.ts';
import { synthesise } from '../cosim/synthesis/yosys.ts';
import { verilogBackend } from '../generators/backends/verilog/verilog.ts';
import { writeFolder } from '../generators/cli/write-files.ts';
import { type Compiled, compile, emit } from '../generators/compile.ts';
import { checkNetwork } from '../generators/network/check.ts';
import type { NetworkDocument } from '../generators/network/document.ts';
import { networkDesign } from '../generators/network/expand.ts';
import { compileStreamed } from '../generators/streaming/compile.ts';
import { isStreamed } from '../generators/streaming/plan.ts';

const TIMING = { target: 'xc7', freq: 200 } as const;

/** Settings for layers by name. */
type Layout = Readonly<Record<string, object>>;

const dense = (reuse: number): Layout => ({ hidden: { hardware: { reuse } }, logits: { hardware: { reuse } } });
const LAYOUTS: Readonly<Record<string, Readonly<Record<string, Layout>>>> = {
  mlp: {
    'parallel, shared adders': {},
    'reuse 16': dense(16),
    'reuse 64': dense(64),
    'reuse 256': dense(256),
    'reuse 2048 (one product in a cycle)': dense(2048),
  },
  cnn: {
    'parallel, shared adders': {},
    'windows stream': { edges: { hardware: 'stream' }, shapes: { hardware: 'stream' } },
    'windows stream, dense layer reuse 48': {
      edges: { hardware: 'stream' },
      shapes: { hardware: 'stream' },
      logits: { hardware: { reuse: 48 } },
    },
    'first window streams, reuse 12 and 48': {
      edges: { hardware: 'stream' },
      shapes: { hardware: { reuse: 12 } },
      logits: { hardware: { reuse: 48 } },
    },
    'reuse 9, 72 and 480': {
      edges: { hardware: { reuse: 9 } },
      shapes: { hardware: { reuse: 72 } },
      logits: { hardware: { reuse: 480 } },
    },
  },
};

const HEAD = [
  '| layout | LUT | FF | DSP | BRAM | LUT, no DSP | cycles between pictures | latency |',
  '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
];

const lines: string[] = [];
for (const [name, layouts] of Object.entries(LAYOUTS)) {
  const text = readFileSync(join(import.meta.dirname, `../examples/digits/${name}.json`), 'utf8');
  const document = JSON.parse(text) as NetworkDocument;
  lines.push(`## ${document.name}`, '', ...HEAD);
  for (const [what, layout] of Object.entries(layouts)) {
    process.stderr.write(`${name}: ${what}\n`);
    const layers = document.layers.map((l) => ({ ...l, ...layout[l.name] }));
    lines.push(`| ${[what, ...(await figuresOf({ ...document, layers }))].join(' | ')} |`);
  }
  lines.push('');
}

const intro = [
  '# Digits: the same networks in several layouts',
  '',
  'Made by `npm run bench:layouts`; the networks are those of [examples/digits](../examples/digits/README.md), 4 bits with at most two',
  'signed digits in a weight. What `hardware` says of a layer is in [streaming.md](streaming.md). Figures by Yosys for 7-series',
  `devices, datapaths in stages for ${TIMING.freq} MHz; results are the same in every row of a table.`,
  '',
];
writeFileSync(join(import.meta.dirname, '../docs/layouts.md'), `${[...intro, ...lines].join('\n').trimEnd()}\n`);

async function figuresOf(document: NetworkDocument): Promise<number[]> {
  const network = checkNetwork(document, () => undefined);
  const compiled = isStreamed(network)
    ? compileStreamed(network, TIMING, 'ready')
    : compile(networkDesign(network), TIMING);
  const runs = await synthesised(compiled);
  const [best, plain] = [runs[0], runs[runs.length - 1]];
  const { ii, latency } = compiled.manifest;
  return [best.lut, best.ff, best.dsp, best.bram, plain.lut, ii, latency];
}

function synthesised(compiled: Compiled) {
  return withScratch(async (directory) => {
    const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
    const build = join(directory, 'build');
    writeFolder(build, files);
    const manifest = JSON.parse(files[files.length - 1].text);
    return (await synthesise({ manifest, directory: build }, 'xc7')).runs;
  });
}
