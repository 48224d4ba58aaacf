import { mkdtemp, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { makeFolder } from '../process/folder.ts';
import { makeScratch } from '../process/scratch.ts';
import { exists } from '../process/which.ts';
import { pruneKind } from './prune.ts';
import { isIntact, stampEntry } from './stamp.ts';

/** The folder of the build cache: `BITWRIGHT_CACHE`, else the user's cache folder. */
export function cacheRoot(): string {
  return process.env.BITWRIGHT_CACHE || envPaths('bitwright', { suffix: '' }).cache;
}

/** What a builder says of the files that it made. */
export interface Built {
  /** Files elsewhere that they were made from; a change of one makes the entry stale. */
  readonly sources?: readonly string[];
}

/** Where the cache folder cannot be written, one temporary folder serves this process instead. */
let substitute: Promise<string> | undefined;

/** Builds under way in this process, so that two calls at once share one. */
const underWay = new Map<string, Promise<string>>();

/**
 * The folder of a cache entry, built by `build` where it is missing, damaged or stale. An entry is made in a folder of its
 * own and appears under its name in one rename, so other processes see all of it or nothing; where two processes build
 * the same entry, the first one to finish wins and the other uses it.
 *
 * @param kind what the entry is, as a folder name: `verilator-runtime`
 * @param key digest of everything that the content depends on
 */
export function cached(kind: string, key: string, build: (folder: string) => Promise<Built>): Promise<string> {
  const id = join(cacheRoot(), kind, key);
  let entry = underWay.get(id);
  if (!entry) {
    entry = findOrBuild(kind, key, build).finally(() => underWay.delete(id));
    underWay.set(id, entry);
  }
  return entry;
}

async function findOrBuild(kind: string, key: string, build: (folder: string) => Promise<Built>): Promise<string> {
  const found = await find(join(cacheRoot(), kind, key));
  if (found) return found;
  let shelf = join(cacheRoot(), kind);
  let staging = await stage(shelf);
  if (!staging) {
    substitute ??= makeScratch();
    shelf = join(await substitute, kind);
    const again = await find(join(shelf, key));
    if (again) return again;
    staging = await stage(shelf);
    if (!staging) throw new Error(`${shelf} cannot be written, though it was made by this process`);
  }
  try {
    const { sources = [] } = await build(staging);
    stampEntry(staging, sources);
    await install(staging, join(shelf, key));
    await pruneKind(shelf);
    return join(shelf, key);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function find(entry: string): Promise<string | undefined> {
  if (!isIntact(entry)) return undefined;
  const now = new Date();
  // The time of last use, for pruning. A cache that can only be read is still a cache.
  await utimes(entry, now, now).catch(() => undefined);
  return entry;
}

/** A new folder beside the entries, on the same file system; undefined where none can be made. */
async function stage(shelf: string): Promise<string | undefined> {
  try {
    makeFolder(shelf);
    return await mkdtemp(join(shelf, '.new-'));
  } catch {
    return undefined;
  }
}

async function install(staging: string, entry: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(staging, entry);
    } catch (error) {
      if (attempt === 5 || !exists(entry)) throw error;
    }
    if (isIntact(entry)) return;
    // Damaged or stale: it steps aside in one rename too, so nobody reads half of it. Another process may be quicker.
    const aside = `${staging}-old`;
    await rename(entry, aside).catch(() => undefined);
    await rm(aside, { recursive: true, force: true });
  }
}
