/** Ctrl-C in the middle of 2^32 rows: the program ends at once, and leaves no folder and no process behind. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { verilator } from '../cosim/simulators/verilator/verilator.ts';

const COMMAND = join(import.meta.dirname, '../scripts/bitwright.mjs');
const folder = mkdtempSync(join(tmpdir(), 'bitwright-interrupt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Processes that a process started, where Linux tells. */
function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
}

/** A program that compares rows: the simulator's, or the one of the design's gates. */
const checks = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('program\0check\0');
const canRun = existsSync('/proc/self/task') && (await verilator.probe()) !== undefined;

const JUDGES = { 'by Verilator': ['--simulator', 'verilator'], 'by gates': [] };

it.skipIf(!canRun).each(Object.entries(JUDGES))('an interrupted run %s leaves nothing behind', async (_, judge) => {
  const args = [COMMAND, 'cosim', 'op:add/uint16,uint16', '--vectors', 'exhaustive', ...judge];
  const run = spawn(process.execPath, args, { env: { ...process.env, TMPDIR: folder }, stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => run.on('exit', resolve));
  let programs: number[] = [];
  while (programs.length === 0 && run.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    programs = childrenOf(run.pid as number).filter(checks);
  }
  run.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
  for (let tries = 0; tries < 100 && programs.some((pid) => existsSync(`/proc/${pid}`)); tries++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(programs.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
});
