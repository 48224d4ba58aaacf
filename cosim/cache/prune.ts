import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Entries of one kind that stay; the least recently used go. An executable takes about half a megabyte. */
const KEPT = 256;

/** Unfinished folders of builds that died are removed after this many milliseconds: a day. */
const ABANDONED_MS = 86_400_000;

/** Removes what a shelf of the cache no longer needs. Failures are of no consequence: another process may be at it. */
export async function pruneKind(shelf: string, kept = KEPT): Promise<void> {
  const names = await readdir(shelf).catch(() => []);
  const aged = await Promise.all(
    names.map(async (name) => {
      const info = await stat(join(shelf, name)).catch(() => undefined);
      return { name, used: info?.mtimeMs ?? 0 };
    }),
  );
  const abandoned = aged.filter(({ name, used }) => name.startsWith('.') && used < Date.now() - ABANDONED_MS);
  const entries = aged.filter(({ name }) => !name.startsWith('.')).sort((a, b) => b.used - a.used);
  for (const { name } of [...abandoned, ...entries.slice(kept)])
    await rm(join(shelf, name), { recursive: true, force: true }).catch(() => undefined);
}
