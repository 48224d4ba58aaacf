/** `bitwright doctor`: which tools this machine has, what each is for, and how to get the missing ones. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheRoot } from '../../cosim/cache/cache.ts';
import { CosimError } from '../../cosim/error.ts';
import { hlsSystemc } from '../../cosim/hls/systemc.ts';
import { NEXTPNR_INSTALL, nativeNextpnr, npmNextpnr } from '../../cosim/placement/tools.ts';
import { which } from '../../cosim/process/which.ts';
import { iverilog } from '../../cosim/simulators/iverilog/iverilog.ts';
import { verilator } from '../../cosim/simulators/verilator/verilator.ts';
import { yosys } from '../../cosim/simulators/yosys/yosys.ts';
import { nativeYosys } from '../../cosim/synthesis/tools.ts';
import { COMPILER_INSTALL, findCompiler } from '../../cosim/toolchain/compiler.ts';
import { EXIT } from '../diagnostics/diagnostic.ts';
import { paint, print, printJson, table } from './terminal.ts';

/** The first Node.js whose library and module loader we count on: `engines` of package.json. */
const NODE_MAJOR = 20;

/** A tool that we know how to use. */
interface Tool {
  readonly name: string;
  readonly purpose: string;
  /** Command or sentence that gets it. */
  readonly install: string;
  /** Version line; undefined where the tool is not there. Throws a CosimError where it is there and does not work. */
  readonly probe: () => Promise<string | Unfit | undefined>;
}

/** A tool that is there and does not serve. */
interface Unfit {
  readonly problem: string;
}

interface Finding {
  readonly name: string;
  readonly found: boolean;
  readonly version: string | null;
  /** Why a tool that is there does not serve. */
  readonly problem: string | null;
  readonly purpose: string;
  readonly install: string;
}

const TOOLS = {
  node: {
    name: 'Node.js',
    purpose: 'runs Bitwright',
    install: `Node.js ${NODE_MAJOR} or newer: https://nodejs.org`,
    probe: async () =>
      Number(process.versions.node.split('.')[0]) < NODE_MAJOR
        ? { problem: `${process.version} is older than ${NODE_MAJOR}` }
        : process.version,
  },
  verilator: {
    name: 'Verilator',
    purpose: 'simulates the Verilog; the default, and the fastest',
    install: installOf(verilator.install),
    probe: () => verilator.probe(),
  },
  compiler: {
    name: 'C++ compiler',
    purpose: 'builds what Verilator writes, and the HLS C++',
    install: COMPILER_INSTALL,
    probe: async () => {
      const compiler = await findCompiler().catch(() => undefined);
      return compiler && `${compiler.version} (${compiler.path})`;
    },
  },
  iverilog: {
    name: 'Icarus Verilog',
    purpose: 'simulates the Verilog; sees undefined bits',
    install: installOf(iverilog.install),
    probe: () => iverilog.probe(),
  },
  npmYosys: {
    name: '@yowasp/yosys',
    purpose: 'simulates and synthesises where nothing else is installed',
    install: 'npm install',
    probe: () => yosys.probe(),
  },
  nativeYosys: {
    name: 'Yosys',
    purpose: 'synthesises for reports, faster than the one of npm',
    install: 'sudo apt-get install yosys',
    probe: async () => (await nativeYosys())?.version,
  },
  nextpnr: {
    name: 'nextpnr-ice40',
    purpose: 'places and routes for the frequency in reports (--target ice40)',
    install: NEXTPNR_INSTALL,
    probe: async () => ((await nativeNextpnr()) ?? (await npmNextpnr()))?.version,
  },
  systemc: {
    name: 'SystemC',
    purpose: 'compiles and runs the HLS C++ (cosim --hls)',
    install: installOf(hlsSystemc.install),
    probe: () => hlsSystemc.probe(),
  },
  linker: {
    name: 'fast linker',
    purpose: 'shortens the builds of simulations',
    install: 'sudo apt-get install mold',
    probe: async () => ['mold', 'ld.lld', 'ld.gold'].flatMap((name) => which(name) ?? [])[0],
  },
} as const satisfies Record<string, Tool>;

/** 0 where designs can be built and simulated here, 3 where not. */
export async function doctorCommand(options: { json?: boolean }): Promise<number> {
  const findings = await Promise.all(Object.values(TOOLS).map(examine));
  const has = (key: keyof typeof TOOLS) => findings[Object.keys(TOOLS).indexOf(key)].found;
  const simulators = [
    ...(has('verilator') && has('compiler') ? ['verilator'] : []),
    ...(has('iverilog') ? ['iverilog'] : []),
    ...(has('npmYosys') ? ['yosys'] : []),
  ];
  const ok = has('node') && simulators.length > 0;
  const cache = { folder: cacheRoot(), bytes: await sizeOf(cacheRoot()) };
  if (options.json) printJson({ ok, simulators, tools: findings, cache });
  else printFindings(findings, ok, simulators, cache);
  return ok ? EXIT.fine : EXIT.tool;
}

async function examine({ name, purpose, install, probe }: Tool): Promise<Finding> {
  const finding = { name, found: false, version: null, problem: null, purpose, install };
  try {
    const answer = await probe();
    if (answer === undefined) return finding;
    if (typeof answer !== 'string') return { ...finding, ...answer };
    return answer.trim() === ''
      ? { ...finding, problem: 'it tells no version' }
      : { ...finding, found: true, version: answer };
  } catch (error) {
    if (!(error instanceof CosimError)) throw error;
    return { ...finding, problem: error.diagnostic.message };
  }
}

function printFindings(
  findings: readonly Finding[],
  ok: boolean,
  simulators: readonly string[],
  cache: { readonly folder: string; readonly bytes: number },
): void {
  const state = ({ found, version, problem }: Finding) =>
    found ? String(version) : paint.yellow(problem === null ? 'not found' : `does not work: ${problem}`);
  print(
    table(
      ['tool', 'what it is for', 'found'],
      findings.map((f) => [f.name, f.purpose, state(f)]),
    ),
  );
  const missing = findings.filter((f) => !f.found);
  if (missing.length > 0) {
    print(`\n${paint.bold('To install')}`);
    print(
      table(
        ['', ''],
        missing.map((f) => [`  ${f.name}`, f.install]),
      ).replace(/^\s*\n/, ''),
    );
    const note = rootNote(missing.some((f) => f.install.startsWith('sudo ')));
    if (note) print(`\n${note}`);
  }
  print(
    `\n${paint.bold('Cache')}  ${cache.folder}, ${(cache.bytes / 1e6).toFixed(1)} MB; it may be removed at any time`,
  );
  print(
    ok
      ? `\nDesigns can be built and simulated here, with ${simulators.join(', ')}.`
      : `\n${paint.red('Designs cannot be simulated here')}: install one of the simulators.`,
  );
}

/** What to know before following the advice. */
function rootNote(needed: boolean): string | undefined {
  if (!needed) return undefined;
  if (!which('apt-get'))
    return 'The apt-get commands are those of Debian and Ubuntu; use the package manager of this system.';
  if (process.getuid?.() === 0) return which('sudo') ? undefined : 'You are root here: leave out sudo.';
  return `apt-get needs root. Without it, the Yosys that npm installs simulates and synthesises, only slower.`;
}

function installOf(command: string | undefined): string {
  return command ?? 'npm install';
}

/** Bytes of all files below a folder; those that vanish meanwhile do not count. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
