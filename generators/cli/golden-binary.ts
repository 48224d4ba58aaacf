import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { fail } from '../diagnostics/diagnostic.ts';
import { type GoldenModel, packedWords } from '../golden/golden.ts';

/**
 * The golden model as a filter of raw words. A row is every input port in order, each in whole 32-bit words, least
 * significant word first, each word in little-endian bytes; the results are the output ports likewise. Nothing stands
 * between rows. Designs with state take one row per clock cycle, from reset.
 */
export async function goldenBinary(golden: GoldenModel, input: Readable, output: Writable): Promise<void> {
  const rowBytes = 4 * packedWords(golden.inputs);
  if (rowBytes === 0)
    fail('BW4402', 'the design has no inputs, so binary input has no rows', { help: 'leave --binary out' });
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of input as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const count = Math.floor(bytes.length / rowBytes);
    rest = bytes.subarray(count * rowBytes);
    if (count === 0) continue;
    const results = golden.run(wordsOf(bytes.subarray(0, count * rowBytes)), count);
    if (!output.write(bytesOf(results))) await once(output, 'drain');
  }
  if (rest.length > 0)
    fail('BW4401', `the binary input ends ${rest.length} bytes into a row of ${rowBytes}`, {
      help: `give whole rows: ${golden.inputs.map((p) => `${p.name} in ${Math.ceil(p.width / 32)}`).join(', ')} little-endian 32-bit words`,
    });
}

/** Little-endian bytes as words: a copy, since chunks of a stream begin at any address. */
function wordsOf(bytes: Buffer): Uint32Array {
  const copy = new Uint8Array(bytes);
  if (BIG_ENDIAN) Buffer.from(copy.buffer).swap32();
  return new Uint32Array(copy.buffer);
}

function bytesOf(words: Uint32Array): Buffer {
  const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
  return BIG_ENDIAN ? bytes.swap32() : bytes;
}

const BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;
