import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { EmittedFile } from '../backends/backend.ts';
import { fail } from '../diagnostics/diagnostic.ts';

/**
 * Writes an output folder all at once: into a folder beside it first, then by renaming, so that nobody ever sees half a
 * build. A folder that holds anything but an earlier build is left alone.
 */
export function writeFolder(folder: string, files: readonly EmittedFile[]): void {
  const target = resolve(folder);
  refuseForeign(target);
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.partial`);
  try {
    for (const file of files) {
      const path = join(temporary, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.text);
    }
    rmSync(target, { recursive: true, force: true });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    fail('BW5003', `cannot write the output folder ${folder}: ${message}`, {
      help: 'choose a folder that you may write to with -o DIR',
    });
  }
}

function refuseForeign(target: string): void {
  let entries: string[];
  try {
    if (!statSync(target).isDirectory())
      fail('BW5003', `${target} is a file`, { help: 'choose another folder with -o DIR' });
    entries = readdirSync(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    fail('BW5003', `cannot read the output folder ${target}`, { help: 'choose another folder with -o DIR' });
  }
  if (entries.length > 0 && !entries.includes('manifest.json'))
    fail('BW5004', `${target} holds files that are not a build of Bitwright`, {
      help: 'choose an empty or new folder with -o DIR; a folder with a manifest.json is replaced',
    });
}
