import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the package: the nearest one above this file whose package.json is named `bitwright`. Walking up makes
 * the same code serve from its source folder and from a bundle one folder below the root.
 */
export function packageRoot(from = dirname(fileURLToPath(import.meta.url))): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'bitwright') return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json named "bitwright" above ${from}`);
  }
}
