import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../golden/interpreter.ts';
import { arbitraryDesign, arbitraryRows } from '../../netlist/arbitrary.ts';
import { type Net, NetBuilder } from '../../netlist/builder.ts';
import { flatten } from '../../netlist/flatten.ts';
import type { Netlist } from '../../netlist/netlist.ts';
import { verifyNetDesign } from '../../netlist/verify.ts';
import { DELAYS } from '../delays.ts';
import { TARGET_DEVICES, type TargetName } from '../targets.ts';
import { schedule } from './index.ts';

const TARGETS = Object.keys(TARGET_DEVICES) as TargetName[];

/** Row t of the one is what the other gives `latency` cycles later, before and after a reset in the middle. */
function sameRows(flat: Netlist, pipelined: Netlist, latency: number, rows: readonly (readonly bigint[])[]): void {
  verifyNetDesign({ modules: [pipelined] });
  const [reference, pipeline] = [flat, pipelined].map((netlist) => interpret({ modules: [netlist] }));
  const half = rows.length >> 1;
  const due: bigint[][] = [];
  for (const [t, row] of [...rows, ...Array.from({ length: latency }, () => rows[0])].entries()) {
    if (t === half) {
      reference.reset();
      pipeline.reset();
    }
    if (t < rows.length) due.push(reference.step(row));
    const got = pipeline.step(row);
    if (t >= latency) expect(got, `row ${t - latency}`).toEqual(due[t - latency]);
  }
}

describe('a pipeline gives the rows of its netlist', () => {
  it('at any latency and on any target, with state and a reset in the middle', () => {
    fc.assert(
      fc.property(
        arbitraryDesign({ steps: 30 }).chain((design) =>
          fc.record({
            flat: fc.constant(flatten(design)),
            rows: arbitraryRows(flatten(design).inputs, 16),
            latency: fc.nat(6),
            target: fc.constantFrom(...TARGETS),
          }),
        ),
        ({ flat, rows, latency, target }) => {
          const { netlist, schedule: made } = schedule(flat, { target, latency });
          expect(made).toMatchObject({ latency, target });
          expect(made.stages).toHaveLength(latency + 1);
          expect(Math.min(...made.stages.map((s) => s.slack))).toBeGreaterThanOrEqual(-1e-9);
          sameRows(flat, netlist, latency, rows);
        },
      ),
      { seed: 17, numRuns: 60 },
    );
  });
});

/** A netlist of one output. */
function netlist(build: (b: NetBuilder) => Net): Netlist {
  const b = new NetBuilder();
  b.output('y', build(b));
  return b.finish('made');
}

describe('the fewest register bits', () => {
  it.each([
    ['behind a reduction', 1, (b: NetBuilder) => b.and(b.redor(b.input('x', 64)), b.input('z', 1))],
    ['before an extension', 8, (b: NetBuilder) => b.sext(b.input('x', 8), 32)],
    ['only of the bits that are read', 3, (b: NetBuilder) => b.slice(b.input('x', 40), 6, 4)],
    ['not of constants', 4, (b: NetBuilder) => b.concat(b.const(9, 300), b.input('x', 4), b.const(3, 5))],
    [
      'once for a word and its inverse',
      5,
      (b: NetBuilder) => {
        const x = b.input('x', 5);
        return b.concat(x, b.not(x), b.slice(x, 3, 1));
      },
    ],
    [
      'before a square',
      6,
      (b: NetBuilder) => {
        const x = b.input('x', 6);
        return b.mulu(x, x, 12);
      },
    ],
  ])('%s', (_, bits, build) => {
    const flat = netlist(build);
    const { netlist: made, schedule: plan } = schedule(flat, { target: 'xc7', latency: 1, freq: 50 });
    expect(plan.registerBits).toBe(bits);
    expect(made.resets).toBe(false);
    expect(schedule(flat, { target: 'xc7', latency: 3, freq: 50 }).schedule.registerBits).toBe(3 * bits);
  });
});

describe('the LUTs in front of a carry chain', () => {
  const frequency = (build: (b: NetBuilder, x: Net, y: Net, z: Net) => Net, target: 'xc7' | 'ice40') =>
    schedule(
      netlist((b) => build(b, b.input('x', 16), b.input('y', 16), b.input('z', 16))),
      { target, latency: 0 },
    ).schedule.frequency;

  it('take in the logic of a subtrahend where they have inputs left', () => {
    const plain = (target: 'xc7' | 'ice40') => frequency((b, x, y, z) => b.sub(b.sub(x, y), z), target);
    const logic = (target: 'xc7' | 'ice40') => frequency((b, x, y, z) => b.sub(b.sub(x, b.xor(y, z)), z), target);
    expect(logic('xc7')).toBeGreaterThan(0.97 * plain('xc7'));
    expect(logic('ice40')).toBeLessThan(0.9 * plain('ice40'));
  });

  it('add three words where they have two outputs, unless the sum of two has a name', () => {
    const three = frequency((b, x, y, z) => b.add(b.add(x, y), z), 'xc7');
    const named = frequency((b, x, y, z) => b.add(b.named(b.add(x, y), 'part'), z), 'xc7');
    const two = frequency((b, x, y) => b.add(x, y), 'xc7');
    expect(three).toBeGreaterThan(1.1 * named);
    expect(three).toBeLessThan(0.9 * two);
  });
});

it('logic in front of a register has LUTs of its own', () => {
  const flat = netlist((b) => {
    const w = b.input('w', 8);
    return b.concat(b.and(b.sext(b.mux(b.input('s', 1), b.input('p', 1), b.input('q', 1)), 8), w), w);
  });
  const { stages } = schedule(flat, { target: 'xc7', latency: 1, freq: 50 }).schedule;
  const { clockToQ, net, lut } = DELAYS.xc7;
  expect(stages[0].registerBits).toBe(9);
  for (const { delay } of stages) expect(delay).toBeGreaterThanOrEqual(clockToQ + net + lut);
});

describe('large tables', () => {
  const table = Array.from({ length: 1024 }, (_, i) => BigInt((i * 40503) % 65536));
  const rows = Array.from({ length: 40 }, (_, i) => [BigInt((i * 389) % 1024), BigInt(i)]);

  it('are read into a register of their own, which makes them block memory', () => {
    const flat = netlist((b) => b.add(b.rom(b.input('at', 10), 16, table), b.zext(b.input('z', 8), 16)));
    for (const latency of [1, 3]) {
      const { netlist: made } = schedule(flat, { target: 'xc7', latency });
      const rom = made.nodes.findIndex((n) => n.op === 'rom');
      expect(made.nodes.some((n) => n.args.includes(rom))).toBe(false);
      expect(made.nodes.filter((n) => n.op === 'reg' && n.next === rom)).toHaveLength(1);
      sameRows(flat, made, latency, rows);
    }
    expect(schedule(flat, { target: 'xc7', freq: 10 }).schedule.latency).toBe(1);
  });

  it('stay logic within a loop', () => {
    const b = new NetBuilder();
    const state = b.reg(16, 5n, 'state');
    const read = b.rom(b.slice(state, 9, 0), 16, table);
    b.setNext(state, b.add(read, b.zext(b.input('z', 8), 16)));
    b.input('unused', 1);
    b.output('y', state);
    const flat = b.finish('walk');
    const { netlist: made } = schedule(flat, { target: 'xc7', latency: 2 });
    sameRows(flat, made, 2, rows);
  });
});

describe('latency and frequency', () => {
  const chain = netlist((b) => {
    let x = b.input('x', 16);
    for (let i = 0; i < 12; i++) x = b.add(b.xor(x, b.rom(b.slice(x, 3, 0), 16, [1n, 7n, 9n, 30000n])), x);
    return x;
  });

  it('no shorter latency meets the frequency, and that one does', () => {
    const { schedule: plan } = schedule(chain, { target: 'ecp5', freq: 150 });
    expect(plan.latency).toBeGreaterThan(1);
    expect(plan.frequency).toBeGreaterThanOrEqual(150);
    expect(() => schedule(chain, { target: 'ecp5', freq: 150, latency: plan.latency - 1 })).toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ code: 'BW3202' }) }),
    );
  });

  it('more cycles are never slower', () => {
    const frequencies = [0, 1, 2, 4, 8].map(
      (latency) => schedule(chain, { target: 'xc7', latency }).schedule.frequency,
    );
    expect(frequencies).toEqual(frequencies.toSorted((a, b) => a - b));
  });

  it('state that a loop goes through is named', () => {
    const b = new NetBuilder();
    const total = b.reg(24, 0n, 'total');
    b.setNext(total, b.mulu(b.add(total, b.input('x', 24)), b.const(24, 12345), 24));
    b.output('y', b.add(total, b.input('z', 24)));
    const looped = b.finish('looped');
    expect(() => schedule(looped, { target: 'xc7', freq: 600 })).toThrow(/the loop through total takes/);
    expect(schedule(looped, { target: 'xc7', freq: 60, latency: 2 }).netlist.resets).toBe(true);
  });
});
