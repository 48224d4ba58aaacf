import { Readable, Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { compile, goldenOf } from '../compile.ts';
import { operatorRequest } from '../design/operator-request.ts';
import { unpackRows } from '../golden/packing.ts';
import { goldenBinary } from './golden-binary.ts';

const golden = () => goldenOf(compile(operatorRequest('op:sub/uint40,uint8')));

async function filtered(chunks: readonly Buffer[]): Promise<Buffer> {
  const parts: Buffer[] = [];
  const output = new Writable({
    highWaterMark: 8,
    write: (chunk, _, done) => {
      parts.push(Buffer.from(chunk));
      setTimeout(done, 1);
    },
  });
  await goldenBinary(golden(), Readable.from(chunks), output);
  await new Promise((resolve) => output.end(resolve));
  return Buffer.concat(parts);
}

it('rows come through whole, however the stream cuts them', async () => {
  const words = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? i : i % 3 === 1 ? 0xab : 2 * i));
  const bytes = Buffer.concat(words.map((word) => Buffer.of(word, 0, 0, 0)));
  const due = Array.from({ length: 10 }, (_, row) => {
    const [low, high, other] = words.slice(3 * row);
    return [BigInt.asUintN(41, BigInt(low) + (BigInt(high) << 32n) - BigInt(other))];
  });
  for (const size of [1, 5, 12, 64, 1000]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, k) =>
      bytes.subarray(k * size, (k + 1) * size),
    );
    const results = await filtered(chunks);
    expect(unpackRows([{ width: 41 }], new Uint32Array(new Uint8Array(results).buffer), 10)).toEqual(due);
  }
});

it('a row that ends early is refused, after the whole ones were answered', async () => {
  await expect(filtered([Buffer.alloc(13)])).rejects.toMatchObject({ diagnostic: { code: 'BW4401' } });
});
