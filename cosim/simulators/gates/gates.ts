import { cp, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cached } from '../../cache/cache.ts';
import { digestOf } from '../../cache/digest.ts';
import { checkBlocks } from '../../check-blocks.ts';
import { elementBytes } from '../../columns.ts';
import { readDesignFiles } from '../../design-files.ts';
import { CosimError } from '../../error.ts';
import { checkRows, type Pins, pinsOf, portOffsets, rowWords } from '../../ports.ts';
import { BlockProgram } from '../../process/block-program.ts';
import { runProgram } from '../../process/rows-program.ts';
import { withScratch } from '../../process/scratch.ts';
import { complaint, runTool } from '../../process/tool.ts';
import type { BuildJob, Simulation, Simulator } from '../../simulator.ts';
import { findYosys } from '../../synthesis/tools.ts';
import { renderTemplate } from '../../template.ts';
import { COMPILER_INSTALL, findCompiler } from '../../toolchain/compiler.ts';
import { compilationFailed } from '../../toolchain/precompile.ts';
import { GATES, type Gates, synthesiseGates } from './netlist.ts';

/** Rows that one evaluation of the gates computes: the bits of a vector register. */
export const GATE_ROWS = 256;

/** Gates in one function: compilers take more than linear time over one. */
const CHUNK = 1000;

/**
 * The gates that Yosys makes of the Verilog, as C++ over vectors of bits: combinational designs only, and so fast that
 * all pairs of 16-bit operands take less time than the golden model needs for them.
 */
export const gates: Simulator = {
  name: 'gates',
  summary: 'gates that Yosys makes of the Verilog, 256 rows at a time; combinational designs only',
  install: COMPILER_INSTALL,
  async probe() {
    try {
      const [yosys] = await Promise.all([findYosys(), findCompiler()]);
      return `${yosys.version}, its gates compiled`;
    } catch (error) {
      if (error instanceof CosimError) return undefined;
      throw error;
    }
  },
  async build(job: BuildJob): Promise<Simulation> {
    const pins = pinsOf(job.manifest);
    if (pins.clock !== undefined)
      throw new CosimError('BW4106', 'gates are evaluated without a clock', 2, 'Use --simulator verilator.');
    const program = join(await buildProgram(job, pins), 'program');
    return {
      async run(rows, count, options = {}) {
        checkRows(pins.inputs, rows, count);
        if (options.waveform !== undefined)
          throw new CosimError('BW4102', 'gates have no waveform', 2, 'Ask --simulator verilator for it.');
        return runProgram({
          simulator: 'the gates',
          command: (input, output) => [program, ['run', String(count), input, output]],
          pins,
          rows,
          count,
          options,
        });
      },
      // The program knows one way to make rows, 256 side by side.
      check:
        pins.inputs.reduce((sum, { width }) => sum + width, 0) < Math.log2(GATE_ROWS)
          ? undefined
          : async (rows, options) => {
              if (!rows.direct)
                throw new CosimError('BW4106', 'gates make no random rows', 2, 'Use --simulator verilator.');
              const start = () => new BlockProgram('the gates', program, ['check']);
              const programs = Array.from({ length: availableParallelism() }, start);
              return checkBlocks(programs, rows, 0, options);
            },
      async dispose() {},
    };
  },
};

/** The folder of the program, from the cache where it is there. */
async function buildProgram(job: BuildJob, pins: Pins): Promise<string> {
  const [yosys, compiler, files] = await Promise.all([findYosys(), findCompiler(), readDesignFiles(job, ['verilog'])]);
  job.progress?.('synthesising gates with Yosys');
  const text = programText(pins, await synthesiseGates(yosys, files, pins));
  return cached('gates-program', digestOf([compiler.path, compiler.version, text]), async (staging) => {
    await withScratch(async (folder) => {
      await writeFile(join(folder, 'gates.cpp'), text);
      const args = ['-O2', '-Wno-psabi', 'gates.cpp', '-o', 'program'];
      const run = await runTool(compiler.path, args, { cwd: folder, install: COMPILER_INSTALL });
      if (!run.ok) throw compilationFailed(compiler, 'the C++ of the gates', complaint(run), 3);
      await cp(join(folder, 'program'), join(staging, 'program'));
    });
    return {};
  });
}

function programText({ inputs, outputs }: Pins, { gates, outputs: bits }: Gates): string {
  const [inputAt, outputAt] = [portOffsets(inputs), portOffsets(outputs)];
  // The last port of a row counts fastest.
  let step = inputs.reduce((sum, { width }) => sum + width, 0);
  return renderTemplate('gates.cpp', {
    rows: GATE_ROWS,
    inputWords: rowWords(inputs),
    outputWords: rowWords(outputs),
    inputs: inputs.map(({ width }, p) => {
      step -= width;
      return { width, word: inputAt[p], step };
    }),
    outputs: outputs.map(({ width }, p) => ({ width, word: outputAt[p], bytes: elementBytes(width) })),
    inputBits: inputs.reduce((sum, { width }) => sum + width, 0),
    outputBits: outputs.reduce((sum, { width }) => sum + width, 0),
    gates: gates.length,
    ...functionsOf(gates, bits),
  });
}

/** Gates as functions of `CHUNK` each. What one computes and another one, or a result, reads goes through the array `n`. */
function functionsOf(gates: Gates['gates'], bits: readonly string[]) {
  const chunkOf = (k: number) => Math.floor(k / CHUNK);
  const gateOf = (bit: string) => (/^n\d+$/.test(bit) ? Number(bit.slice(1)) : undefined);
  const shared = new Set(bits.map(gateOf));
  for (const [k, { operands }] of gates.entries())
    for (const gate of operands.map(gateOf)) if (gate !== undefined && chunkOf(gate) !== chunkOf(k)) shared.add(gate);
  const read = (bit: string, chunk: number) => {
    const gate = gateOf(bit);
    return gate === undefined || chunkOf(gate) === chunk ? bit : `n[${gate}]`;
  };
  const functions = Array.from({ length: Math.ceil(gates.length / CHUNK) }, (_, chunk) => ({
    chunk,
    statements: gates.slice(chunk * CHUNK, (chunk + 1) * CHUNK).flatMap(({ type, operands: [a, b] }, i) => {
      const k = chunk * CHUNK + i;
      const text = GATES[type](read(a, chunk), b && read(b, chunk));
      return [`const Bits n${k} = ${text};`, ...(shared.has(k) ? [`n[${k}] = n${k};`] : [])];
    }),
  }));
  return { functions, results: bits.map((bit, k) => ({ k, text: read(bit, -1) })) };
}
