import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the file that says what a complete cache entry holds. */
const STAMP = 'entry.json';

/**
 * Files up to this size are compared by content whenever an entry is used, larger ones (precompiled headers) by size
 * only: hashing them would cost a good part of what they save, and compilers check them themselves.
 */
const HASHED_BYTES = 4 << 20;

interface Stamp {
  readonly files: readonly { readonly name: string; readonly size: number; readonly sha256?: string }[];
  /** Files elsewhere (system headers) that the entry was made from. */
  readonly sources: readonly { readonly path: string; readonly size: number; readonly mtimeMs: number }[];
}

/** Writes the stamp of a folder that has all its files. `sources` are files elsewhere that it depends upon. */
export function stampEntry(folder: string, sources: readonly string[]): void {
  const files = readdirSync(folder).map((name) => {
    const size = statSync(join(folder, name)).size;
    return size <= HASHED_BYTES ? { name, size, sha256: sha256(join(folder, name)) } : { name, size };
  });
  const stamp: Stamp = {
    files,
    sources: sources.map((path) => {
      const { size, mtimeMs } = statSync(path);
      return { path, size, mtimeMs };
    }),
  };
  writeFileSync(join(folder, STAMP), JSON.stringify(stamp));
}

/** Whether a folder is a complete entry, with every file as it was stored and no source changed since. */
export function isIntact(folder: string): boolean {
  try {
    const stamp: Stamp = JSON.parse(readFileSync(join(folder, STAMP), 'utf8'));
    return (
      stamp.files.every(({ name, size, sha256: hash }) => {
        const file = join(folder, name);
        return statSync(file).size === size && (hash === undefined || sha256(file) === hash);
      }) &&
      stamp.sources.every(({ path, size, mtimeMs }) => {
        const now = statSync(path);
        return now.size === size && now.mtimeMs === mtimeMs;
      })
    );
  } catch {
    // No stamp, an unreadable one, or a file that is gone.
    return false;
  }
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
