import { type FileHandle, open } from 'node:fs/promises';

/** One transfer; Node limits a single one to 2 GiB. */
const CHUNK_BYTES = 1 << 26;

/**
 * Files of 32-bit words in the byte order of the machine: they are read by a program that runs on the same machine, a
 * moment later.
 */
export async function writeWords(file: string, words: Uint32Array): Promise<void> {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  const handle = await open(file, 'w');
  try {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, at, Math.min(CHUNK_BYTES, bytes.length - at));
      at += bytesWritten;
    }
  } finally {
    await handle.close();
  }
}

/** Reads exactly `count` words; undefined where the file is missing, shorter or longer. */
export async function readWords(file: string, count: number): Promise<Uint32Array | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch {
    return undefined;
  }
  try {
    if ((await handle.stat()).size !== count * 4) return undefined;
    const words = new Uint32Array(count);
    const bytes = new Uint8Array(words.buffer);
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(CHUNK_BYTES, bytes.length - at));
      if (bytesRead === 0) return undefined;
      at += bytesRead;
    }
    return words;
  } finally {
    await handle.close();
  }
}
