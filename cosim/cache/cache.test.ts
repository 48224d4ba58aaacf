import { mkdir, readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeScratch, removeAllScratch, removeScratch } from '../process/scratch.ts';
import { cached } from './cache.ts';
import { digestOf } from './digest.ts';
import { pruneKind } from './prune.ts';

afterAll(removeAllScratch);

let root: string;

beforeEach(async () => {
  root = await makeScratch();
  vi.stubEnv('BITWRIGHT_CACHE', root);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await removeScratch(root);
});

/** A builder that counts its calls and writes one file. */
function builder(text = 'content', sources: string[] = []) {
  return vi.fn(async (folder: string) => {
    await writeFile(join(folder, 'file'), text);
    return { sources };
  });
}

test('an entry is built once', async () => {
  const build = builder();
  const folder = await cached('kind', 'key', build);
  expect(await cached('kind', 'key', build)).toBe(folder);
  expect(build).toHaveBeenCalledTimes(1);
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('content');
});

test('calls at the same time share one build', async () => {
  const build = builder();
  await Promise.all([cached('kind', 'key', build), cached('kind', 'key', build)]);
  expect(build).toHaveBeenCalledTimes(1);
});

test('truncated, changed and half-made entries are built again', async () => {
  const build = builder();
  const file = join(await cached('kind', 'key', build), 'file');
  await truncate(file, 3);
  await cached('kind', 'key', build);
  expect(build).toHaveBeenCalledTimes(2);
  await writeFile(file, 'CONTENT');
  await cached('kind', 'key', build);
  expect(build).toHaveBeenCalledTimes(3);
  await writeFile(join(root, 'kind', 'key', 'entry.json'), '{');
  await cached('kind', 'key', build);
  expect(build).toHaveBeenCalledTimes(4);
  expect(await readFile(file, 'utf8')).toBe('content');
  expect(await readdir(join(root, 'kind'))).toEqual(['key']);
});

test('an entry whose source has changed is stale', async () => {
  const source = join(root, 'header.h');
  await writeFile(source, 'one');
  const build = builder('content', [source]);
  await cached('kind', 'key', build);
  await cached('kind', 'key', build);
  expect(build).toHaveBeenCalledTimes(1);
  await utimes(source, 1, 1);
  await cached('kind', 'key', build);
  expect(build).toHaveBeenCalledTimes(2);
});

test('a build that fails leaves nothing', async () => {
  const failing = async (folder: string) => {
    await writeFile(join(folder, 'half'), 'x');
    throw new Error('no');
  };
  await expect(cached('kind', 'key', failing)).rejects.toThrow('no');
  expect(await readdir(join(root, 'kind'))).toEqual([]);
});

test('a cache that cannot be written is replaced by a temporary one', async () => {
  await writeFile(join(root, 'file'), '');
  vi.stubEnv('BITWRIGHT_CACHE', join(root, 'file', 'below'));
  const build = builder();
  const folder = await cached('kind', 'key', build);
  expect(folder.startsWith(root)).toBe(false);
  expect(await cached('kind', 'key', build)).toBe(folder);
  expect(build).toHaveBeenCalledTimes(1);
});

test('the least recently used entries go, and builds that died', async () => {
  for (const [k, name] of ['old', 'middle', 'new', '.new-dead'].entries()) {
    await mkdir(join(root, name));
    await utimes(join(root, name), 1000 + k, 1000 + k);
  }
  await mkdir(join(root, '.new-live'));
  await pruneKind(root, 2);
  expect((await readdir(root)).sort()).toEqual(['.new-live', 'middle', 'new']);
});

test('digests tell where one text ends', () => {
  expect(digestOf(['ab', 'c'])).not.toBe(digestOf(['a', 'bc']));
});
