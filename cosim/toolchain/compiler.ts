import { basename } from 'node:path';
import { toolText } from '../cache/tool-text.ts';
import { missingTool } from '../process/tool.ts';
import { exists, which } from '../process/which.ts';

/** A C++ compiler of this machine. */
export interface Compiler {
  readonly path: string;
  /** First line of `--version`. */
  readonly version: string;
}

export const COMPILER_INSTALL = 'sudo apt-get install g++';

const memo = new Map<string, Promise<Compiler>>();

/**
 * The C++ compiler: the program that `CXX` names, else g++, clang++ or c++, whichever comes first in PATH.
 * @throws CosimError BW5101 where there is none.
 */
export async function findCompiler(): Promise<Compiler> {
  const wanted = process.env.CXX ? [process.env.CXX] : ['g++', 'clang++', 'c++'];
  const path = wanted
    .map((name) => (!name.includes('/') ? which(name) : exists(name) ? name : undefined))
    .find((file) => file);
  if (!path) throw missingTool(process.env.CXX ?? 'a C++ compiler (g++ or clang++)', COMPILER_INSTALL);
  let compiler = memo.get(path);
  if (!compiler) {
    compiler = identify(path);
    memo.set(path, compiler);
  }
  return compiler;
}

async function identify(path: string): Promise<Compiler> {
  const text = await toolText(path, ['--version']);
  return { path, version: text.split('\n')[0] };
}

/** Options that choose a linker, the fastest of those installed first, the compiler's own choice last. */
export function linkerOptions(): string[][] {
  const programs = ['mold', 'ld.lld', 'ld.gold'].filter((name) => which(name) !== undefined);
  return [...programs.map((name) => [`-fuse-ld=${basename(name).replace('ld.', '')}`]), []];
}
