/** `bitwright report` as people and scripts run it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const COMMAND = join(ROOT, 'scripts/bitwright.mjs');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bitwright report '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The output; no tool is found but those that npm brings. */
async function report(...args: string[]): Promise<string> {
  const env = { NO_COLOR: '1', PATH: '' };
  const { stdout } = await execa(process.execPath, [COMMAND, 'report', ...args], { cwd: ROOT, env });
  return stdout;
}

describe('bitwright report', () => {
  it('tells everything as JSON', async () => {
    const facts = JSON.parse(await report('op:cast:round=TRN/fixed<8,4>/fixed<6,4>', '--no-synthesis', '--json'));
    expect(facts).toMatchObject({
      latency: 0,
      ii: 1,
      target: 'xc7',
      stages: [{ registerBits: 0, depth: { levels: 0 } }],
      synthesis: { notRun: 'left out by --no-synthesis' },
      accuracy: { rows: 'Over all 256 inputs.', outputs: [{ output: 'y', largest: 0.75, mean: -0.375, results: 256 }] },
    });
    expect(facts.accuracy.outputs[0].samples).toBeUndefined();
    expect(facts.placement).toBeUndefined();
  });

  it('synthesises with what npm brings, and says what did not run and how to get it', async () => {
    const text = await report('op:add/uint4,uint4', '--target', 'ice40');
    expect(text).toMatch(/^add_\w+ {2}latency 0, II 1, combinational, Lattice iCE40/);
    expect(text).toMatch(/synthesis +\d+ +0 +0 +0/);
    expect(text).toMatch(/Synthesis: Yosys .*@yowasp/);
    expect(text).toMatch(
      /Placement: (not run: nextpnr-ice40 is not installed.*npm install @yowasp\/nextpnr-ice40|[\d.]+ MHz)/,
    );
    expect(text).toMatch(/y +ufixed<5,5> +256 +0 +0 +0 +100 % +0/);
  });

  it('tells delay and slack of the stages of a pipeline', async () => {
    const facts = JSON.parse(await report('op:add/binary16,binary16', '--freq', '150', '--no-synthesis', '--json'));
    expect(facts.latency).toBeGreaterThan(0);
    expect(facts.stages).toHaveLength(facts.latency + 1);
    expect(facts.frequency).toBeGreaterThanOrEqual(150);
    for (const { timing } of facts.stages) {
      expect(timing.slack).toBeGreaterThanOrEqual(0);
      expect(timing.delay + timing.slack).toBeLessThan(1000 / 150);
    }
    const bits = facts.stages.map((s: { registerBits: number }) => s.registerBits);
    expect(bits.reduce((sum: number, b: number) => sum + b, 0)).toBe(facts.registerBits);
  });

  it('writes the page, over an earlier one', async () => {
    const file = join(folder, 'a page.html');
    for (const format of ['fixed<6,4>', 'fixed<5,4>']) {
      const text = await report(`op:cast:round=RND/fixed<8,4>/${format}`, '--no-synthesis', '--html', file);
      expect(text).toContain('Longest path');
      expect(readFileSync(file, 'utf8')).toContain(`y (${format.replace('<', '&lt;').replace('>', '&gt;')})`);
    }
  });
});
