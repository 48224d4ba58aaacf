import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../golden/interpreter.ts';
import { type Net, NetBuilder } from '../builder.ts';
import { linesOf } from '../lines.ts';
import type { Netlist } from '../netlist.ts';
import { stateOf } from '../state.ts';
import { verifyNetDesign } from '../verify.ts';
import { shiftRegisters } from './shift-registers.ts';

/** How a line moves and is cleared: as in a module by itself, in a later stage of a pipeline, behind a handshake. */
interface Kind {
  readonly enabled: boolean;
  readonly cleared: 'port' | 'bit' | 'never';
}

function line(b: NetBuilder, x: Net, length: number, kind: Kind, enable: Net, clear: Net): Net[] {
  const words: Net[] = [];
  for (let i = 0, from = x; i < length; i++) {
    const word = b.reg(x.width, kind.cleared === 'port' ? 0n : undefined);
    const moved = kind.enabled ? b.mux(enable, from, word) : from;
    b.setNext(word, kind.cleared === 'bit' ? b.mux(clear, b.zero(x.width), moved) : moved);
    words.push(word);
    from = word;
  }
  return words;
}

const arbitraryKind: fc.Arbitrary<Kind> = fc.record({
  enabled: fc.boolean(),
  cleared: fc.constantFrom('port', 'bit', 'never'),
});

const arbitraryLines = fc
  .array(
    fc.record({ kind: arbitraryKind, length: fc.nat(12), width: fc.integer({ min: 1, max: 12 }), tap: fc.nat(30) }),
    { minLength: 1, maxLength: 3 },
  )
  .map((lines) => {
    const b = new NetBuilder();
    const [enable, clear] = [b.input('enable', 1), b.input('clear', 1)];
    for (const [i, { kind, length, width, tap }] of lines.entries()) {
      const words = line(b, b.input(`x${i}`, width), length + 1, kind, enable, clear);
      b.output(`y${i}`, words[length]);
      if (tap <= length) b.output(`tap${i}`, words[tap]);
    }
    return b.finish('lines');
  });

function registers({ nodes }: Netlist) {
  const all = nodes.filter((n) => n.op === 'reg');
  return { all: all.length, reset: all.filter((n) => n.init !== undefined).reduce((bits, n) => bits + n.width, 0) };
}

const CLEARED: Kind = { enabled: false, cleared: 'port' };

function one(length: number, width: number, kind = CLEARED, tap?: number): Netlist {
  const b = new NetBuilder();
  const [enable, clear] = [b.input('enable', 1), b.input('clear', 1)];
  const words = line(b, b.input('x', width), length, kind, enable, clear);
  b.output('y', words[length - 1]);
  if (tap !== undefined) b.output('t', words[tap - 1]);
  return b.finish('line');
}

describe('delay lines as shift registers', () => {
  it('give the same words in every cycle', () => {
    const word = fc.bigInt({ min: 0n, max: 4095n });
    const row = fc.tuple(fc.nat(9), fc.nat(19), word, word, word);
    fc.assert(
      fc.property(arbitraryLines, fc.array(row, { minLength: 60, maxLength: 60 }), (netlist, rows) => {
        const made = shiftRegisters(netlist, 4);
        const changed = { modules: [{ ...made, ...stateOf(made.nodes, new Map()) }] };
        verifyNetDesign(changed);
        const [before, after] = [interpret({ modules: [netlist] }), interpret(changed)];
        for (const [enable, clear, ...words] of rows) {
          const given = [BigInt(enable > 1), BigInt(clear === 0), ...words].slice(0, netlist.inputs.length);
          const cut = given.map((w, i) => BigInt.asUintN(netlist.inputs[i].width, w));
          expect(after.step(cut)).toEqual(before.step(cut));
        }
      }),
      { seed: 31, numRuns: 300 },
    );
  });

  it('keep a reset for the counter alone', () => {
    expect(registers(one(16, 8))).toEqual({ all: 16, reset: 128 });
    expect(registers(shiftRegisters(one(16, 8), 32))).toEqual({ all: 17, reset: 5 });
  });

  it('stay registers in a row, also where they may wait', () => {
    for (const cleared of ['port', 'bit'] as const) {
      const made = shiftRegisters(one(16, 8, { enabled: true, cleared }), 32);
      expect(linesOf(made).filter((l) => l.length === 16 && l[0].reset === undefined)).toHaveLength(1);
    }
  });

  it('share the counter of lines of one length', () => {
    const b = new NetBuilder();
    for (const i of [0, 1]) b.output(`y${i}`, line(b, b.input(`x${i}`, 8), 16, CLEARED, b.zero(1), b.zero(1))[15]);
    expect(registers(shiftRegisters(b.finish('two'), 32))).toEqual({ all: 33, reset: 5 });
  });

  it('are left alone where they are short, narrow, read in between or never cleared', () => {
    for (const netlist of [one(3, 64), one(4, 4), one(8, 4, CLEARED, 4), one(16, 8, { ...CLEARED, cleared: 'never' })])
      expect(shiftRegisters(netlist, 32)).toBe(netlist);
  });

  it('are found from tap to tap', () => {
    const lengths = linesOf(one(16, 8, CLEARED, 6)).map((l) => l.length);
    expect(lengths.sort((a, b) => a - b)).toEqual([6, 10]);
  });
});
