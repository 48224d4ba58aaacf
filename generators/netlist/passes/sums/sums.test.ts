import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../../golden/interpreter.ts';
import { type Net, NetBuilder } from '../../builder.ts';
import type { Netlist, NodeId } from '../../netlist.ts';
import { stateOf } from '../../state.ts';
import { verifyNetDesign } from '../../verify.ts';
import { balanceSums } from './balance.ts';
import { separateSums } from './separate.ts';

/** Sums of sums, some wide enough for all that goes in, some not, some read twice; a difference or a product now and then. */
const arbitrarySums = fc
  .record({
    inputs: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 }),
    steps: fc.array(
      fc.record({
        picks: fc.tuple(fc.nat(1000), fc.nat(1000)),
        more: fc.integer({ min: 0, max: 2 }),
        op: fc.constantFrom(...(['add', 'add', 'add', 'add', 'sub', 'mulu', 'const', 'reg'] as const)),
        shown: fc.nat(5),
      }),
      { minLength: 1, maxLength: 14, size: 'max' },
    ),
  })
  .map(({ inputs, steps }) => {
    const b = new NetBuilder();
    const nets = inputs.map((width, i) => b.input(`x${i}`, width));
    for (const [i, { picks, more, op, shown }] of steps.entries()) {
      // The latest words come up most, so that long sums grow.
      const [x, y] = picks.map((p) => nets[nets.length - 1 - Math.min(p % nets.length, (p >> 3) % nets.length)]);
      const width = Math.min(9, Math.max(x.width, y.width) + more);
      const [p, q] = [x, y].map((net) => (net.width > width ? b.slice(net, width - 1, 0) : b.zext(net, width)));
      nets.push(made(b, op, p, q, picks[0]));
      if (shown === 0) b.output(`y${i}`, nets[nets.length - 1]);
    }
    b.output('y', nets[nets.length - 1]);
    return b.finish('sums');
  });

function made(b: NetBuilder, op: 'add' | 'sub' | 'mulu' | 'const' | 'reg', p: Net, q: Net, word: number): Net {
  if (op === 'const') return b.const(p.width, word);
  if (op === 'mulu') return b.mulu(p, q, p.width);
  if (op !== 'reg') return b[op](p, q);
  const held = b.reg(p.width, 1n);
  b.setNext(held, p);
  return held;
}

function total(count: number, width: number): Netlist {
  const b = new NetBuilder();
  let sum = b.input('x0', width);
  for (let i = 1; i < count; i++) {
    const wide = width + Math.ceil(Math.log2(i + 1));
    sum = b.add(b.zext(sum, wide), b.zext(b.input(`x${i}`, width), wide));
  }
  b.output('y', sum);
  return b.finish('total');
}

/** Additions on the longest way. */
function depth({ nodes, outputs }: Netlist): number {
  const depths: number[] = [];
  for (const [id, { op, args }] of nodes.entries())
    depths[id] = Math.max(0, ...args.map((a) => depths[a])) + (op === 'add' ? 1 : 0);
  return Math.max(...outputs.map((o) => depths[o.node]));
}

/** Additions that read the whole word of another one, as it is or behind zeros. */
function chained({ nodes }: Netlist): number {
  const bare = (id: NodeId): NodeId => (nodes[id].op === 'zext' ? bare(nodes[id].args[0]) : id);
  const reads = (id: NodeId) => nodes[id].args.some((a) => nodes[bare(a)].op === 'add');
  return nodes.filter(({ op }, id) => op === 'add' && reads(id)).length;
}

const passes = {
  'balanced in pairs': (n: Netlist) => balanceSums(n, 2),
  'balanced in threes': (n: Netlist) => balanceSums(n, 3),
  'apart in pairs': (n: Netlist) => separateSums(n, { arity: 2, products: true }),
  'balanced and apart in threes': (n: Netlist) => separateSums(balanceSums(n, 3), { arity: 3, products: false }),
};

describe.each(Object.entries(passes))('sums, %s', (_, pass) => {
  it('stay what they are', () => {
    const row = fc.array(fc.bigInt({ min: 0n, max: 15n }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(arbitrarySums, fc.array(row, { minLength: 8, maxLength: 8 }), (netlist, rows) => {
        const result = pass(netlist);
        const changed = { modules: [{ ...result, ...stateOf(result.nodes, new Map()) }] };
        verifyNetDesign(changed);
        const [before, after] = [interpret({ modules: [netlist] }), interpret(changed)];
        const words = rows.map((r) => netlist.inputs.map(({ width }, i) => BigInt.asUintN(width, r[i])));
        expect(words.map((w) => after.step(w))).toEqual(words.map((w) => before.step(w)));
      }),
      { seed: 41, numRuns: 600 },
    );
  });
});

describe('a sum of many words', () => {
  it('is as deep as the logarithm says', () => {
    expect(depth(total(24, 8))).toBe(23);
    expect(depth(balanceSums(total(24, 8), 2))).toBe(5);
    // Each adder of three words is two additions.
    expect(depth(balanceSums(total(27, 8), 3))).toBe(6);
  });

  it('has no addition that reads the whole word of another one', () => {
    for (const netlist of [total(24, 8), balanceSums(total(24, 8), 2)]) {
      expect(chained(netlist)).toBeGreaterThan(5);
      expect(chained(separateSums(netlist, { arity: 2, products: false }))).toBe(0);
    }
  });

  it('leaves single bits and constants to the carry', () => {
    const b = new NetBuilder();
    const [x, y, carry] = [b.input('x', 8), b.input('y', 8), b.input('carry', 1)];
    b.output('y', b.add(b.add(b.add(b.zext(x, 9), b.zext(y, 9)), b.zext(carry, 9)), b.const(9, 1)));
    const netlist = b.finish('carried');
    for (const arity of [2, 3] as const) expect(separateSums(netlist, { arity, products: true })).toBe(netlist);
  });

  it('keeps adders of three words together', () => {
    const threes = separateSums(balanceSums(total(27, 8), 3), { arity: 3, products: false });
    expect(chained(threes)).toBe(13);
  });
});
