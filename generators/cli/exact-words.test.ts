import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { compile } from '../compile.ts';
import { operatorRequest } from '../design/operator-request.ts';
import { exactWords } from './exact-words.ts';

let cache: string;
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'bitwright-exact-'));
  vi.stubEnv('BITWRIGHT_CACHE', cache);
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

const mul = compile(operatorRequest('op:mul/fixed8_3,fixed8_3/fixed10_4', {}));
const rounded = compile(operatorRequest('op:mul/fixed8_3,fixed8_3/fixed10_4', { round: 'RND' }));
const rows = Uint32Array.of(0x7f, 0x7f, 0x80, 0x80, 0x13, 0xee);

test('exact words serve again for the same program, design and rows, and for nothing else', async () => {
  const fresh = await exactWords(mul, rows, 3, 'one program');
  expect(fresh.kept).toBe(false);
  expect(await exactWords(mul, rows, 3, 'one program')).toEqual({ rows: fresh.rows, kept: true });
  for (const [compiled, packed, count, program] of [
    [mul, rows, 3, 'another program'],
    [mul, rows, 2, 'one program'],
    [mul, Uint32Array.of(0x7f, 0x7f, 0x80, 0x80, 0x13, 0xef), 3, 'one program'],
    [rounded, rows, 3, 'one program'],
  ] as const)
    expect((await exactWords(compiled, packed, count, program)).kept).toBe(false);
});

test('nothing is kept where the program does not know itself', async () => {
  for (let run = 0; run < 2; run++) expect((await exactWords(mul, rows, 3)).kept).toBe(false);
});
