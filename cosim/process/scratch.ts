import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosimError } from '../error.ts';

const live = new Set<string>();

/** Removes every folder that is still there. For the end of the process, and of test files, whose processes are ended. */
export function removeAllScratch(): void {
  for (const folder of live) rmSync(folder, { recursive: true, force: true });
  live.clear();
}

process.on('exit', removeAllScratch);

/**
 * A new private folder (mode 0700) for temporary files. It is removed when the process ends, or sooner by `removeScratch`.
 * @throws CosimError BW5106 where the system's temporary folder cannot be written.
 */
export async function makeScratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bitwright-')).catch((error: Error) => {
    throw new CosimError(
      'BW5106',
      `no temporary folder could be made: ${error.message}`,
      3,
      'Set TMPDIR to a writable folder.',
    );
  });
  live.add(folder);
  return folder;
}

export async function removeScratch(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  live.delete(folder);
}

/** Runs `body` with a private folder that is removed afterwards, whatever happens. */
export async function withScratch<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeScratch();
  try {
    return await body(folder);
  } finally {
    await removeScratch(folder);
  }
}
