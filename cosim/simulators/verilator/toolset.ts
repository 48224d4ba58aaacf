import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toolText } from '../../cache/tool-text.ts';
import { missingTool, runTool } from '../../process/tool.ts';
import { exists, which } from '../../process/which.ts';

export const VERILATOR_INSTALL = 'sudo apt-get install verilator g++';

/** A Verilator of this machine. */
export interface VerilatorTools {
  /** The wrapper script, which finds its own way and calls make. */
  readonly wrapper: string;
  /** First line of the version, for example `Verilator 5.006 2023-01-22 rev (Debian 5.006-3)`. */
  readonly version: string;
  /** The program behind the wrapper and its installation folder, where they could be found: ten times faster to start. */
  readonly direct: { readonly binary: string; readonly root: string } | undefined;
}

const memo = new Map<string, Promise<VerilatorTools>>();

/** @throws CosimError BW5101 where Verilator is not in PATH. */
export async function findVerilator(): Promise<VerilatorTools> {
  const wrapper = which('verilator');
  if (!wrapper) throw missingTool('verilator', VERILATOR_INSTALL);
  let tools = memo.get(wrapper);
  if (!tools) {
    tools = identify(wrapper);
    memo.set(wrapper, tools);
  }
  return tools;
}

async function identify(wrapper: string): Promise<VerilatorTools> {
  const binary = join(dirname(wrapper), 'verilator_bin');
  if (exists(binary)) {
    const stdout = await toolText(binary, ['-V']).catch(() => '');
    const [version] = stdout.split('\n');
    const named = process.env.VERILATOR_ROOT || /^\s*VERILATOR_ROOT\s*=\s*(\S.*)$/m.exec(stdout)?.[1];
    const roots = [named, join(dirname(wrapper), '..', 'share', 'verilator'), '/usr/share/verilator'];
    const root = roots.find((folder) => folder && exists(join(folder, 'include', 'verilated.h')));
    if (root && version.startsWith('Verilator')) return { wrapper, version, direct: { binary, root } };
  }
  const run = await runTool(wrapper, ['--version'], { install: VERILATOR_INSTALL });
  return { wrapper, version: run.stdout.split('\n')[0], direct: undefined };
}

/** Names, sizes and times of the runtime sources under a Verilator root: another installation gives another text. */
export function runtimeFingerprint(root: string): string {
  const folder = join(root, 'include');
  return readdirSync(folder)
    .filter((name) => /\.(h|cpp|mk)$/.test(name))
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    })
    .join('\n');
}
