/** The import rules of docs/architecture.md, held against the code itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Folders of generators/ from the ground up; a file may import from its own floor and from those below. */
const FLOORS: readonly (readonly string[])[] = [
  ['diagnostics', 'root.ts'],
  ['formats', 'manifest.ts'],
  ['exact', 'netlist', 'tensors', 'adder-graph'],
  ['ir', 'golden', 'timing'],
  ['ops'],
  ['design', 'passes', 'layers', 'network'],
  ['backends', 'training', 'import'],
  ['compile.ts', 'index.ts'],
  ['streaming'],
  ['cli'],
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

/** Every import of the project's own modules (relative), and of packages (by name), in the given folder. */
function importsIn(folder: string): Import[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
  return files.flatMap((name) => {
    const from = `${folder}/${name}`;
    const text = readFileSync(join(ROOT, from), 'utf8');
    const statements = [
      ...text.matchAll(
        /^(?:import|export)\s+(type\s)?[^'"`;]*?from\s+'([^']+)'|^import\s+()'([^']+)'|\bimport\(()'([^']+)'\)/gm,
      ),
    ];
    return statements.map((m) => {
      const target = m[2] ?? m[4] ?? m[6];
      const to = target.startsWith('.') ? relative(ROOT, join(ROOT, dirname(from), target)) : target;
      return { from, to, typeOnly: m[1] !== undefined };
    });
  });
}

const generators = importsIn('generators');
const shipped = generators.filter((i) => !isTest(i.from));
const cosim = importsIn('cosim').filter((i) => !isTest(i.from));

function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || file.includes('/testing/');
}

function floorOf(path: string): number {
  const room = path.split('/')[1];
  return FLOORS.findIndex((f) => f.includes(room));
}

const broken = (imports: readonly Import[], wrong: (i: Import) => boolean) =>
  imports.filter(wrong).map((i) => `${i.from} imports ${i.to}`);

describe('import rules', () => {
  it('sees the imports', () => {
    expect(shipped.length).toBeGreaterThan(200);
    expect(cosim.length).toBeGreaterThan(50);
  });

  it('knows the floor of every folder of generators', () => {
    expect(shipped.filter((i) => floorOf(i.from) < 0).map((i) => i.from)).toEqual([]);
  });

  it('imports only go down', () => {
    expect(broken(shipped, (i) => i.to.startsWith('generators/') && floorOf(i.to) > floorOf(i.from))).toEqual([]);
  });

  it('exact code knows formats and exact values, nothing of hardware', () => {
    const exact = shipped.filter((i) => i.from.startsWith('generators/exact/') || /\/(float-)?exact\.ts$/.test(i.from));
    expect(exact.length).toBeGreaterThan(30);
    const allowed = /^generators\/(exact|formats|diagnostics)\//;
    expect(broken(exact, (i) => !i.typeOnly && !allowed.test(i.to))).toEqual([]);
  });

  it('lowering and executors know nothing of exact values', () => {
    const hardware = shipped.filter((i) =>
      /^generators\/(netlist|golden)\/|^generators\/ops\/(.*\/)?((float-)?lower|float-into-fixed|fixed-words|quantise|overflow)\.ts$|^generators\/ops\/float\//.test(
        i.from,
      ),
    );
    expect(hardware.length).toBeGreaterThan(50);
    expect(broken(hardware, (i) => /^generators\/exact\/|\/(float-)?exact\.ts$/.test(i.to) && !i.typeOnly)).toEqual([]);
  });

  it("only the command line starts processes or touches the user's files", () => {
    const processes = /^(execa|node:child_process|node:fs\/promises|node:os|jiti)$/;
    expect(broken(shipped, (i) => !i.from.startsWith('generators/cli/') && processes.test(i.to))).toEqual([]);
  });

  it('cosim sees the type of the manifest and nothing else of generators', () => {
    expect(
      broken(cosim, (i) => i.to.startsWith('generators/') && !(i.typeOnly && i.to === 'generators/manifest.ts')),
    ).toEqual([]);
  });

  it('only the command line joins generators and cosim', () => {
    expect(broken(shipped, (i) => i.to.startsWith('cosim/') && !i.from.startsWith('generators/cli/'))).toEqual([]);
  });

  it('who only builds loads no array library', () => {
    const trains =
      /^generators\/(training|tensors)\/|^generators\/layers\/(.*\/train|.*twins?|twin-shapes)\.ts$|^generators\/cli\/train\.ts$/;
    const ofTraining = (to: string) => to === '@jax-js/jax' || trains.test(to);
    expect(
      broken(
        shipped,
        (i) => !i.typeOnly && ofTraining(i.to) && !trains.test(i.from) && i.to !== 'generators/cli/train.ts',
      ),
    ).toEqual([]);
  });

  it('emission reads no clock, no environment and no randomness of its own', () => {
    const impure = /\bDate\b|process\.env|Math\.random|performance\./;
    const files = [...new Set(shipped.map((i) => i.from))].filter((f) => !f.startsWith('generators/cli/'));
    expect(files.filter((f) => impure.test(readFileSync(join(ROOT, f), 'utf8')))).toEqual([]);
  });
});
