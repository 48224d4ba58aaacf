/** Copies of the project in which mutants live: the user's own files are only read. */
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Mutant, mutated } from './mutant.ts';

/** What a copy does without, at the top of the project. */
const LEFT_OUT = new Set(['.git', '.build', 'node_modules', 'rtl-out']);

/** A copy of the project at `root` in the new folder `copy`, with the same packages. */
export async function copyProject(root: string, copy: string): Promise<void> {
  await cp(root, copy, { recursive: true, filter: (file) => !LEFT_OUT.has(relative(root, file)) });
  // A folder of links rather than one link: what tools cache among the packages stays in the copy.
  await mkdir(join(copy, 'node_modules'));
  for (const name of await readdir(join(root, 'node_modules')))
    if (!name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(copy, 'node_modules', name));
}

/** Runs `body` while the mutant's mistake is in the copy. */
export async function withMutant<T>(copy: string, mutant: Mutant, body: () => Promise<T>): Promise<T> {
  const file = join(copy, mutant.file);
  const sound = await readFile(file, 'utf8');
  await writeFile(file, mutated(sound, mutant));
  try {
    return await body();
  } finally {
    await writeFile(file, sound);
  }
}
