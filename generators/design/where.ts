import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Where } from '../diagnostics/diagnostic.ts';

/** Folder whose stack frames are our own: the source tree, or the bundle that it was made into. */
const OWN = ownFolder(fileURLToPath(import.meta.url)) + sep;

/** The nearest place in the caller's own file, from the stack: where a node was written. */
export function captureWhere(): Where | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 16;
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = limit;
  for (const line of stack.split('\n').slice(1)) {
    const m = /(?:\(|at (?:async )?)((?:file:\/\/)?[^()\s][^()]*):(\d+):(\d+)\)?$/.exec(line.trim());
    if (!m) continue;
    const file = m[1].startsWith('file://') ? fileURLToPath(m[1]) : m[1];
    if (file.startsWith('node:') || isOwn(file)) continue;
    return { kind: 'file', file, line: Number(m[2]), column: Number(m[3]) };
  }
  return undefined;
}

function ownFolder(thisFile: string): string {
  const source = thisFile.endsWith(`${sep}design${sep}where.ts`);
  return source ? dirname(dirname(thisFile)) : dirname(thisFile);
}

function isOwn(file: string): boolean {
  return (file.startsWith(OWN) && !file.endsWith('.test.ts')) || file.includes(`${sep}node_modules${sep}jiti${sep}`);
}
