#!/usr/bin/env node
// The command. The TypeScript sources are bundled into .build/ the first time and whenever one of them has changed, so
// that what runs is always what stands in the folder, at the start-up time of a bundle.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const build = join(root, '.build');

/**
 * Packages of many small files that every command needs: they go into the bundle, since finding and reading their files takes
 * longer than running them. All others stay where npm put them.
 */
const BUNDLED = [
  'cli-table3',
  'commander',
  'env-paths',
  'execa',
  'fastest-levenshtein',
  'handlebars',
  'ora',
  'picocolors',
  'zod',
];

/**
 * A digest of names, sizes and times of every source and of the lock file: the stamp of the bundle that was made from them.
 * Reading them all would take longer than a short command; the time of the last change cannot be set, so none is missed.
 */
function sourceStamp() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs, ctimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs} ${ctimeMs}\n`);
  };
  const visit = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (path.endsWith('.ts') && !path.endsWith('.test.ts')) add(path);
    }
  };
  for (const folder of ['generators', 'cosim']) visit(folder);
  for (const file of ['package.json', 'package-lock.json', 'scripts/bitwright.mjs'])
    if (existsSync(join(root, file))) add(file);
  return hash.digest('hex').slice(0, 16);
}

/** Bundles into a folder of this process, then renames: two first runs at once do not disturb each other. */
async function bundle(target) {
  const { build: esbuild } = await import('esbuild');
  const temporary = `${target}.${process.pid}`;
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  await esbuild({
    absWorkingDir: root,
    entryPoints: { cli: 'generators/cli/main.ts' },
    outdir: temporary,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: Object.keys(dependencies).filter((name) => !BUNDLED.includes(name)),
    // Packages of CommonJS ask for the modules of Node by `require`, which a module of the bundle does not have.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    sourcemap: 'linked',
    outExtension: { '.js': '.mjs' },
    logLevel: 'silent',
  });
  for (const old of existsSync(build) ? readdirSync(build) : [])
    if (/^[0-9a-f]{16}$/.test(old) && join(build, old) !== target)
      rmSync(join(build, old), { recursive: true, force: true });
  try {
    renameSync(temporary, target);
  } catch {
    rmSync(temporary, { recursive: true, force: true }); // another process was first
  }
}

try {
  createRequire(import.meta.url).resolve('esbuild');
} catch {
  process.stderr.write(
    `BW5001: the packages that Bitwright stands on are not installed\n  help: run 'npm ci' in ${root}\n`,
  );
  process.exit(3);
}
const target = join(build, sourceStamp());
if (!existsSync(join(target, 'cli.mjs'))) {
  try {
    await bundle(target);
  } catch (error) {
    process.stderr.write(`BW9001: the sources of Bitwright do not build\n${error.message}\n`);
    process.exit(70);
  }
}
// From Node 22 on the machine code of the bundle is kept, too.
module.enableCompileCache?.(join(target, 'compiled'));
await import(pathToFileURL(join(target, 'cli.mjs')).href);
