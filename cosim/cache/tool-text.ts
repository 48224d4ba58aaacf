import { statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CosimError } from '../error.ts';
import { ending, runTool } from '../process/tool.ts';
import { cached } from './cache.ts';
import { digestOf } from './digest.ts';

/**
 * What a program says to these arguments (its version, where it was installed), asked once for each state of its file:
 * starting a compiler only for its version takes as long as a small simulation.
 * @throws CosimError BW5102 where it does not end well.
 */
export async function toolText(file: string, args: readonly string[]): Promise<string> {
  const { size, mtimeMs, ctimeMs } = statSync(file);
  const key = digestOf([file, ...args, `${size} ${mtimeMs} ${ctimeMs}`, process.env.VERILATOR_ROOT ?? '']);
  const folder = await cached('tool-text', key, async (staging) => {
    const run = await runTool(file, args);
    if (!run.ok) throw new CosimError('BW5102', `${file} ${args.join(' ')} failed with ${ending(run)}`, 3);
    await writeFile(join(staging, 'stdout'), run.stdout);
    return {};
  });
  return readFile(join(folder, 'stdout'), 'utf8');
}
