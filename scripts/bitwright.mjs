#!/usr/bin/env node
// The command. The TypeScript sources are bundled into .build/ the first time and whenever one of them has changed, so
// that what runs is always what stands in the folder, at the start-up time of one file whose machine code is kept.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const build = join(root, '.build');

/** What the bundle gets, as modules of CommonJS do; scripts with kept machine code have no `import()` of their own. */
const PARAMETERS = 'require, __filename, importPackage';

/**
 * Packages of many small files that every command needs: they go into the bundle, since finding and reading their files takes
 * longer than running them; and those that only `import` can load, which a bundle of CommonJS has not. All others stay where
 * npm put them.
 */
const BUNDLED = [
  'cli-table3',
  'commander',
  'd3-array',
  'd3-scale',
  'd3-shape',
  'env-paths',
  'execa',
  'fastest-levenshtein',
  'handlebars',
  'ora',
  'picocolors',
  'zod',
];

/** What a path is known by: reading it would take longer than a short command, and the time of the last change cannot be set. */
function stampOf(path) {
  const { size, mtimeMs, ctimeMs } = statSync(join(root, path));
  return `${path} ${size} ${mtimeMs} ${ctimeMs}`;
}

/** Stamps of every source, and of every folder of them: a folder changes with the names that it holds. */
function sourceStamps() {
  const paths = ['package.json', 'package-lock.json', 'scripts/bitwright.mjs'];
  const visit = (folder) => {
    paths.push(folder);
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (/\.(ts|hbs)$/.test(path) && !path.endsWith('.test.ts')) paths.push(path);
    }
  };
  for (const folder of ['generators', 'cosim', 'templates']) visit(folder);
  return paths.filter((path) => existsSync(join(root, path))).map(stampOf);
}

/** The folder of the bundle of the sources as they are; undefined where there is none. */
function currentBundle() {
  try {
    const { folder, stamps } = JSON.parse(readFileSync(join(build, 'current.json'), 'utf8'));
    const same = stamps.every((stamp) => stampOf(stamp.slice(0, stamp.indexOf(' '))) === stamp);
    return same && existsSync(join(build, folder, 'cli.cjs')) ? join(build, folder) : undefined;
  } catch {
    return undefined; // none yet, or a source is gone
  }
}

/** Writes a file of which nobody sees half. */
function writeWhole(file, content) {
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

/**
 * The package `handlebars` of the bundle: what it would compile on every start is there compiled, by the text of the template.
 * Only pages (`templates/report/`) escape what they are given.
 */
async function templatesCompiled() {
  const { default: Handlebars } = await import('handlebars');
  const specs = readdirSync(join(root, 'templates'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: folder }) => readdirSync(join(root, 'templates', folder)).map((name) => ({ folder, name })))
    .map(({ folder, name }) => {
      const text = readFileSync(join(root, 'templates', folder, name), 'utf8');
      const noEscape = folder !== 'report';
      const spec = Handlebars.precompile(text, { strict: true, noEscape });
      return `[${JSON.stringify(`${noEscape} ${text}`)}, ${spec}]`;
    });
  const contents = [
    "import Handlebars from 'handlebars/runtime';",
    `const specs = new Map([${specs.join(',\n')}]);`,
    'export default { compile: (text, { noEscape }) => Handlebars.template(specs.get(`${noEscape} ${text}`)) };',
  ].join('\n');
  return {
    name: 'templates',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^handlebars$/ }, () => ({ path: 'handlebars', namespace: 'templates' }));
      onLoad({ filter: /.*/, namespace: 'templates' }, () => ({ contents, resolveDir: root }));
    },
  };
}

/** Packages that are imported when they are needed: a module that has `then` becomes what that gives. */
const packagesImported = {
  name: 'packages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^.]/ }, ({ kind, path }) =>
      kind === 'dynamic-import' && !BUNDLED.includes(path) ? { path, namespace: 'packages' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'packages' }, ({ path }) => ({
      contents: `export const then = (give, fail) => importPackage(${JSON.stringify(path)}).then(give, fail);`,
    }));
  },
};

/** Bundles into a folder of this process, then renames: two first runs at once do not disturb each other. */
async function bundle() {
  const { build: esbuild } = await import('esbuild');
  const stamps = sourceStamps();
  const folder = createHash('sha256').update(stamps.join('\n')).digest('hex').slice(0, 16);
  const target = join(build, folder);
  const temporary = `${target}.${process.pid}`;
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  await esbuild({
    absWorkingDir: root,
    entryPoints: { cli: 'generators/cli/main.ts', 'golden-worker': 'generators/cli/golden-worker.ts' },
    outdir: temporary,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    plugins: [await templatesCompiled(), packagesImported],
    external: Object.keys(dependencies).filter((name) => !BUNDLED.includes(name)),
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    sourcemap: 'linked',
    outExtension: { '.js': '.cjs' },
    logLevel: 'silent',
  });
  // By this the bundle knows itself: what it computed before may serve again.
  writeFileSync(
    join(temporary, 'digest'),
    createHash('sha256')
      .update(readFileSync(join(temporary, 'cli.cjs')))
      .digest('hex'),
  );
  for (const old of readdirSync(build))
    if (/^[0-9a-f]{16}$/.test(old) && old !== folder) rmSync(join(build, old), { recursive: true, force: true });
  try {
    renameSync(temporary, target);
  } catch {
    rmSync(temporary, { recursive: true, force: true }); // another process was first
  }
  writeWhole(join(build, 'current.json'), JSON.stringify({ folder, stamps }));
  return target;
}

/** What a run will need of the bundle, in a word: the command, and the kind of design that it is given. */
function errand([command = '', argument = '']) {
  if (!/^[a-z]+$/.test(command)) return 'help';
  return argument.startsWith('op:') ? `${command}-op` : `${command}${extname(argument).replace(/[^a-z]/g, '-')}`;
}

/**
 * Runs the bundle with the machine code of an earlier run of the same errand, where there is one; V8 refuses what another
 * version or other options made. What its first run has compiled is kept, by preference of one that ends well.
 */
function run(folder) {
  const file = join(folder, 'cli.cjs');
  const [own, failed] = [errand(process.argv.slice(2)), 'failed'].map((name) => join(folder, `${name}.code`));
  const kept = [own, failed].find((name) => existsSync(name));
  const cachedData = kept && readFileSync(kept);
  // The bundler writes ASCII only.
  const text = `(function (${PARAMETERS}) {${readFileSync(file, 'latin1')}\n})`;
  const script = new vm.Script(text, { filename: file, cachedData });
  process.on('exit', (code) => {
    const better = code === 0 ? own : failed;
    if (!script.cachedDataRejected && (kept === own || kept === better)) return;
    try {
      writeWhole(better, script.createCachedData());
    } catch {
      // A folder that cannot be written: the next run compiles again.
    }
  });
  script.runInThisContext()(createRequire(file), file, (name) => import(name));
}

try {
  createRequire(import.meta.url).resolve('esbuild');
} catch {
  process.stderr.write(
    `BW5001: the packages that Bitwright stands on are not installed\n  help: run 'npm ci' in ${root}\n`,
  );
  process.exit(3);
}
let folder = currentBundle();
if (folder === undefined) {
  try {
    mkdirSync(build, { recursive: true });
    folder = await bundle();
  } catch (error) {
    process.stderr.write(`BW9001: the sources of Bitwright do not build\n${error.message}\n`);
    process.exit(70);
  }
}
run(folder);
