import { afterEach, expect, test, vi } from 'vitest';
import { ADDER, placeFixture } from '../../testing/fixtures.ts';
import { iverilog } from './iverilog.ts';

afterEach(() => vi.unstubAllEnvs());

test('no Icarus Verilog', async () => {
  const job = await placeFixture(ADDER);
  vi.stubEnv('PATH', '');
  expect(await iverilog.probe()).toBeUndefined();
  await expect(iverilog.build(job)).rejects.toMatchObject({
    diagnostic: { code: 'BW5001', help: 'Install it: sudo apt-get install iverilog' },
    exit: 3,
  });
});
