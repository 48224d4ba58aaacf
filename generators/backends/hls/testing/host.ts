/**
 * Emitted C++ compiled and run on this machine, for tests. Many designs go into one program, because reading the headers
 * of a library takes longer than all the rest.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { execa } from 'execa';
import { benchVectors, type Compiled } from '../../../compile.ts';
import { cornerWords } from '../../../formats/corners.ts';
import { type Type, widthOf } from '../../../formats/format.ts';
import { packRows } from '../../../golden/packing.ts';
import { elementOf, inputsOf } from '../../../ir/ir.ts';
import type { BenchVectors } from '../../backend.ts';
import type { HlsDialect } from '../dialect.ts';
import { HLS_DIALECTS, hlsBackend } from '../index.ts';

export const hasSystemC =
  existsSync('/usr/include/systemc.h') || existsSync(join(process.env.SYSTEMC_HOME ?? '/', 'include', 'systemc.h'));

/** Corner words of the ports against each other and pseudo-random words, always the same, with what the golden model says. */
export function vectorsFor(compiled: Compiled, count = 64): BenchVectors {
  const types = inputsOf(compiled.design).map((p) => p.type);
  const random = generator(types.length + 1);
  const rows = Array.from({ length: types.length === 0 ? 1 : count }, (_, i) =>
    types.map((type, port) => (i % 2 === 0 ? corner(type, (i >> 1) * (2 * port + 1), random) : random(widthOf(type)))),
  );
  const ports = types.map((t) => ({ width: widthOf(t) }));
  return benchVectors(compiled, packRows(ports, rows), rows.length);
}

function corner(type: Type, index: number, random: (bits: number) => bigint): bigint {
  const words = cornerWords(elementOf(type));
  if (type.kind !== 'vector') return words[index % words.length];
  const width = BigInt(widthOf(type.element));
  const one = () => words[Number(random(16)) % words.length];
  return Array.from({ length: type.length }, one).reduce((packed, word) => (packed << width) | word, 0n);
}

/** Pseudo-random words (xorshift64*). */
function generator(seed: number): (bits: number) => bigint {
  let state = 0x9e3779b97f4a7c15n ^ BigInt(seed);
  const next = () => {
    state ^= state >> 12n;
    state = BigInt.asUintN(64, state ^ (state << 25n));
    state ^= state >> 27n;
    return BigInt.asUintN(64, state * 0x2545f4914f6cdd1dn) >> 32n;
  };
  return (bits) => {
    let word = 0n;
    for (let got = 0; got < bits; got += 32) word = (word << 32n) | next();
    return BigInt.asUintN(bits, word);
  };
}

export interface HostLibrary {
  readonly dialect: HlsDialect['name'];
  readonly flags: readonly string[];
  readonly libraries: readonly string[];
}

export const SYSTEMC: HostLibrary = {
  dialect: 'systemc',
  flags: process.env.SYSTEMC_HOME ? [`-I${process.env.SYSTEMC_HOME}/include`] : [],
  libraries: [
    ...(process.env.SYSTEMC_HOME
      ? [`-L${process.env.SYSTEMC_HOME}/lib`, `-Wl,-rpath,${process.env.SYSTEMC_HOME}/lib`]
      : []),
    '-lsystemc',
  ],
};

/** The vendors' dialects with stand-ins for their headers, which show slips in the text; the results are SystemC's. */
export const STANDINS: readonly HostLibrary[] = (['vitis', 'catapult'] as const).map((dialect) => ({
  dialect,
  flags: [...SYSTEMC.flags, `-I${join(import.meta.dirname, 'standin')}`],
  libraries: SYSTEMC.libraries,
}));

/** Compiles the test benches of the designs into one program, each in a namespace of its own; its exit code and output. */
export async function runBenches(
  library: HostLibrary,
  designs: readonly { readonly compiled: Compiled; readonly vectors: BenchVectors }[],
): Promise<{ exitCode: number; output: string }> {
  return inScratch(async (folder) => {
    const backend = hlsBackend(library.dialect);
    const parts: string[] = [];
    for (const [i, { compiled, vectors }] of designs.entries()) {
      // Folders of their own, as designs in one program may have one name.
      for (const file of backend.emit({ ...compiled, vectors })) {
        const path = join(folder, `d${i}`, relative('hls', file.path));
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, file.text);
      }
      const name = compiled.design.name;
      parts.push(
        `namespace d${i} {\n#define main bench\n#define sc_main bench\n#include "d${i}/${name}.cpp"\n#include "d${i}/${name}_tb.cpp"\n#undef main\n#undef sc_main\n}`,
      );
    }
    const calls = designs.map((_, i) => `  failed |= d${i}::bench(argc, argv);`);
    const main = ['int main(int argc, char **argv)', '{', '  int failed = 0;', ...calls, '  return failed;', '}'];
    return compileAndRun(library, [...parts, ...main], folder);
  });
}

/** Compiles a program that includes the library's headers, and runs it; exit code -1 and the errors where it does not compile. */
export async function compileAndRun(
  library: HostLibrary,
  program: readonly string[],
  folder: string,
): Promise<{ exitCode: number; output: string }> {
  // The main function of libsystemc, which ours takes the place of, calls this one.
  const glue = ['extern "C" int sc_main(int, char **)', '{', '  return 0;', '}'];
  await writeFile(join(folder, 'all.cpp'), [...program, ...glue, ''].join('\n'));
  const prefix = await precompiled(library);
  const options = [...OPTIONS, ...library.flags, '-include', prefix, 'all.cpp', '-o', 'all', ...library.libraries];
  const built = await execa('g++', options, { cwd: folder, reject: false });
  if (built.exitCode !== 0) return { exitCode: -1, output: built.stderr.slice(0, 6000) };
  const run = await execa(join(folder, 'all'), { reject: false });
  return { exitCode: run.exitCode ?? -1, output: run.stdout };
}

const OPTIONS = ['-std=c++17', '-O0'];
const headers = new Map<string, Promise<string>>();

/** A precompiled header with all that a library's programs include; `removeHeaders` ends its life. */
function precompiled(library: HostLibrary): Promise<string> {
  let header = headers.get(library.dialect);
  if (!header) {
    header = (async () => {
      const folder = await mkdtemp(join(tmpdir(), 'bitwright-hls-headers-'));
      const path = join(folder, 'prefix.h');
      await writeFile(path, `${hostIncludes(library).join('\n')}\n`);
      await execa('g++', [...OPTIONS, ...library.flags, '-x', 'c++-header', path, '-o', `${path}.gch`]);
      return path;
    })();
    headers.set(library.dialect, header);
  }
  return header;
}

/** For `afterAll` of the files that compile. */
export async function removeHeaders(): Promise<void> {
  for (const header of headers.values()) await rm(dirname(await header), { recursive: true, force: true });
  headers.clear();
}

/** The library's headers stand before any namespace. */
function hostIncludes({ dialect }: HostLibrary): string[] {
  const standard = ['stddef.h', 'stdint.h', 'stdio.h', 'stdlib.h', 'string.h'].map((h) => `#include <${h}>`);
  return [...standard, ...HLS_DIALECTS[dialect].includes(1)];
}

export async function inScratch<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bitwright-hls-'));
  try {
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
