import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../../cache/cache.ts';
import { digestOf } from '../../cache/digest.ts';
import { withScratch } from '../../process/scratch.ts';
import { complaint, runTool } from '../../process/tool.ts';
import { type Compiler, linkerOptions } from '../../toolchain/compiler.ts';
import { compilationFailed, precompile } from '../../toolchain/precompile.ts';
import { runtimeFingerprint } from './toolset.ts';
import type { Variant } from './variant.ts';

/** What each design is compiled against and linked with; built once per machine and variant. */
export interface Runtime {
  /** Folder with the precompiled header and the objects. */
  readonly folder: string;
  /** Flags of every compilation; they must equal those of the precompiled header. */
  readonly flags: readonly string[];
  readonly objects: readonly string[];
}

/** Headers that the harness and all generated files include. */
const HEADERS = ['verilated.h', 'cstdint', 'cstdio', 'cstdlib', 'vector'];

const LIBRARIES = ['-latomic'];

export function compilerFlags(compiler: Compiler, root: string, variant: Variant): string[] {
  const defaults = ['VM_COVERAGE', 'VM_SC', 'VM_TRACE', 'VM_TRACE_FST', 'VM_TRACE_VCD', 'VM_TRACE_SAIF']
    .filter((name) => !variant.compiler.includes(`-D${name}=1`))
    .map((name) => `-D${name}=0`);
  const nested = /clang/.test(compiler.version) ? ['-fbracket-depth=4096'] : [];
  const include = join(root, 'include');
  return [
    '-std=gnu++17',
    '-pthread',
    '-Werror=invalid-pch',
    ...nested,
    ...variant.compiler,
    ...defaults,
    '-isystem',
    include,
    '-isystem',
    join(include, 'vltstd'),
  ];
}

/**
 * The runtime for a variant, from the cache or built. `sources` are the runtime files that Verilator lists for the design,
 * without `.cpp`: `verilated`, `verilated_threads`.
 */
export async function prepareRuntime(
  compiler: Compiler,
  version: string,
  root: string,
  variant: Variant,
  sources: readonly string[],
): Promise<Runtime> {
  const flags = compilerFlags(compiler, root, variant);
  const linkers = linkerOptions();
  const key = digestOf([
    version,
    compiler.path,
    compiler.version,
    root,
    runtimeFingerprint(root),
    JSON.stringify([flags, variant.headers, variant.libraries, sources, linkers, HEADERS, LIBRARIES]),
  ]);
  const folder = await cached('verilator-runtime', key, async (staging) => {
    const compile = async (source: string) => {
      const object = join(staging, `${source}.o`);
      const file = join(root, 'include', `${source}.cpp`);
      const run = await runTool(compiler.path, [...flags, '-c', file, '-o', object]);
      if (!run.ok) throw compilationFailed(compiler, `Verilator's ${source}.cpp`, complaint(run), 3);
      return object;
    };
    const [read, ...objects] = await Promise.all([
      precompile(compiler, flags, [...HEADERS, ...variant.headers], staging),
      ...sources.map(compile),
    ]);
    await writeFile(join(staging, 'link.rsp'), (await workingLink(compiler, objects, linkers, variant)).join('\n'));
    return { sources: read };
  });
  return { folder, flags, objects: sources.map((source) => join(folder, `${source}.o`)) };
}

/** Options for linking with the runtime, with the first linker that manages to. */
function workingLink(
  compiler: Compiler,
  objects: readonly string[],
  linkers: readonly string[][],
  variant: Variant,
): Promise<string[]> {
  return withScratch(async (folder) => {
    const source = join(folder, 'empty.cpp');
    await writeFile(source, 'int main() { return 0; }\n');
    let last = '';
    for (const linker of linkers) {
      const options = [...linker, ...variant.libraries, ...LIBRARIES];
      const run = await runTool(compiler.path, [source, ...objects, '-o', join(folder, 'empty'), ...options]);
      if (run.ok) return options;
      last = complaint(run);
    }
    throw compilationFailed(compiler, "Verilator's runtime", last, 3);
  });
}
