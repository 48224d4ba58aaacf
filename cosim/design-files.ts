import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../generators/manifest.ts';
import { CosimError } from './error.ts';
import type { BuildJob } from './simulator.ts';

type FileKind = Manifest['files'][number]['kind'];

export interface DesignFile {
  /** Relative to the folder of the manifest. */
  readonly path: string;
  readonly text: string;
}

/**
 * The emitted files of some kinds, in the order of the manifest.
 * @throws CosimError BW5105 where one cannot be read or none is listed.
 */
export async function readDesignFiles(job: BuildJob, kinds: readonly FileKind[]): Promise<DesignFile[]> {
  const listed = job.manifest.files.filter(({ kind }) => kinds.includes(kind));
  const help = 'Run `bitwright build` again.';
  if (listed.length === 0)
    throw new CosimError('BW5105', `the manifest lists no file of kind ${kinds.join(' or ')}`, 2, help);
  return Promise.all(
    listed.map(async ({ path }) => {
      const text = await readFile(join(job.directory, path), 'utf8').catch((error: Error) => {
        throw new CosimError('BW5105', `the emitted file ${path} cannot be read: ${error.message}`, 2, help);
      });
      return { path, text };
    }),
  );
}
