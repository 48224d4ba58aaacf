import { createHash } from 'node:crypto';

/** SHA-256 of a list of texts, as hexadecimal. Lengths are hashed too, so no two lists run together. */
export function digestOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest('hex');
}
