import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InternalError } from './diagnostics/diagnostic.ts';

let found: string | undefined;

/**
 * The folder of this package, which holds `templates/`. The code may run from its sources or bundled into one file, so
 * the folder is the nearest one above that has our package.json.
 */
export function packageRoot(): string {
  found ??= searchUpwards(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function searchUpwards(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'bitwright') return folder;
    if (folder === dirname(folder)) throw new InternalError(`no package.json of bitwright above ${start}`);
  }
}
