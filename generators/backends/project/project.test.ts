/** The emitted scripts: run by a real Tcl against stand-ins that know the vendors' grammar, read as YAML, run by the open tools. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { which } from '../../../cosim/process/which.ts';
import { filesOf } from '../../cli/build.ts';
import { writeFolder } from '../../cli/write-files.ts';
import { compile, withInterface } from '../../compile.ts';
import { operatorRequest } from '../../design/operator-request.ts';
import { design, fixed, type TypedDesign } from '../../index.ts';
import type { Manifest } from '../../manifest.ts';
import { pictureNetwork } from '../hls/testing/picture.ts';
import type { ProjectOptions } from './project.ts';

const STANDINS = join(import.meta.dirname, 'testing/vendor-commands.tcl');

/** A clocked design of two modules, with ports of one bit and of several. */
function clocked(): TypedDesign {
  const half = design('half', { inputs: { a: fixed(6, 2) }, outputs: { y: fixed(6, 1) } }, ({ a }) => ({
    y: a.scalb(-1),
  }));
  return design(
    'smoother',
    { inputs: { x: fixed(6, 2), keep: fixed(1, 1) }, outputs: { y: fixed(7, 2) } },
    ({ x, keep }, d) => {
      const state = d.register('state', fixed(6, 1));
      const { y } = d.instance(half, { a: x }, 'halved');
      state.next(keep.bit(0).select(state, state.sub(y).cast(fixed(6, 1))));
      return { y: state.add(y).cast(fixed(7, 2)) };
    },
  );
}

const DESIGNS = {
  clocked: () => clocked(),
  network: () => pictureNetwork(),
  combinational: () => operatorRequest('op:add/fixed8_3,fixed8_3', {}),
} as const;

let root = '';
const folder = (name: string) => join(root, name);

function build(name: string, which: keyof typeof DESIGNS, options: Partial<ProjectOptions> = {}): Manifest {
  const files = filesOf(compile(DESIGNS[which]()), { dialect: 'vitis', target: 'xc7', ...options });
  writeFolder(folder(name), files);
  return JSON.parse(files[files.length - 1].text) as Manifest;
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'bitwright project '));
  build('clocked build', 'clocked', { mhz: 300, target: 'xcup' });
  build('combinational build', 'combinational');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs a script as its tool would, from a folder elsewhere; the calls that it made, one per line. */
async function source(build: string, tool: string, script: string, ...args: string[]): Promise<string[]> {
  const path = join(folder(build), 'project', script);
  const { stdout } = await execa('tclsh', [STANDINS, tool, path, ...args], { cwd: tmpdir() });
  return stdout.split('\n');
}

const tcl = which('tclsh') !== undefined;
describe.skipIf(!tcl)('scripts of the vendors', () => {
  it('Vivado: synthesises a clocked design out of context, with the frequency asked for', async () => {
    expect(await source('clocked build', 'vivado', 'vivado.tcl')).toEqual([
      'read_verilog rtl/half.v',
      'read_verilog rtl/smoother.v',
      'get_ports clk',
      expect.stringMatching(/^create_clock -name clk -period 3\.333 /),
      'read_xdc -mode out_of_context project/clock.xdc',
      'synth_design -mode out_of_context -top smoother -part xcku3p-ffva676-2-e',
      'report_utilization -file work/vivado/utilization_synth.rpt',
      'report_timing_summary -report_unconstrained -file work/vivado/timing_synth.rpt',
      'write_checkpoint -force work/vivado/smoother_synth.dcp',
    ]);
  });

  it('Vivado: places and routes on demand, and constrains no clock where there is none', async () => {
    const calls = await source('combinational build', 'vivado', 'vivado.tcl', 'route');
    expect(calls.map((call) => call.split(' ')[0])).toEqual([
      'read_verilog',
      'synth_design',
      'report_utilization',
      'report_timing_summary',
      'write_checkpoint',
      'opt_design',
      'place_design',
      'route_design',
      'report_utilization',
      'report_timing_summary',
      'write_checkpoint',
    ]);
    expect(existsSync(join(folder('combinational build'), 'project/clock.xdc'))).toBe(false);
  });

  it('Vitis HLS: simulates and synthesises', async () => {
    expect(await source('clocked build', 'vitis', 'vitis_hls.tcl')).toEqual([
      'open_project -reset vitis_hls',
      'set_top smoother',
      'add_files ../hls/smoother.cpp',
      'add_files ../hls/smoother.h',
      'add_files -tb ../hls/smoother_tb.cpp',
      'open_solution -reset -flow_target vivado solution',
      'set_part xcku3p-ffva676-2-e',
      'create_clock -period 3.333 -name default',
      'csim_design',
      'csynth_design',
      'close_project',
      'exit',
    ]);
  });

  it('Vitis HLS: has the headers of a network', async () => {
    const { files } = build('network build', 'network');
    const headers = ['picture.h', 'picture_types.h', 'weights/edges.h', 'weights/scores.h'].map((h) => `hls/${h}`);
    expect((await source('network build', 'vitis', 'vitis_hls.tcl')).slice(2, -8)).toEqual(
      ['hls/picture.cpp', ...headers].map((path) => `add_files ../${path}`),
    );
    expect(files).toEqual(expect.arrayContaining(headers.map((path) => ({ path, kind: 'hls' }))));
  });

  it('Vitis HLS: is left out for other dialects', () => {
    const { files } = build('catapult build', 'combinational', { dialect: 'catapult' });
    expect(files.map((f) => f.path).filter((path) => path.includes('vitis'))).toEqual([]);
  });

  it('Quartus: compiles with virtual pins for all ports but the clock', async () => {
    const calls = await source('clocked build', 'quartus', 'quartus.tcl');
    expect(calls.slice(0, 4)).toEqual([
      'project_new smoother -overwrite',
      'set_global_assignment -name FAMILY {Cyclone V}',
      'set_global_assignment -name DEVICE 5CSEBA6U23I7',
      'set_global_assignment -name TOP_LEVEL_ENTITY smoother',
    ]);
    expect(calls.filter((c) => /_FILE/.test(c)).map((c) => c.split(' ').at(-1))).toEqual([
      '../../rtl/half.v',
      '../../rtl/smoother.v',
      '../../project/clock.sdc',
    ]);
    expect(calls).toContain('derive_clock_uncertainty');
    const pins = calls.filter((c) => c.includes('VIRTUAL_PIN')).map((c) => c.split(' ').at(-1));
    expect(pins).toEqual(['rst', 'ce', '{x[*]}', 'keep', '{y[*]}']);
    expect(calls.slice(-2)).toEqual(['execute_flow -compile', 'project_close']);
    const stream = filesOf(withInterface(compile(DESIGNS.combinational()), 'axis'), {
      dialect: 'vitis',
      target: 'xc7',
    });
    expect(stream.find((f) => f.path === 'project/quartus.tcl')?.text).toContain(
      'foreach port {aresetn s_axis_tdata[*]',
    );
    expect(await source('combinational build', 'quartus', 'quartus.tcl')).not.toContainEqual(/SDC_FILE/);
  });

  it.each([
    ['an option that the manual lacks', 'synth_design -top x -partt y', /no option '-partt'/],
    ['a value that the manual lacks', 'synth_design -mode ooc', /does not take 'ooc'/],
    ['a file that is missing', 'read_verilog rtl/gone.v', /no file 'rtl\/gone\.v'/],
    ['a folder that is missing', 'report_utilization -file nowhere/x.rpt', /no folder/],
    ['an unknown command', 'synthesise', /invalid command/],
  ])('the stand-ins refuse %s', async (_, line, complaint) => {
    const script = join(root, 'wrong.tcl');
    writeFileSync(script, `${line}\n`);
    await expect(execa('tclsh', [STANDINS, 'vivado', script])).rejects.toThrow(complaint);
  });
});

describe('the FuseSoC core', () => {
  it.each(['clocked build', 'combinational build'])('names files that exist: %s', (name) => {
    const top = name.startsWith('clocked') ? 'smoother' : DESIGNS.combinational().name;
    const text = readFileSync(join(folder(name), `${top}.core`), 'utf8');
    expect(text).toMatch(/^CAPI=2:\n/);
    const core = parse(text, { merge: true });
    expect(core.name).toBe(`bitwright:generated:${top}:0`);
    const sets: Record<string, { files: (string | object)[] }> = core.filesets;
    const files = Object.values(sets).flatMap((set) =>
      set.files.map((f) => (typeof f === 'string' ? f : Object.keys(f)[0])),
    );
    expect(files.filter((file) => !existsSync(join(folder(name), file)))).toEqual([]);
    expect(files).toContain(`tb/${top}_vectors.hex`);
    for (const [target, { filesets, toplevel }] of Object.entries<{ filesets: string[]; toplevel: string }>(
      core.targets,
    )) {
      expect(
        filesets.every((set) => set in sets),
        target,
      ).toBe(true);
      expect(toplevel).toBe(target === 'sim' ? `${top}_tb` : top);
    }
    expect('xdc' in sets).toBe(name.startsWith('clocked'));
  });
});

/** A target of the Makefile, run in its folder. */
const make = (name: string, ...args: string[]) => execa('make', ['-C', folder(name), ...args], { reject: false });

describe('open tools', () => {
  const missing = (...programs: string[]) => programs.filter((p) => which(p) === undefined);
  const ice40 = missing('make', 'yosys', 'nextpnr-ice40', 'icepack');
  it.skipIf(ice40.length > 0)(`iCE40${ice40.length > 0 ? `: not run, no ${ice40}` : ''}`, async () => {
    for (const name of ['clocked build', 'combinational build']) {
      // The clocked one is to reach 300 MHz, which an iCE40 does not: the tool says so and the target fails.
      const run = await make(name, 'ice40', ...(name.startsWith('clocked') ? ['FREQ=50'] : []));
      expect(run.exitCode, run.stderr).toBe(0);
      expect(run.stdout).toMatch(name.startsWith('clocked') ? /Max frequency.*PASS at 50/ : /Max delay <async>/);
      expect(existsSync(join(folder(name), 'work/ice40.bin'))).toBe(true);
    }
    expect((await make('clocked build', 'ice40', 'FREQ=900')).exitCode).not.toBe(0);
  });

  const ecp5 = missing('make', 'yosys', 'nextpnr-ecp5', 'ecppack');
  it.skipIf(ecp5.length > 0)(`ECP5${ecp5.length > 0 ? `: not run, no ${ecp5}` : ''}`, async () => {
    const run = await make('clocked build', 'ecp5', 'FREQ=50');
    expect(run.exitCode, run.stderr).toBe(0);
    expect(existsSync(join(folder('clocked build'), 'work/ecp5.bit'))).toBe(true);
  });

  const synthesis = missing('make', 'yosys');
  it.skipIf(synthesis.length > 0)(
    `area for 7 series${synthesis.length > 0 ? `: not run, no ${synthesis}` : ''}`,
    async () => {
      const run = await make('clocked build', 'synth');
      expect(run.stdout).toMatch(/FDRE/);
    },
  );

  const simulation = missing('make', 'iverilog');
  it.skipIf(simulation.length > 0)(
    `the file list${simulation.length > 0 ? ': not run, no iverilog' : ''}`,
    async () => {
      const run = await execa('iverilog', ['-g2005', '-t', 'null', '-f', 'smoother.f'], {
        cwd: folder('clocked build'),
      });
      expect(run.stdout).toBe('');
      expect((await make('clocked build', 'iverilog')).stdout).toContain('PASS');
    },
  );
});
