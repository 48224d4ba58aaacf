import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { removeAllScratch } from '../../process/scratch.ts';
import { ADDER, placeFixture } from '../../testing/fixtures.ts';
import { iverilog } from './iverilog.ts';

afterAll(removeAllScratch);

afterEach(() => vi.unstubAllEnvs());

test('no Icarus Verilog', async () => {
  const job = await placeFixture(ADDER);
  vi.stubEnv('PATH', '');
  expect(await iverilog.probe()).toBeUndefined();
  await expect(iverilog.build(job)).rejects.toMatchObject({
    diagnostic: { code: 'BW5101', help: 'Install it: sudo apt-get install iverilog' },
    exit: 3,
  });
});
