/** Gates take all of very many combinations where they can, and Verilator looks at some; broken Verilog is seen by both. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { removeAllScratch } from '../../cosim/process/scratch.ts';
import { gates } from '../../cosim/simulators/gates/gates.ts';
import { verilator } from '../../cosim/simulators/verilator/verilator.ts';
import { verilogBackend } from '../backends/verilog/verilog.ts';
import { compile, emit } from '../compile.ts';
import { operatorRequest } from '../design/operator-request.ts';
import { checkDesign } from './check-design.ts';
import { judges } from './judges.ts';
import { chooseStimuli, refereeRows } from './stimuli.ts';

const COMMAND = join(import.meta.dirname, '../../scripts/bitwright.mjs');

afterEach(() => vi.unstubAllEnvs());
afterAll(removeAllScratch);

const requested = (request: string) => compile(operatorRequest(request, {}));
const chosen = async (request: string, vectors: string, name?: string) => {
  const compiled = requested(request);
  const stimuli = chooseStimuli(compiled, { vectors, seed: 1, ignore: [] });
  const { simulator, referee } = await judges(compiled, stimuli, name, 1);
  return [simulator.name, referee?.simulator.name];
};
const missing = (await verilator.probe()) === undefined || (await gates.probe()) === undefined;

test.skipIf(missing)('gates and a referee from 2^28 combinations on, unless a simulator is named', async () => {
  const [many, few] = ['op:add/binary16,binary16/binary16', 'op:add/fixed12_4,fixed12_4'];
  expect(await chosen(many, 'exhaustive')).toEqual(['gates', 'verilator']);
  expect(await chosen(few, 'exhaustive')).toEqual(['verilator', undefined]);
  expect(await chosen(many, 'random:1000000')).toEqual(['verilator', undefined]);
  expect(await chosen(many, 'exhaustive', 'verilator')).toEqual(['verilator', undefined]);
  expect(await chosen(many, 'exhaustive', 'gates')).toEqual(['gates', undefined]);
  vi.stubEnv('CXX', '/no-such-folder/c++');
  expect(await chosen(many, 'exhaustive')).toEqual(['verilator', undefined]);
});

test.skipIf(missing)('broken Verilog is found by the gates and confirmed by the referee', async () => {
  const compiled = requested('op:add/E4M3,E4M3/E4M3');
  const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] }).map((file) => {
    if (!file.path.startsWith('rtl/')) return file;
    // One row of 65536.
    const text = file.text.replace(/assign y = (.*);/, "assign y = ($1) ^ {7'd0, a == 8'h35 && b == 8'h2c};");
    expect(text).not.toBe(file.text);
    return { ...file, text };
  });
  const stimuli = chooseStimuli(compiled, { vectors: 'exhaustive', seed: 1, ignore: [] });
  const rows = (wrong: Uint32Array) => refereeRows(compiled, 1, wrong);
  const { verdicts } = await checkDesign({
    compiled,
    files,
    stimuli,
    simulators: [gates],
    referee: { simulator: verilator, rows, sample: 'some rows' },
    exactRows: 50,
  });
  const row = 0x352c;
  expect(verdicts[1]).toMatchObject({ telling: 'gates', rows: 65536, wrongRows: 1, mismatches: [{ row, port: 0 }] });
  expect(verdicts[1].failure?.rows).toEqual([[0x35n, 0x2cn]]);
  expect(verdicts[2]).toMatchObject({ telling: 'verilator', sample: 'some rows' });
  expect(verdicts[2].wrongRows).toBeGreaterThan(0);
  expect(verdicts[2].failure?.rows).toEqual([[0x35n, 0x2cn]]);
});

test.skipIf(missing)('the command has the golden model on every processor, and all of 2^24 rows compared', () => {
  const request = ['cosim', 'op:sub/fixed12_4,fixed12_4', '--vectors', 'exhaustive', '--simulator', 'gates', '--json'];
  const { tellings, mismatches } = JSON.parse(
    execFileSync(process.execPath, [COMMAND, ...request], { encoding: 'utf8' }),
  );
  expect(tellings).toMatchObject([{ telling: 'exact' }, { telling: 'gates', rows: 2 ** 24, wrongRows: 0 }]);
  expect(mismatches).toBe(0);
});
