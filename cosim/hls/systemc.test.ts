import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { makeScratch, removeAllScratch } from '../process/scratch.ts';
import type { BuildJob } from '../simulator.ts';
import { ACCUMULATOR, manifestOf } from '../testing/fixtures.ts';
import { availability, expectedRows, stimuliFor } from '../testing/run.ts';
import { hlsSystemc } from './systemc.ts';

afterAll(removeAllScratch);

afterEach(() => vi.unstubAllEnvs());

const HEADER = `#pragma once
#include <systemc>
void accumulator(sc_dt::sc_ufixed<16, 16> x, sc_dt::sc_ufixed<20, 20>& sum, sc_dt::sc_ufixed<20, 20>& total,
                 sc_dt::sc_ufixed<16, 16>& earlier);
`;

const SOURCE = `#include "accumulator.h"
void accumulator(sc_dt::sc_ufixed<16, 16> x, sc_dt::sc_ufixed<20, 20>& sum, sc_dt::sc_ufixed<20, 20>& total,
                 sc_dt::sc_ufixed<16, 16>& earlier) {
  static sc_dt::sc_ufixed<20, 20> acc = 7;
  static sc_dt::sc_ufixed<16, 16> last = 0, last2 = 0xbeef;
  total = acc;
  earlier = last2;
  acc = acc + x;
  sum = acc;
  last2 = last;
  last = x;
}
`;

const ROWS = `#include "accumulator.h"
#include <cstdint>
#include <cstdio>
int main(int, char** argv) {
  FILE* in = fopen(argv[2], "rb");
  FILE* out = fopen(argv[3], "wb");
  uint32_t row[1], result[3];
  while (fread(row, 4, 1, in) == 1) {
    sc_dt::sc_ufixed<16, 16> x = row[0], earlier;
    sc_dt::sc_ufixed<20, 20> sum, total;
    accumulator(x, sum, total, earlier);
    result[0] = sum.to_uint();
    result[1] = total.to_uint();
    result[2] = earlier.to_uint();
    fwrite(result, 4, 3, out);
  }
  return fclose(out);
}
`;

async function place(source: string): Promise<BuildJob> {
  const directory = await makeScratch();
  await mkdir(join(directory, 'hls'));
  const texts = { 'accumulator.h': HEADER, 'accumulator.cpp': source, 'accumulator_rows.cpp': ROWS };
  for (const [name, text] of Object.entries(texts)) await writeFile(join(directory, 'hls', name), text);
  const files = Object.keys(texts).map((name) => ({ path: `hls/${name}`, kind: 'hls' as const }));
  return { directory, manifest: { ...manifestOf(ACCUMULATOR), files } };
}

const { missing, label } = await availability(hlsSystemc);

describe.skipIf(missing)(`emitted C++ with ${label}`, () => {
  test('runs over packed rows', async () => {
    const simulation = await hlsSystemc.build(await place(SOURCE));
    const { rows, count } = stimuliFor(ACCUMULATOR.inputs, 300);
    expect(await simulation.run(rows, count)).toEqual(expectedRows(ACCUMULATOR, rows, count));
  });

  test('C++ that does not compile', async () => {
    const job = await place(SOURCE.replace('acc = acc + x;', 'acc = acc + y;'));
    await expect(hlsSystemc.build(job)).rejects.toMatchObject({
      diagnostic: { code: 'BW5104', message: expect.stringContaining('hls/accumulator.cpp:8') },
      exit: 1,
    });
  });
});

test('a file that the manifest does not list', async () => {
  const job = await place(SOURCE);
  const manifest = { ...job.manifest, files: job.manifest.files.slice(0, 2) };
  await expect(hlsSystemc.build({ ...job, manifest })).rejects.toMatchObject({ diagnostic: { code: 'BW5105' } });
});

test('no SystemC', async () => {
  vi.stubEnv('SYSTEMC_HOME', '/no-such-folder');
  expect(await hlsSystemc.probe()).toBeUndefined();
  await expect(hlsSystemc.build(await place(SOURCE))).rejects.toMatchObject({
    diagnostic: { code: 'BW5101', help: expect.stringContaining('libsystemc-dev') },
    exit: 3,
  });
});
