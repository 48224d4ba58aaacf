import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../cosim/process/folder.ts';
import type { EmittedFile } from '../backends/backend.ts';
import { fail } from '../diagnostics/diagnostic.ts';
import { manifestSchema } from '../manifest.ts';

/**
 * Writes an output folder all at once: into a folder beside it first, then by renaming, so that nobody ever sees half a
 * file. In the folder of an earlier build the files of that build are replaced and everything else stays; any other folder
 * that is not empty is left alone.
 */
export function writeFolder(folder: string, files: readonly EmittedFile[]): void {
  const target = resolve(folder);
  let temporary: string | undefined;
  try {
    const earlier = filesOfEarlierBuild(target);
    makeFolder(dirname(target));
    temporary = mkdtempSync(join(dirname(target), `.${basename(target)}.partial-`));
    for (const file of files) {
      makeFolder(dirname(join(temporary, file.path)));
      writeFileSync(join(temporary, file.path), file.text);
    }
    makeFolder(target);
    for (const old of earlier) if (!files.some((f) => f.path === old)) rmSync(join(target, old), { force: true });
    // The manifest is the last file of the list: a folder that has it has everything that it names.
    for (const file of files) {
      makeFolder(dirname(join(target, file.path)));
      renameSync(join(temporary, file.path), join(target, file.path));
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    // `CODE: reason, call 'path'`: the call and the folder beside the target are ours, not the user's.
    fail('BW5003', `cannot write the output folder ${folder}: ${message.split(', ')[0]}`, {
      help: 'choose a folder that you may write to with -o DIR',
    });
  } finally {
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  }
}

/** Refuses a place where no file can be written, before the work for it begins. */
export function checkFile(file: string): void {
  const help = 'name a file in a folder that exists';
  const folder = statSync(dirname(resolve(file)), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) fail('BW5111', `cannot write ${file}: there is no folder ${dirname(file)}`, { help });
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    fail('BW5111', `cannot write ${file}: it is a folder`, { help });
}

/** Writes a file beside its place first, then renames it. */
export function writeFile(file: string, text: string): void {
  const temporary = `${file}.partial-${process.pid}`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    rmSync(temporary, { force: true });
    fail('BW5111', `cannot write ${file}: ${message.split(', ')[0]}`, { help: 'name a file that you may write to' });
  }
}

/** The paths that the manifest of an earlier build lists, itself too; none where the folder is empty or absent. */
function filesOfEarlierBuild(target: string): string[] {
  let entries: string[];
  try {
    if (!statSync(target).isDirectory())
      fail('BW5003', `${target} is a file`, { help: 'choose another folder with -o DIR' });
    entries = readdirSync(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  if (entries.length === 0) return [];
  const listed = listedBy(join(target, 'manifest.json'));
  if (!listed)
    fail('BW5004', `${target} holds files that are not a build of Bitwright`, {
      help: 'choose an empty or new folder with -o DIR; in the folder of an earlier build its files are replaced',
    });
  return [...listed, 'manifest.json'];
}

function listedBy(manifest: string): string[] | undefined {
  try {
    const { files } = manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8')));
    return files.map((f) => f.path).filter((path) => !path.split('/').includes('..'));
  } catch {
    return undefined;
  }
}
