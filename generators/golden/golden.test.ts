import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRun, arbitraryWord, EDGE_WIDTHS } from '../netlist/arbitrary.ts';
import { type Net, NetBuilder } from '../netlist/builder.ts';
import { flatten } from '../netlist/flatten.ts';
import type { NetDesign } from '../netlist/netlist.ts';
import { verifyNetDesign } from '../netlist/verify.ts';
import { gather, scatter } from './columns.ts';
import { compileJs } from './compile.ts';
import { interpret } from './interpreter.ts';
import { goldenModel } from './model.ts';
import { packRows, unpackRows } from './packing.ts';
import { compileWasm } from './wasm/compile.ts';

const compileCalls = (design: NetDesign) => compileJs(design, 'calls');
const EXECUTORS = { interpret, compileJs, compileCalls, goldenModel };

/** A module `f` whose only output is what `body` makes of its inputs. */
function circuit(widths: readonly number[], body: (b: NetBuilder, ...nets: Net[]) => Net): NetDesign {
  const b = new NetBuilder();
  const inputs = widths.map((width, i) => b.input(`i${i}`, width));
  b.output('o', body(b, ...inputs));
  return { modules: [b.finish('f')] };
}

const u = (word: bigint, width: number) => BigInt.asUintN(width, word);
const s = (word: bigint, width: number) => BigInt.asIntN(width, word);
const bool = (x: boolean) => (x ? 1n : 0n);

describe('every operation against plain BigInt arithmetic', () => {
  type Check = {
    widths: (w: number, v: number) => number[];
    body: (b: NetBuilder, w: number, ...nets: Net[]) => Net;
    /** Operand words, their widths, width of the result. */
    expected: (words: bigint[], widths: number[], width: number) => bigint;
  };
  const same = (w: number) => [w, w];
  const mixed = (w: number, v: number) => [w, v];
  const binary = (op: 'add' | 'sub' | 'and' | 'or' | 'xor', f: (a: bigint, b: bigint) => bigint): Check => ({
    widths: same,
    body: (b, _, x, y) => b[op](x, y),
    expected: ([x, y], _, w) => u(f(x, y), w),
  });
  const checks: Record<string, Check> = {
    add: binary('add', (x, y) => x + y),
    sub: binary('sub', (x, y) => x - y),
    and: binary('and', (x, y) => x & y),
    or: binary('or', (x, y) => x | y),
    xor: binary('xor', (x, y) => x ^ y),
    neg: { widths: (w) => [w], body: (b, _, x) => b.neg(x), expected: ([x], _, w) => u(-x, w) },
    not: { widths: (w) => [w], body: (b, _, x) => b.not(x), expected: ([x], _, w) => u(~x, w) },
    mulu: { widths: mixed, body: (b, _, x, y) => b.mulu(x, y), expected: ([x, y]) => x * y },
    'mulu, low bits': {
      widths: mixed,
      body: (b, w, x, y) => b.mulu(x, y, w),
      expected: ([x, y], _, w) => u(x * y, w),
    },
    muls: {
      widths: mixed,
      body: (b, _, x, y) => b.muls(x, y),
      expected: ([x, y], [v, w]) => u(s(x, v) * s(y, w), v + w),
    },
    'muls, low bits': {
      widths: mixed,
      body: (b, w, x, y) => b.muls(x, y, w + 1),
      expected: ([x, y], [v, w], width) => u(s(x, v) * s(y, w), width),
    },
    eq: { widths: same, body: (b, _, x, y) => b.eq(x, y), expected: ([x, y]) => bool(x === y) },
    ltu: { widths: same, body: (b, _, x, y) => b.ltu(x, y), expected: ([x, y]) => bool(x < y) },
    lts: { widths: same, body: (b, _, x, y) => b.lts(x, y), expected: ([x, y], [w]) => bool(s(x, w) < s(y, w)) },
    shl: {
      widths: mixed,
      body: (b, _, x, y) => b.shl(x, y),
      expected: ([x, n], _, w) => (n >= w ? 0n : u(x << n, w)),
    },
    shru: { widths: mixed, body: (b, _, x, y) => b.shru(x, y), expected: ([x, n], _, w) => (n >= w ? 0n : x >> n) },
    shrs: {
      widths: mixed,
      body: (b, _, x, y) => b.shrs(x, y),
      expected: ([x, n], _, w) => u(s(x, w) >> (n >= w ? BigInt(w) : n), w),
    },
    mux: {
      widths: (w) => [1, w, w],
      body: (b, _, c, x, y) => b.mux(c, x, y),
      expected: ([c, x, y]) => (c === 1n ? x : y),
    },
    concat: {
      widths: (w, v) => [w, v, w],
      body: (b, _, x, y, z) => b.concat(x, y, z),
      expected: ([x, y, z], [, v, w]) => (((x << BigInt(v)) | y) << BigInt(w)) | z,
    },
    slice: {
      widths: (w, v) => [w + v],
      body: (b, w, x) => b.slice(x, x.width - 1, x.width - w),
      expected: ([x], [all], w) => x >> BigInt(all - w),
    },
    'slice of a concat': {
      widths: mixed,
      body: (b, _, x, y) => {
        const both = b.concat(x, y, x);
        return b.slice(both, both.width - 1 - (x.width >> 1), x.width >> 1);
      },
      expected: ([x, y], [w, v], width) => u(((((x << BigInt(v)) | y) << BigInt(w)) | x) >> BigInt(w >> 1), width),
    },
    zext: { widths: mixed, body: (b, w, x) => b.zext(x, x.width + w), expected: ([x]) => x },
    sext: { widths: mixed, body: (b, w, x) => b.sext(x, x.width + w), expected: ([x], [v], w) => u(s(x, v), w) },
    redand: { widths: (w) => [w], body: (b, _, x) => b.redand(x), expected: ([x], [w]) => bool(u(~x, w) === 0n) },
    'redand of a signed reading': {
      widths: same,
      body: (b, w, x) => b.redand(b.sext(x, w + 3)),
      expected: ([x], [w]) => bool(u(~x, w) === 0n),
    },
    redor: { widths: (w) => [w], body: (b, _, x) => b.redor(x), expected: ([x]) => bool(x !== 0n) },
    redxor: {
      widths: (w) => [w],
      body: (b, _, x) => b.redxor(x),
      expected: ([x], [w]) => Array.from({ length: w }, (_, i) => (x >> BigInt(i)) & 1n).reduce((a, c) => a ^ c),
    },
    rom: {
      widths: (w) => [w],
      body: (b, w, x) =>
        b.rom(
          x,
          w,
          Array.from({ length: Math.min(5, 2 ** w) }, (_, i) => 3n ** BigInt(20 * i + 1)),
        ),
      expected: ([x], [w]) => (x < Math.min(5, 2 ** w) ? u(3n ** (20n * x + 1n), w) : 0n),
    },
  };
  for (const [name, { widths, body, expected }] of Object.entries(checks))
    it(name, () => {
      for (const w of EDGE_WIDTHS)
        for (const v of widths === same || widths.length === 1 ? [w] : EDGE_WIDTHS) {
          const shape = widths(w, v);
          const design = circuit(shape, (b, ...nets) => body(b, w, ...nets));
          verifyNetDesign(design);
          const { width } = design.modules[0].outputs[0];
          const words = fc.sample(fc.tuple(...shape.map(arbitraryWord)), { numRuns: 40, seed: 1000 * w + v });
          const due = words.map((row) => [expected(row, shape, width)]);
          for (const execute of Object.values(EXECUTORS)) {
            const model = execute(design);
            expect(words.map((row) => model.step(row))).toEqual(due);
          }
        }
    });
});

describe('a memory against an array', () => {
  /** What the memory of these rows gives: address to read, write enable, address and data. */
  const due = (rows: readonly bigint[][], depth: number, words: bigint[]) =>
    rows.map(([read, enable, address, data]) => {
      const word = words[Number(read)] ?? 0n;
      if (enable === 1n && address < depth) words[Number(address)] = data;
      return [word];
    });
  const bits = 3;
  const runs = [1, 2, 5, 7, 8].flatMap((depth) => EDGE_WIDTHS.map((width) => ({ depth, width })));

  it('reads what was there before the write, also in the same cycle; past the end it keeps nothing', () => {
    for (const { depth, width } of runs) {
      const design = circuit([bits, 1, bits, width], (b, read, enable, address, data) => {
        const memory = b.ram(width, depth, read);
        b.setWrite(memory, enable, address, data);
        return memory;
      });
      verifyNetDesign(design);
      const words = fc.sample(fc.tuple(...[bits, 1, bits, width].map(arbitraryWord)), { numRuns: 200, seed: width });
      for (const execute of Object.values(EXECUTORS)) {
        const model = execute(design);
        const array: bigint[] = [];
        expect(words.map((row) => model.step(row))).toEqual(due(words, depth, array));
        // A reset leaves the words.
        model.reset();
        expect(words.map((row) => model.step(row))).toEqual(due(words, depth, array));
      }
    }
  });

  it('of an instance is written where the gate is 1', () => {
    const child = new NetBuilder();
    const [place, word] = [child.input('place', bits), child.input('word', 8)];
    const memory = child.ram(8, 8, place);
    child.setWrite(memory, child.const(1, 1), place, word);
    child.output('q', memory);
    const module = child.finish('child');
    const top = circuit([bits, 1, 8], (b, x, gate, y) => {
      const ports = new Map([
        ['place', x],
        ['word', y],
      ]);
      return b.instance(module, 'u', ports, gate).get('q') as Net;
    });
    const design = { modules: [module, ...top.modules] };
    const words = fc.sample(fc.tuple(...[bits, 1, 8].map(arbitraryWord)), { numRuns: 100, seed: 3 });
    const rows = words.map(([x, gate, y]) => [x, gate, x, y]);
    for (const execute of Object.values(EXECUTORS)) {
      const model = execute(design);
      expect(words.map((row) => model.step(row))).toEqual(due(rows, 8, []));
    }
  });
});

describe('random netlists', () => {
  it('interpreter and compiled code agree, cycle by cycle', () => {
    fc.assert(
      fc.property(arbitraryRun({ steps: 30, unreset: true, memories: 'uncleared' }), ({ design, rows }) => {
        verifyNetDesign(design);
        const reference = interpret(design);
        const due = rows.map((row) => reference.step(row));
        for (const execute of [compileJs, compileCalls, goldenModel]) {
          const compiled = execute(design);
          expect(rows.map((row) => compiled.step(row))).toEqual(due);
        }
      }),
      { seed: 7, numRuns: 600 },
    );
  });

  it('flattened netlists are well formed and mean the same', () => {
    fc.assert(
      fc.property(arbitraryRun({ steps: 16, unreset: true, memories: 'uncleared' }), ({ design, rows }) => {
        const flat = { modules: [flatten(design)] };
        verifyNetDesign(flat);
        const [reference, flattened] = [interpret(design), interpret(flat)];
        expect(rows.map((row) => flattened.step(row))).toEqual(rows.map((row) => reference.step(row)));
      }),
      { seed: 8, numRuns: 150 },
    );
  });

  it('run does what step does, from the present state, and reset returns to the start', () => {
    fc.assert(
      fc.property(arbitraryRun({ steps: 12 }), ({ design, rows }) => {
        for (const execute of Object.values(EXECUTORS)) {
          const [stepped, ran] = [execute(design), execute(design)];
          const due = rows.map((row) => stepped.step(row));
          for (let times = 0; times < 2; times++) {
            const first = ran.run(packRows(ran.inputs, rows.slice(0, 5)), 5);
            const rest = ran.run(packRows(ran.inputs, rows.slice(5)), rows.length - 5);
            const got = [...unpackRows(ran.outputs, first, 5), ...unpackRows(ran.outputs, rest, rows.length - 5)];
            expect(got).toEqual(due);
            ran.reset();
          }
        }
      }),
      { seed: 9, numRuns: 100 },
    );
  });
});

describe('random netlists of words that WebAssembly takes', () => {
  const suites = { 8: [1, 2, 7, 8], 16: [1, 7, 9, 16], 32: [1, 2, 7, 17, 31, 32], 64: [1, 31, 32, 33, 53, 63, 64] };
  for (const [bits, widths] of Object.entries(suites))
    it(`of up to ${bits} bits, many rows at once`, () => {
      let taken = 0;
      fc.assert(
        fc.property(arbitraryRun({ widths, steps: 14, memories: 'uncleared' }), ({ design, rows }) => {
          const compiled = compileWasm(design);
          if (!compiled) return;
          taken++;
          const reference = interpret(design);
          const many = Array.from({ length: 21 }, (_, i) => rows[(i * 5) % rows.length]);
          const packed = packRows(reference.inputs, many);
          expect(unpackRows(reference.outputs, compiled.run(packed, many.length), many.length)).toEqual(
            many.map((row) => reference.step(row)),
          );
        }),
        { seed: Number(bits), numRuns: 300 },
      );
      expect(taken).toBeGreaterThan(30);
    });
});

it('a netlist of 20,000 nodes and a table becomes functions that pass words on', () => {
  const table = Array.from({ length: 200 }, (_, i) => BigInt((i * i) % 251));
  for (const [width, sequential] of [
    [8, false],
    [16, false],
    [32, false],
    [32, true],
    [64, true],
  ] as const) {
    const b = new NetBuilder();
    const [x, y] = [b.input('x', width), b.input('y', width)];
    const state = sequential ? b.reg(width, 3n) : y;
    let word = x;
    for (let i = 0; i < 5000; i++) {
      if (i % 40 === 0) word = b.xor(word, b.zext(b.rom(b.slice(word, 7, 0), 8, table), width));
      word = b.sub(b.xor(b.add(word, state), b.const(width, BigInt(i) & 255n)), i % 3 ? x : y);
    }
    if (sequential) b.setNext(state, word);
    b.output('z', word);
    const design = { modules: [b.finish('large')] };
    const [reference, compiled] = [interpret(design), compileWasm(design)];
    const rows = fc.sample(fc.tuple(arbitraryWord(width), arbitraryWord(width)), { numRuns: 9, seed: width });
    expect(compiled && rows.map((row) => compiled.step(row))).toEqual(rows.map((row) => reference.step(row)));
  }
});

it('columns of every width, in blocks, continue from the state of the model', () => {
  const widths = [3, 8, 9, 16, 17, 32, 33, 64, 65, 100];
  const b = new NetBuilder();
  const count = b.reg(9, 500n);
  b.setNext(count, b.add(count, b.const(9, 1)));
  const nets = widths.map((width, i) => b.input(`i${i}`, width));
  for (const [i, net] of nets.entries())
    b.output(`o${i}`, b.concat(b.slice(net, net.width - 1, 0), b.slice(count, 1, 0)));
  const design = { modules: [b.finish('wires')] };
  const rows = fc.sample(fc.tuple(...widths.map(arbitraryWord)), { numRuns: 50, seed: 5 });
  const due = rows.map((row) => row);
  for (const execute of Object.values(EXECUTORS)) {
    const model = execute(design);
    const stream = model.stream();
    const got: bigint[][] = [];
    for (const block of [rows.slice(0, 20), rows.slice(20)]) {
      scatter(model.inputs, packRows(model.inputs, block), 0, block.length, stream.inputs);
      stream.evaluate(block.length);
      const packed = packRows(
        model.outputs,
        block.map(() => model.outputs.map(() => 0n)),
      );
      gather(model.outputs, stream.outputs, block.length, packed, 0);
      got.push(...unpackRows(model.outputs, packed, block.length));
    }
    expect(got.map((row) => row.map((word) => word >> 2n))).toEqual(due);
    expect(got.map((row) => row[0] & 3n)).toEqual(rows.map((_, i) => BigInt((500 + i) % 4)));
  }
});

describe('state', () => {
  for (const [name, execute] of Object.entries(EXECUTORS)) {
    it(`${name}: a counter wraps, and reset starts it again`, () => {
      const b = new NetBuilder();
      const count = b.reg(3, 5n, 'count');
      b.setNext(count, b.add(count, b.const(3, 1)));
      b.output('count_out', count);
      const model = execute({ modules: [b.finish('counter')] });
      expect(Array.from({ length: 5 }, () => model.step([])[0])).toEqual([5n, 6n, 7n, 0n, 1n]);
      model.reset();
      expect(model.step([])).toEqual([5n]);
      expect(model.sequential).toBe(true);
    });

    it(`${name}: a shift register delays, and registers exchange values at one edge`, () => {
      const b = new NetBuilder();
      const x = b.input('x', 40);
      const [first, second] = [b.reg(40, 0n), b.reg(40, 7n)];
      b.setNext(first, x);
      b.setNext(second, first);
      const [left, right] = [b.reg(2, 1n), b.reg(2, 2n)];
      b.setNext(left, right);
      b.setNext(right, left);
      b.output('y', second);
      b.output('l', left);
      const model = execute({ modules: [b.finish('shift')] });
      const wide = 2n ** 39n;
      expect([wide, 1n, 2n, 3n].map((word) => model.step([word]))).toEqual([
        [7n, 1n],
        [0n, 2n],
        [wide, 1n],
        [1n, 2n],
      ]);
    });

    it(`${name}: two instances of an accumulator keep apart`, () => {
      const c = new NetBuilder();
      const [x, sum] = [c.input('x', 16), c.reg(70, 0n, 'sum')];
      const total = c.add(sum, c.sext(x, 70));
      c.setNext(sum, total);
      c.output('total', total);
      const accumulator = c.finish('accumulator');
      const b = new NetBuilder();
      const [p, q] = [b.input('p', 16), b.input('q', 16)];
      b.output('r', b.instance(accumulator, 'a0', new Map([['x', p]])).get('total') as Net);
      b.output('t', b.instance(accumulator, 'a1', new Map([['x', q]])).get('total') as Net);
      const model = execute({ modules: [accumulator, b.finish('pair')] });
      const minus = (n: bigint) => u(-n, 70);
      expect(
        [
          [1n, 0xffffn],
          [2n, 0xffffn],
          [3n, 1n],
        ].map((row) => model.step(row)),
      ).toEqual([
        [1n, minus(1n)],
        [3n, minus(2n)],
        [6n, minus(1n)],
      ]);
    });
  }
});

it('bits of a row beyond the width of their port are ignored', () => {
  const design = circuit([7, 33, 65], (b, x, y, z) => b.concat(x, b.redxor(z), b.zext(y, 34)));
  const clean = [[5n, 2n ** 32n + 3n, 2n ** 64n + 9n]];
  const dirty = packRows(design.modules[0].inputs, clean).map(
    (word, i) => word | [0xffffff80, 0, 0xfffffffe, 0, 0, 0xfffffffe][i],
  );
  for (const execute of Object.values(EXECUTORS)) {
    const model = execute(design);
    expect(unpackRows(model.outputs, model.run(dirty, 1), 1)).toEqual(clean.map((row) => model.step(row)));
  }
});

it('a netlist of 20,000 nodes is cut into functions and stays right', () => {
  const b = new NetBuilder();
  const x = b.input('x', 40);
  const state = b.reg(20, 3n);
  let [narrow, middle, wide] = [b.slice(x, 19, 0), x, b.sext(x, 70)];
  for (let i = 0; i < 4000; i++) {
    narrow = b.xor(b.add(narrow, state), b.const(20, 977 * i));
    middle = b.sub(b.xor(middle, b.zext(narrow, 40)), b.const(40, 31 * i));
    if (i % 50 === 0) wide = b.add(wide, b.sext(middle, 70));
  }
  b.setNext(state, narrow);
  for (const [i, net] of [narrow, middle, wide].entries()) b.output(`y${i}`, net);
  const design = { modules: [b.finish('large')] };
  const [reference, compiled] = [interpret(design), compileJs(design)];
  for (const word of [1n, 2n ** 40n - 1n, 123456789012n]) expect(compiled.step([word])).toEqual(reference.step([word]));
  expect(compiled.step([0n])).toEqual(reference.step([0n]));
});
