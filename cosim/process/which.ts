import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first executable file of that name in the folders of PATH, as a shell would choose. */
export function which(name: string, path = process.env.PATH ?? ''): string | undefined {
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue;
    const file = join(folder, name);
    // Asked first, since an exception for every folder of a long PATH takes time.
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not executable by this user: the next folder.
    }
  }
  return undefined;
}

/** Whether a file or folder can be reached. */
export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
