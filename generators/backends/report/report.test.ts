import { describe, expect, it } from 'vitest';
import { compile } from '../../compile.ts';
import { operatorRequest } from '../../design/operator-request.ts';
import { NetBuilder } from '../../netlist/builder.ts';
import type { NetDesign, Netlist } from '../../netlist/netlist.ts';
import { mapNetlist } from '../../timing/mapping.ts';
import { TARGET_DEVICES, type TargetName } from '../../timing/targets.ts';
import { compiled } from '../verilog/testing/compiled.ts';
import { levelDepth } from './paths.ts';
import { type Estimate, type Report, report } from './report.ts';

function built(body: (b: NetBuilder) => void, name = 'top'): Netlist {
  const b = new NetBuilder();
  body(b);
  return b.finish(name);
}

function reportOf(design: NetDesign, target: TargetName = 'xc7'): Report {
  return report(compiled(design, 0), target);
}

function estimateOf(body: (b: NetBuilder) => void, target: TargetName = 'xc7'): Estimate {
  return reportOf({ modules: [built(body)] }, target).estimates[0];
}

/** LUTs that the structure asks for, before the factors of calibration, and levels. */
function structureOf(body: (b: NetBuilder) => void, target: TargetName = 'xc7') {
  const netlist = built(body);
  const mapped = mapNetlist(netlist, TARGET_DEVICES[target], true);
  const lut = mapped.reduce((sum, { cost }) => sum + cost.lut, 0);
  return { lut, depth: levelDepth(netlist, mapped) };
}

const signals = (path: readonly { readonly signal: string | null }[]) => path.map((step) => step.signal);

describe('operators', () => {
  it('are counted with their bits', () => {
    const top = built((b) => {
      const [x, y, s] = [b.input('x', 8), b.input('y', 8), b.input('s', 3)];
      b.output('sum', b.sub(b.add(x, y), b.neg(y)));
      b.output('product', b.muls(x, b.slice(y, 4, 0)));
      b.output('scaled', b.mulu(x, b.const(6, 21)));
      b.output('least', b.mux(b.ltu(x, y), x, y));
      b.output('moved', b.xor(b.shl(x, s), b.shru(x, b.const(3, 2))));
      b.output('read', b.rom(s, 4, [1n, 2n, 3n, 4n, 5n]));
      b.output('odd', b.redxor(y));
    });
    expect(reportOf({ modules: [top] }).operators).toEqual({
      adders: { count: 3, bits: 24 },
      multipliers: [
        { operands: [8, 6], signed: false, constant: true, count: 1 },
        { operands: [8, 5], signed: true, constant: false, count: 1 },
      ],
      comparators: { count: 1, bits: 8 },
      muxes: { count: 1, bits: 8 },
      shifters: { count: 1, bits: 8 },
      roms: { count: 1, words: 5, bits: 20 },
      memories: { count: 0, words: 0, bits: 0 },
      logicBits: 8 + 8,
      registers: { count: 0, bits: 0 },
    });
  });

  it('count once for every instance of their module, also of a module within', () => {
    const leaf = built((b) => {
      const x = b.input('x', 10);
      const held = b.reg(10, 0n, 'held');
      b.setNext(held, x);
      b.output('y', b.muls(held, held, 10));
    }, 'leaf');
    const chain = (module: Netlist, times: number, name: string) =>
      built((b) => {
        let net = b.input('x', 10);
        for (let i = 0; i < times; i++) net = b.instance(module, `u${i}`, new Map([['x', net]])).get('y')!;
        b.output('y', net);
      }, name);
    const middle = chain(leaf, 3, 'middle');
    const found = reportOf({ modules: [leaf, middle, chain(middle, 2, 'top')] });
    expect(found.modules.map((m) => [m.name, m.instances])).toEqual([
      ['leaf', 6],
      ['middle', 2],
      ['top', 1],
    ]);
    expect(found.registerBits).toBe(60);
    expect(found.sequential).toBe(true);
    expect(found.operators.multipliers).toEqual([{ operands: [10, 10], signed: true, constant: false, count: 6 }]);
    expect(found.estimates.map((e) => [e.dspAllowed, e.dsp, e.ff])).toEqual([
      [true, 6, 60],
      [false, 0, 60],
    ]);
  });
});

describe('depth', () => {
  it('names the longest path, through instances, and starts it at a register', () => {
    const leaf = built((b) => b.output('y', b.named(b.neg(b.input('x', 8)), 'negated')), 'leaf');
    const top = built((b) => {
      const a = b.input('a', 8);
      const held = b.reg(8, 0n, 'held');
      b.setNext(held, b.named(b.add(a, b.const(8, 1)), 'bumped'));
      const out = b.instance(leaf, 'u', new Map([['x', held]])).get('y')!;
      b.output('late', b.named(b.sub(b.const(8, 9), b.concat(b.slice(out, 3, 0), b.slice(out, 7, 4))), 'rest'));
    });
    const { depth, estimates } = reportOf({ modules: [leaf, top] });
    expect(depth.operations).toBe(2);
    expect(signals(depth.path)).toEqual(['held', 'u.negated', 'rest', 'late']);
    expect(estimates[0].depth).toMatchObject({ dsps: 0, levels: 2, carryBits: 16 });
  });

  it('is the first of equals', () => {
    const top = built((b) => {
      const [x, y] = [b.input('x', 8), b.input('y', 8)];
      b.output('first', b.add(x, y));
      b.output('second', b.add(y, x));
    });
    expect(signals(reportOf({ modules: [top] }).depth.path)).toEqual(['x', null, 'first']);
  });

  it('ends at a register where that is farther', () => {
    const { depth } = reportOf({
      modules: [
        built((b) => {
          const a = b.input('a', 8);
          const held = b.reg(8, 0n, 'held');
          b.setNext(held, b.named(b.add(a, held), 'sum'));
          b.output('y', held);
        }),
      ],
    });
    expect(depth.path.at(-1)).toEqual({ operation: 'register', signal: 'held', width: 8 });
  });

  it('is nothing for wires', () => {
    const found = reportOf({ modules: [built((b) => b.output('y', b.sext(b.input('x', 3), 9)))] });
    expect(found.depth.operations).toBe(0);
    expect(found.estimates[0]).toMatchObject({ lut: 0, depth: { levels: 0 } });
  });

  it('takes a design of fifty thousand operations', () => {
    const body = (b: NetBuilder) => {
      let net = b.input('x', 8);
      for (let i = 0; i < 50_000; i++) net = b.add(net, net);
      b.output('y', net);
    };
    expect(reportOf({ modules: [built(body)] }).depth.operations).toBe(50_000);
  });
});

describe('the model', () => {
  const operands = (b: NetBuilder, width: number, count: number) =>
    Array.from({ length: count }, (_, i) => b.input(`x${i}`, width));

  it.each([
    ['xc7', 8],
    ['ice40', 16],
  ] as const)('packs logic into the LUTs of %s', (target, lut) => {
    // (a & b) ^ (c | d) has four inputs; two more fill a LUT6, and take a second LUT4.
    const estimate = structureOf((b) => {
      const [a, c, d, e, f, g] = operands(b, 8, 6);
      b.output('y', b.and(b.not(b.xor(b.and(a, c), b.or(d, e))), b.xor(f, g)));
    }, target);
    expect(estimate.lut).toBe(lut === 8 ? 8 : 24);
    expect(estimate.depth.levels).toBe(lut === 8 ? 1 : 2);
  });

  it('keeps logic that has a second reader', () => {
    const estimate = structureOf((b) => {
      const [a, c, d] = operands(b, 8, 3);
      const shared = b.and(a, c);
      b.output('y', b.xor(shared, d));
      b.output('z', shared);
    });
    expect(estimate).toMatchObject({ lut: 16, depth: { levels: 2 } });
  });

  it('keeps logic of which another part is read elsewhere', () => {
    const estimate = structureOf((b) => {
      const [a, c, d] = operands(b, 8, 3);
      const shared = b.and(a, c);
      b.output('y', b.xor(b.slice(shared, 3, 0), b.slice(d, 3, 0)));
      b.output('z', b.slice(shared, 7, 4));
    });
    expect(estimate).toMatchObject({ lut: 12, depth: { levels: 2 } });
  });

  it.each([
    ['xc7', 25, 18, 1],
    ['xc7', 18, 25, 1],
    ['xc7', 26, 18, 2],
    ['xc7', 32, 32, 4],
    ['xcup', 27, 18, 1],
    ['xcup', 28, 18, 2],
    ['ecp5', 18, 18, 1],
    ['ecp5', 19, 18, 2],
    ['ice40', 18, 18, 0],
    ['xc7', 4, 4, 0],
  ] as const)('tiles signed products on %s: %i x %i into %i DSP blocks', (target, a, c, dsp) => {
    expect(estimateOf((b) => b.output('y', b.muls(b.input('a', a), b.input('c', c))), target).dsp).toBe(dsp);
  });

  it('gives an unsigned product one bit less of the block', () => {
    const unsigned = (width: number) =>
      estimateOf((b) => b.output('y', b.mulu(b.input('a', width), b.input('c', 17)))).dsp;
    expect([unsigned(24), unsigned(25)]).toEqual([1, 2]);
  });

  it('makes a product by a power of two of wires', () => {
    const by = (c: number) => estimateOf((b) => b.output('y', b.muls(b.input('a', 12), b.const(8, c)), 'product'));
    expect(by(64)).toMatchObject({ lut: 0, dsp: 0, depth: { levels: 0 } });
    expect(by(65)).toMatchObject({ dsp: 1 });
  });

  /** What Yosys 0.55 makes of memories of these widths and depths, read at once or into a register: LUTs with RAM cells, FFs, blocks. */
  it.each<[TargetName, number, number, 'at once' | 'registered', number, number, number]>([
    ['xc7', 8, 32, 'at once', 9, 0, 0],
    ['xc7', 8, 64, 'at once', 13, 0, 0],
    ['xc7', 8, 16, 'registered', 9, 8, 0],
    ['xc7', 16, 512, 'registered', 2, 0, 0.5],
    ['ecp5', 8, 32, 'at once', 34, 0, 0],
    ['ecp5', 8, 64, 'at once', 84, 0, 0],
    ['ecp5', 8, 128, 'registered', 154, 8, 0],
    ['ecp5', 64, 64, 'registered', 74, 136, 2],
    ['ecp5', 40, 1024, 'registered', 60, 92, 3],
    ['ice40', 8, 32, 'at once', 262, 256, 0],
    ['ice40', 16, 8, 'registered', 21, 37, 1],
    ['ice40', 32, 1024, 'registered', 44, 76, 8],
  ])('finds memories in %s: %d x %d bits, %s', (target, width, depth, read, lut, ff, bram) => {
    const found = estimateOf((b) => {
      const bits = Math.log2(depth);
      const memory = b.ram(width, depth, b.input('from', bits));
      b.setWrite(memory, b.input('write', 1), b.input('at', bits), b.input('word', width));
      if (read === 'at once') return b.output('y', memory);
      const held = b.reg(width, undefined);
      // A register that keeps its word while nothing is read: the enable of a block.
      b.setNext(held, bram > 0 ? b.mux(b.input('read', 1), memory, held) : memory);
      b.output('y', held);
    }, target);
    expect(found).toMatchObject({ ff, bram });
    // Enables and addresses take some more where there are many banks.
    expect(Math.abs(found.lut - lut)).toBeLessThanOrEqual(Math.max(2, 0.2 * lut));
  });

  it('puts a large table with a register behind it into block memory, with the register', () => {
    const table = Array.from({ length: 2048 }, (_, i) => BigInt(i));
    const read = (registered: boolean) =>
      estimateOf((b) => {
        const word = b.rom(b.input('at', 11), 18, table);
        if (!registered) return b.output('y', word);
        const held = b.reg(18, 0n);
        b.setNext(held, word);
        b.output('y', held);
      });
    expect(read(true)).toMatchObject({ lut: 0, ff: 0, bram: 1 });
    expect(read(false)).toMatchObject({ bram: 0 });
    expect(read(false).lut).toBeGreaterThan(500);
  });
});

describe('an operator', () => {
  it('is reported from its request, as plain data', () => {
    const found = report(compile(operatorRequest('op:mul/fixed8_3,fixed8_3/fixed10_4', {})), 'xcup');
    expect(found.ports.map(({ name, width, format }) => [name, width, format])).toEqual([
      ['a', 8, 'fixed<8,3>'],
      ['b', 8, 'fixed<8,3>'],
      ['y', 10, 'fixed<10,4>'],
    ]);
    expect(found).toMatchObject({ latency: 0, ii: 1, sequential: false, target: 'xcup' });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});
