/** Vectors of other implementations, for tests. They lie beside the repository and need not be there. */

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** The lines of a file of `../shared/oracle` (relative to the repository); undefined where it is absent. */
export function oracle(name: string): { readonly lines: () => string[] } | undefined {
  const path = fileURLToPath(new URL(`../../../../shared/oracle/${name}`, import.meta.url));
  if (!existsSync(path)) return undefined;
  const read = () => (name.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString();
  return { lines: () => read().split('\n').filter(Boolean) };
}

/** The title of a test that needs such a file: it says when the file is absent. */
export function oracleTitle(title: string, found: unknown): string {
  return found ? title : `${title} (not run: ../shared/oracle is absent)`;
}
