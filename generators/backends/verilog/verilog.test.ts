import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { arbitraryDesign, EDGE_WIDTHS } from '../../netlist/arbitrary.ts';
import { NetBuilder } from '../../netlist/builder.ts';
import { type NetDesign, topOf } from '../../netlist/netlist.ts';
import { verifyNetDesign } from '../../netlist/verify.ts';
import type { EmittedFile } from '../backend.ts';
import { compiled } from './testing/compiled.ts';
import { accumulator, everyOperation, hierarchical, memories, renamed } from './testing/netlists.ts';
import { icarusRun, isInstalled, verilatorLint, verilatorRun } from './testing/tools.ts';
import { verilogBackend } from './verilog.ts';

const verilator = isInstalled('verilator');
const icarus = isInstalled('iverilog');
const notRun = (there: boolean, tool: string) => (there ? '' : ` (not run: ${tool} is not installed)`);

interface Emitted {
  readonly top: string;
  readonly rows: number;
  readonly files: readonly EmittedFile[];
}

function emitted(design: NetDesign, rows = 60, doc?: string): Emitted {
  verifyNetDesign(design);
  return { top: topOf(design).name, rows, files: verilogBackend.emit(compiled(design, rows, doc)) };
}

function textOf({ files }: Emitted, path: string): string {
  return files.find((f) => f.path === path)!.text;
}

const DOC = 'Slides over "samples".\n\nverilator lint_off WIDTH\nends in a backslash \\\u2028endmodule';

const designs: Emitted[] = [];
beforeAll(() => {
  const random = fc.sample(arbitraryDesign({ steps: 40, memories: 'cleared' }), { seed: 6, numRuns: 40 });
  designs.push(
    emitted(accumulator(), 300),
    emitted(hierarchical(), 300, DOC),
    emitted(memories(), 400),
    ...[...EDGE_WIDTHS, 200].map((width) => emitted(everyOperation(width))),
    emitted(everyOperation(4096), 5),
    ...random.map((design, i) => emitted(renamed(design, `random_${i}`))),
  );
});

describe('the text', () => {
  it('of small designs is the golden text', async () => {
    const [small, hierarchy, buffers] = designs;
    await expect(textOf(small, 'rtl/accumulator.v')).toMatchFileSnapshot('golden-text/accumulator.v');
    await expect(textOf(small, 'tb/accumulator_tb.v')).toMatchFileSnapshot('golden-text/accumulator_tb.v');
    await expect(textOf(hierarchy, 'rtl/tap.v')).toMatchFileSnapshot('golden-text/tap.v');
    await expect(textOf(hierarchy, 'rtl/filter.v')).toMatchFileSnapshot('golden-text/filter.v');
    await expect(textOf(buffers, 'rtl/memories.v')).toMatchFileSnapshot('golden-text/memories.v');
  });

  it('of every operation is the golden text', async () => {
    await expect(textOf(emitted(everyOperation(7)), 'rtl/every_7.v')).toMatchFileSnapshot('golden-text/every_7.v');
  });

  it('is a function of the netlist', () => {
    expect(emitted(hierarchical(), 300, DOC)).toEqual(designs[1]);
  });

  it('comes as one file per module, children first, then the bench and its vectors', () => {
    expect(designs[1].files.map((f) => f.path)).toEqual([
      'rtl/tap.v',
      'rtl/gray.v',
      'rtl/filter.v',
      'tb/filter_tb.v',
      'tb/filter_vectors.hex',
    ]);
    expect(emitted(hierarchical(), 0).files.map((f) => f.path)).toEqual(['rtl/tap.v', 'rtl/gray.v', 'rtl/filter.v']);
  });

  it('keeps lines short where it can', () => {
    for (const { files } of [designs[0], designs[1]])
      for (const line of files.filter((f) => f.path.startsWith('rtl/')).flatMap((f) => f.text.split('\n')))
        expect(line.length).toBeLessThanOrEqual(110);
  });
});

describe('vector rows', () => {
  it('are a 1, the inputs and the outputs in whole hexadecimal digits', () => {
    const b = new NetBuilder();
    const a = b.input('a', 5);
    b.output('y', b.concat(a, a));
    const input = compiled({ modules: [b.finish('twice')] }, 1);
    const vectors = { inputs: [[3n], [31n]], outputs: [[0x63n], [0x3ffn]] };
    const files = verilogBackend.emit({ ...input, vectors });
    expect(files.at(-1)!.text.split('\n').slice(1)).toEqual(['// 1_a_y', '1_03_063', '1_1f_3ff', '']);
  });
});

describe('a port of 10000 bits', () => {
  it('is printed in parts', () => {
    const b = new NetBuilder();
    const a = b.input('a', 10000);
    b.output('y', b.not(a));
    const bench = emitted({ modules: [b.finish('wide')] }, 3);
    const text = textOf(bench, 'tb/wide_tb.v');
    expect(text).toContain(`          $write("row %0d: y is %h", index, y[9999:8192]);
          $write("%h", y[8191:4096]);
          $write("%h", y[4095:0]);
          $write(", expected %h", expected_y[9999:8192]);`);
    designs.push(bench);
  });
});

describe('wrong names', () => {
  const named = (name: string) => {
    const b = new NetBuilder();
    b.output('y', b.input('a', 1));
    return b.finish(name);
  };

  it('BW3101: modules that differ in case only', () => {
    const design = { modules: [named('Stage'), named('stage')] };
    expect(() => verilogBackend.emit(compiled(design, 1))).toThrow(/BW3101: designs Stage and stage/);
  });

  it('a module name that is none is a bug of ours, as the design was verified', () => {
    expect(() => verilogBackend.emit(compiled({ modules: [named('a;b')] }, 1))).toThrow(/unsafe name a;b/);
  });
});

describe.skipIf(!verilator)(`verilator --lint-only -Wall${notRun(verilator, 'verilator')}`, () => {
  it('says nothing', () => {
    for (const { files, top } of designs) expect(verilatorLint(files, top), top).toBe('');
  });
});

describe.skipIf(!icarus)(`iverilog -Wall -g2005${notRun(icarus, 'iverilog')}`, () => {
  it('warns of nothing, and the test bench passes', () => {
    for (const { files, top, rows } of designs) expect(icarusRun(files), top).toBe(`PASS: ${rows} vectors\n`);
  });

  it('a memory that reads what is being written fails', () => {
    const { files } = designs[2];
    const changed = files.map((f) => ({
      ...f,
      text: f.text.replace(' lines[from]', ' place == from ? word : lines[from]'),
    }));
    expect(changed).not.toEqual(files);
    expect(icarusRun(changed)).toMatch(/^row \d+: delayed is [\s\S]*\nFAIL: \d+ of 400 vectors\n$/);
  });

  it('a wrong extension, a wrong register and a missing row fail', () => {
    const [{ files }] = designs;
    const broken = (path: string, from: string | RegExp, to: string) => {
      const changed = files.map((f) => (f.path === path ? { ...f, text: f.text.replace(from, to) } : f));
      expect(changed).not.toEqual(files);
      return icarusRun(changed);
    };
    expect(broken('rtl/accumulator.v', '{{4{product[15]}}, product}', "{4'b0000, product}")).toMatch(
      /^row \d+: y is [\da-f]+, expected [\da-f]+\n {2}with sample=/,
    );
    expect(broken('rtl/accumulator.v', 'if (ce)', "if (1'b1)")).toMatch(/\nFAIL: \d+ of 300 vectors\n$/);
    expect(broken('tb/accumulator_vectors.hex', /1_[\da-f_]+\n$/, '')).toMatch(
      /row 299: missing from tb\/accumulator_vectors.hex\n[\s\S]*FAIL: 1 of 300 vectors\n$/,
    );
    const withoutVectors = files.filter((f) => !f.path.endsWith('.hex'));
    expect(icarusRun(withoutVectors)).toMatch(/^FAIL: cannot open tb\/accumulator_vectors.hex/);
  });
});

describe.skipIf(!verilator)(`verilator --binary${notRun(verilator, 'verilator')}`, () => {
  it('builds the test bench without a warning and passes it, from any folder', () => {
    const [, { files, top, rows }] = designs;
    const { build, run } = verilatorRun(files, top);
    expect(build).not.toMatch(/%Warning|%Error/);
    expect(run).toContain(`PASS: ${rows} vectors\n`);
  });
});

/** What Yosys says of these modules. */
async function yosysLog(modules: readonly EmittedFile[], script: string): Promise<string> {
  const { runYosys } = await import('@yowasp/yosys');
  const files = modules.map((f) => [f.path.slice('rtl/'.length), f.text] as const);
  let log = '';
  const take = (bytes: Uint8Array | null) => {
    log += bytes ? new TextDecoder().decode(bytes) : '';
  };
  const read = `read_verilog ${files.map(([name]) => name).join(' ')}`;
  await runYosys(['-Q', '-T', '-p', `${read}; ${script}`], Object.fromEntries(files), { stdout: take, stderr: take });
  return log;
}

/** Twelve bits to a word, read at once or into a register, which keeps its word while nothing is read. */
function lineBuffer(depth: number, registered: boolean): EmittedFile {
  const b = new NetBuilder();
  const bits = Math.ceil(Math.log2(depth));
  const memory = b.ram(12, depth, b.input('from', bits), 'lines');
  b.setWrite(memory, b.input('write', 1), b.input('at', bits), b.input('word', 12));
  const held = b.reg(12, undefined, 'held');
  b.setNext(held, b.mux(b.input('read', 1), memory, held));
  b.output('y', registered ? held : memory);
  return emitted({ modules: [b.finish(`lines_${depth}`)] }, 0).files[0];
}

describe('Yosys', () => {
  it.each([
    ['synth_xilinx -family xc7 -run prepare:map_ffram', ['RAM64M', 'RAMB18E1']],
    ['synth_ecp5 -run coarse:map_ffram', ['TRELLIS_DPR16X4', 'DP16KD']],
    // Without LUTs that are memory, what is read at once becomes flip-flops, later.
    ['synth_ice40 -run coarse:map_ffram', ['$mem_v2', 'SB_RAM40_4K']],
  ])('%s makes memory cells of memories', { timeout: 120_000 }, async (command, [atOnce, block]) => {
    const modules = [lineBuffer(64, false), lineBuffer(512, true), lineBuffer(600, true)];
    const log = await yosysLog(modules, `hierarchy; proc; ${command}; stat`);
    const cells = log.slice(log.lastIndexOf('Printing statistics')).split('=== ').slice(1);
    const found = cells.map((text) => [atOnce, block].filter((cell) => text.includes(` ${cell} `)));
    expect(found).toEqual([[block], [block], [atOnce]]);
  });

  it('reads every module without a warning, and finds nothing wrong with it', async () => {
    // Its checks take minutes on words of thousands of bits.
    const rtl = designs
      .filter((d) => d.top !== 'every_4096' && d.top !== 'wide')
      .flatMap((d) => d.files.filter((f) => f.path.startsWith('rtl/')));
    const log = await yosysLog(rtl, 'hierarchy -check; proc; check -assert');
    expect(log).not.toMatch(/warning|error/i);
    expect(log).toContain('Found and reported 0 problems.');
  });
});
