import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CosimError } from '../error.ts';
import { complaint, runTool } from '../process/tool.ts';
import type { Compiler } from './compiler.ts';

/** Name of a precompiled header in its folder: `-include <folder>/prefix.h` finds `prefix.h.gch` beside it. */
export const PREFIX = 'prefix.h';

/**
 * Precompiles a header that includes `includes` into `folder`, and gives the files that it read. A translation unit that
 * starts with `-include <folder>/prefix.h` and has the same flags skips reading them.
 */
export async function precompile(
  compiler: Compiler,
  flags: readonly string[],
  includes: readonly string[],
  folder: string,
): Promise<string[]> {
  const header = join(folder, PREFIX);
  await writeFile(header, includes.map((name) => `#include <${name}>\n`).join(''));
  const depends = `${header}.d`;
  const args = [...flags, '-x', 'c++-header', header, '-o', `${header}.gch`, '-MD', '-MT', 'it', '-MF', depends];
  const run = await runTool(compiler.path, args);
  if (!run.ok) throw compilationFailed(compiler, 'the precompiled header', complaint(run), 3);
  return makeDependencies(await readFile(depends, 'utf8')).filter((file) => file !== header);
}

/** The prerequisites in a make rule as compilers write them: `target: a b \` and so on, blanks escaped. */
export function makeDependencies(rule: string): string[] {
  const joined = rule.slice(rule.indexOf(':') + 1).replace(/\\\r?\n/g, ' ');
  return (joined.match(/(?:\\.|\S)+/g) ?? []).map((file) => file.replace(/\\(.)/g, '$1').replaceAll('$$', '$'));
}

/** `exit` is 1 where the text is ours to answer for, 3 where the compiler or its libraries are. */
export function compilationFailed(compiler: Compiler, what: string, lines: string, exit: 1 | 3): CosimError {
  const help = `The compiler is ${compiler.path} (${compiler.version}); set CXX to use another one.`;
  return new CosimError('BW5104', `${what} did not compile:\n${lines}`, exit, help);
}
