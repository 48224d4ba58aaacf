import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CosimError } from '../error.ts';
import { withScratch } from '../process/scratch.ts';
import { missingTool, runTool } from '../process/tool.ts';
import { which } from '../process/which.ts';

export const NEXTPNR_INSTALL =
  'sudo apt-get install nextpnr-ice40, or in the folder of Bitwright npm install @yowasp/nextpnr-ice40 (220 MB)';

/** A nextpnr for iCE40. */
export interface NextpnrTool {
  readonly version: string;
  /**
   * Places and routes a netlist, JSON of Yosys; gives back the JSON report.
   * @throws CosimError BW5109 where nextpnr ends with an error: mostly, a design that the device has no room for
   */
  run(netlist: string, options: readonly string[]): Promise<string>;
}

const NETLIST = 'netlist.json';
const REPORT = 'report.json';

/**
 * The nextpnr-ice40 of PATH, else the package @yowasp/nextpnr-ice40 where the user has installed it.
 * @throws CosimError BW5101 (exit 3) where there is neither
 */
export async function findNextpnr(): Promise<NextpnrTool> {
  const tool = (await nativeNextpnr()) ?? (await npmNextpnr());
  if (!tool) throw missingTool('nextpnr-ice40', NEXTPNR_INSTALL);
  return tool;
}

/** Undefined where no working `nextpnr-ice40` is in PATH. */
export async function nativeNextpnr(): Promise<NextpnrTool | undefined> {
  const program = which('nextpnr-ice40');
  if (!program) return undefined;
  const probe = await runTool(program, ['--version']);
  const version = /Version ([^)]+)/.exec(probe.stdout + probe.stderr)?.[1];
  if (version === undefined) return undefined;
  return {
    version: `nextpnr-ice40 ${version}`,
    run: (netlist, options) =>
      withScratch(async (scratch) => {
        const folder = join(scratch, 'work');
        await mkdir(folder);
        await writeFile(join(folder, NETLIST), netlist);
        const run = await runTool(program, commandLine(options), { cwd: folder });
        if (!run.ok) throw placementFailed(run.stderr);
        return readFile(join(folder, REPORT), 'utf8');
      }),
  };
}

/** The WebAssembly build; undefined where the user has not installed it. */
export async function npmNextpnr(): Promise<NextpnrTool | undefined> {
  // @ts-expect-error: users install it beside this package, where it has no types.
  const loaded = await import('@yowasp/nextpnr-ice40').catch(() => undefined);
  if (!loaded) return undefined;
  return {
    version: `nextpnr-ice40 ${loaded.version} (@yowasp/nextpnr-ice40)`,
    async run(netlist, options) {
      let said = '';
      const listen = (bytes: Uint8Array | null) => {
        if (bytes) said += Buffer.from(bytes).toString();
      };
      try {
        const output = { stdout: listen, stderr: listen };
        const made = await loaded.runNextpnrIce40(commandLine(options), { [NETLIST]: netlist }, output);
        return textOf(made[REPORT]);
      } catch (error) {
        // A complaint of nextpnr ends the program in more ways than one.
        if (!(error instanceof loaded.Exit) && said.search(COMPLAINT) < 0) throw error;
        throw placementFailed(said);
      }
    },
  };
}

function textOf(file: string | Uint8Array): string {
  return typeof file === 'string' ? file : Buffer.from(file).toString();
}

/** One seed, so that the same design gives the same figures; a frequency that is missed is an answer, not an error. */
function commandLine(options: readonly string[]): string[] {
  return ['-q', ...options, '--seed', '1', '--timing-allow-fail', '--json', NETLIST, '--report', REPORT];
}

const COMPLAINT = /^ERROR: (.*)$/gm;

function placementFailed(log: string): CosimError {
  const why = [...log.matchAll(COMPLAINT)].map((m) => m[1]).join('\n') || 'nextpnr ended without a reason';
  return new CosimError(
    'BW5109',
    `placement and routing failed: ${why}`,
    1,
    'A smaller design, or other tools, may fit.',
  );
}
