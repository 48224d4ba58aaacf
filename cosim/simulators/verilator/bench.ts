import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../../cache/cache.ts';
import { digestOf } from '../../cache/digest.ts';
import type { DesignFile } from '../../design-files.ts';
import { CosimError } from '../../error.ts';
import { withScratch } from '../../process/scratch.ts';
import { findCompiler } from '../../toolchain/compiler.ts';
import { buildFast } from './fast.ts';
import { buildStock } from './stock.ts';
import { findVerilator } from './toolset.ts';
import type { Variant } from './variant.ts';

/** A build in progress. */
export interface Bench {
  readonly variant: Variant;
  /** Where Verilator runs, so that its messages name the emitted files as the manifest does. */
  readonly directory: string;
  readonly designFiles: readonly string[];
  /** Full path of the wrapper module. */
  readonly wrapperFile: string;
  /** Name of the C++ harness in the build folder. */
  readonly harnessFile: string;
}

/** What surrounds a design: the wrapper module, and the C++ that drives it. */
export interface Surroundings {
  readonly wrapper: string;
  readonly harness: string;
}

export interface BenchSource {
  readonly surroundings: (variant: Variant) => Surroundings;
  readonly directory: string;
  readonly design: readonly DesignFile[];
  readonly progress?: (phrase: string) => void;
}

/** The folder of a built program (a file named `program`) for a design and a variant, from the cache where it is there. */
export async function buildBench(source: BenchSource, variant: Variant): Promise<string> {
  const { design, directory, progress } = source;
  const [tools, compiler] = await Promise.all([findVerilator(), findCompiler()]);
  const { wrapper, harness } = source.surroundings(variant);
  const stock = process.env.BITWRIGHT_VERILATOR === 'stock' || tools.direct === undefined;
  const key = digestOf([
    stock ? 'stock' : 'fast',
    tools.version,
    compiler.path,
    compiler.version,
    JSON.stringify(variant),
    wrapper,
    harness,
    ...design.flatMap(({ path, text }) => [path, text]),
  ]);
  return cached('verilator-program', key, async (staging) => {
    await withScratch(async (folder) => {
      const bench: Bench = {
        variant,
        directory,
        designFiles: design.map(({ path }) => path),
        wrapperFile: join(folder, 'wrapper.v'),
        harnessFile: 'harness.cpp',
      };
      await writeFile(bench.wrapperFile, wrapper);
      await writeFile(join(folder, bench.harnessFile), harness);
      progress?.(`building with ${tools.version.split(' ').slice(0, 2).join(' ')}`);
      if (stock || !tools.direct) await buildStock(bench, tools.wrapper, compiler, folder);
      else
        await buildFast(bench, tools.direct, compiler, tools.version, folder).catch((error: unknown) => {
          if (!(error instanceof CosimError) || error.exit === 1) throw error;
          progress?.('building the slow way, since the quick one failed');
          return buildStock(bench, tools.wrapper, compiler, folder);
        });
      await cp(join(folder, 'program'), join(staging, 'program'));
    });
    return {};
  });
}
