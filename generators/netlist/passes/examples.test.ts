import { describe, expect, it } from 'vitest';
import { type Net, NetBuilder } from '../builder.ts';
import { type NetDesign, type NetNode, topOf } from '../netlist.ts';
import { printNetlist } from '../text.ts';
import { optimise } from './index.ts';

type Body = (b: NetBuilder, x: Net, y: Net, z: Net) => Net;

function design(widths: readonly [number, number, number], body: Body): NetDesign {
  const b = new NetBuilder();
  const [x, y, z] = widths.map((width, i) => b.input('xyz'[i], width));
  b.output('o', body(b, x, y, z));
  return { modules: [b.finish('f')] };
}

/** The nodes of the optimised netlist beside its inputs, as the text form has them; the inputs are %0, %1, %2. */
function lines(body: Body, widths: readonly [number, number, number] = [8, 8, 1]): string[] {
  const text = printNetlist(topOf(optimise(design(widths, body))));
  return text
    .split('\n')
    .filter((line) => /^ {2}%/.test(line) && !line.includes('= input'))
    .map((line) => line.trim());
}

/** Widths of the nodes of one operation after the passes. */
function widthsOf(op: NetNode['op'], body: Body, widths: readonly [number, number, number] = [8, 8, 1]): number[] {
  return topOf(optimise(design(widths, body))).nodes.flatMap((n) => (n.op === op ? [n.width] : []));
}

/** A memory that stores what `write` says. */
function memory(b: NetBuilder, depth: number, read: Net, write: readonly [enable: Net, address: Net, data: Net]): Net {
  const word = b.ram(8, depth, read);
  b.setWrite(word, ...write);
  return word;
}

describe('memories', () => {
  it.each<[string, Body]>([
    ['never written', (b, x, y) => memory(b, 9, x, [b.zero(1), y, y])],
    ['written past the end', (b, x, y, z) => memory(b, 9, x, [z, b.const(8, 9), y])],
    ['read past the end', (b, x, y, z) => memory(b, 9, b.const(4, 9), [z, x, y])],
  ])('%s are zero', (_, body) => {
    expect(lines(body)).toEqual(['%3: 8 = const value=0x0']);
  });

  it('that hold the same are one, if they are read at one place', () => {
    const left = (b: NetBuilder, x: Net, y: Net, z: Net) => memory(b, 200, x, [z, y, x]);
    const kept = (right: Body) => widthsOf('ram', (b, x, y, z) => b.sub(left(b, x, y, z), right(b, x, y, z))).length;
    expect(kept(left)).toBe(0);
    expect(kept((b, x, y, z) => memory(b, 200, y, [z, y, x]))).toBe(2);
    expect(kept((b, x, y, z) => memory(b, 201, x, [z, y, x]))).toBe(2);
    expect(kept((b, x, y, z) => memory(b, 200, x, [b.not(z), y, x]))).toBe(2);
    expect(kept((b, x, _, z) => memory(b, 200, x, [z, x, x]))).toBe(2);
    expect(kept((b, x, y, z) => memory(b, 200, x, [z, y, y]))).toBe(2);
  });

  it('that nothing reads go, and what is written into them', () => {
    const body: Body = (b, x, y, z) => {
      memory(b, 200, x, [z, y, b.mulu(x, y, 8)]);
      return x;
    };
    expect(lines(body)).toEqual([]);
  });
});

describe('folding', () => {
  it.each<[string, Body]>([
    ['x + 0', (b, x) => b.add(x, b.zero(8))],
    ['x - 0', (b, x) => b.sub(x, b.zero(8))],
    ['0 - (0 - x)', (b, x) => b.neg(b.sub(b.zero(8), x))],
    ['(x + 3) + 253', (b, x) => b.add(b.add(x, b.const(8, 3)), b.const(8, 253))],
    ['x & ones', (b, x) => b.and(b.ones(8), x)],
    ['x | 0', (b, x) => b.or(x, b.zero(8))],
    ['x | x', (b, x) => b.or(x, x)],
    ['not not x', (b, x) => b.not(b.not(x))],
    ['x ^ ones ^ ones', (b, x) => b.not(b.xor(x, b.ones(8)))],
    ['a mux of equal arms', (b, x, _, z) => b.mux(z, x, x)],
    ['a mux of a constant', (b, x, y) => b.mux(b.const(1, 0), y, x)],
    ['a mux below that asks again', (b, x, y, z) => b.mux(z, b.mux(z, x, y), x)],
    ['x * 1', (b, x) => b.mulu(x, b.const(3, 1), 8)],
    ['x << 0', (b, x) => b.shl(x, b.zero(4))],
    ['the low bits of an extension', (b, x) => b.slice(b.sext(b.zext(x, 12), 16), 7, 0)],
    ['a word cut up and put together', (b, x) => b.concat(b.slice(x, 7, 5), b.slice(x, 4, 2), b.slice(x, 1, 0))],
  ])('%s is x', (_, body) => {
    expect(lines(body)).toEqual([]);
  });

  it.each<[string, Body, string[]]>([
    ['x & 0 is 0', (b, x) => b.and(x, b.zero(8)), ['%3: 8 = const value=0x0']],
    ['x - x is 0', (b, x) => b.sub(x, x), ['%3: 8 = const value=0x0']],
    ['x * 0 is 0', (b, x) => b.muls(x, b.zero(5)), ['%3: 13 = const value=0x0']],
    ['x < x is 0', (b, x) => b.lts(x, x), ['%3: 1 = const value=0x0']],
    ['x == x is 1', (b, x) => b.eq(x, x), ['%3: 1 = const value=0x1']],
    ['x < 0 is the sign', (b, x) => b.lts(x, b.zero(8)), ['%3: 1 = slice %0 lo=7']],
    [
      'x * 8 is wiring',
      (b, x) => b.mulu(x, b.const(4, 8)),
      ['%3: 3 = const value=0x0', '%4: 11 = concat %0 %3', '%5: 12 = zext %4'],
    ],
    ['x >> 3 is wiring', (b, x) => b.shrs(x, b.const(9, 3)), ['%3: 5 = slice %0 lo=3', '%4: 8 = sext %3']],
    ['x >> 300 is zero', (b, x) => b.shru(x, b.const(9, 300)), ['%3: 8 = const value=0x0']],
    [
      'x & 0xf0 is wiring',
      (b, x) => b.and(x, b.const(8, 0xf0)),
      ['%3: 4 = slice %0 lo=4', '%4: 4 = const value=0x0', '%5: 8 = concat %3 %4'],
    ],
  ])('%s', (_, body, expected) => {
    expect(lines(body)).toEqual(expected);
  });
});

describe('sharing', () => {
  it('knows that operands may be exchanged, and keeps a name', () => {
    const body: Body = (b, x, y) => b.xor(b.add(x, y), b.not(b.named(b.add(y, x), 'sum')));
    expect(lines(body)).toEqual(['%3: 8 = const value=0xff']);
    const named: Body = (b, x, y) => b.concat(b.add(x, y), b.named(b.add(y, x), 'sum', 'ufixed<8,8>'));
    expect(lines(named)).toEqual(['%3: 8 = add %0 %1 @sum "ufixed<8,8>"', '%4: 16 = concat %3 %3']);
  });

  it('merges delay lines of one signal, stage by stage', () => {
    const delayed = (b: NetBuilder, x: Net, n: number): Net => {
      if (n === 0) return x;
      const r = b.reg(x.width, 0n);
      b.setNext(r, delayed(b, x, n - 1));
      return r;
    };
    expect(widthsOf('reg', (b, x) => b.concat(delayed(b, x, 6), delayed(b, x, 6), delayed(b, x, 4)))).toHaveLength(6);
  });
});

describe('dead nodes', () => {
  it('go, registers that feed only themselves too, and the module is combinational then', () => {
    const d = design([8, 8, 1], (b, x, y) => {
      const r = b.reg(8, 0n, 'unread');
      b.setNext(r, b.add(r, x));
      return b.not(y);
    });
    const after = topOf(optimise(d));
    expect(after.nodes.map((n) => n.op)).toEqual(['input', 'input', 'input', 'not']);
    expect([topOf(d).sequential, after.sequential]).toEqual([true, false]);
    expect(after.inputs.map((p) => p.name)).toEqual(['x', 'y', 'z']);
  });

  it('take modules with them that nothing instantiates any more', () => {
    const c = new NetBuilder();
    c.output('q', c.not(c.input('a', 4)));
    const child = c.finish('child');
    const b = new NetBuilder();
    const x = b.input('x', 4);
    b.instance(child, 'u', new Map([['a', x]]));
    b.output('o', x);
    expect(optimise({ modules: [child, b.finish('top')] }).modules.map((m) => m.name)).toEqual(['top']);
  });
});

describe('narrowing', () => {
  it('a sum of extended words has one bit more than they have', () => {
    expect(widthsOf('add', (b, x, y) => b.add(b.sext(x, 32), b.sext(y, 32)))).toEqual([9]);
    expect(widthsOf('add', (b, x, y) => b.add(b.zext(x, 32), b.zext(y, 32)))).toEqual([9]);
  });

  it('a product of extended words has the bits of their product', () => {
    expect(lines((b, x, y) => b.muls(b.sext(x, 20), b.sext(y, 20)))).toEqual([
      '%3: 16 = muls %0 %1',
      '%4: 40 = sext %3',
    ]);
  });

  it('low bits of a sum need only low bits', () => {
    expect(widthsOf('add', (b, x, y) => b.slice(b.add(x, y), 3, 0))).toEqual([4]);
  });

  it('zeros below both operands of a sum are left out, below one of them they stay readable', () => {
    const both: Body = (b, x, y) => b.add(b.concat(b.sext(x, 9), b.zero(3)), b.concat(b.sext(y, 9), b.zero(3)));
    expect(widthsOf('add', both)).toEqual([9]);
    const one: Body = (b, x) => b.slice(b.add(b.sext(x, 9), b.const(9, 4)), 8, 3);
    expect(widthsOf('add', one)).toEqual([9]);
  });

  it('a comparison leaves out copies of signs and common zeros', () => {
    const body: Body = (b, x, y) => b.lts(b.concat(b.sext(x, 12), b.zero(4)), b.concat(b.sext(y, 12), b.zero(4)));
    expect(lines(body)).toEqual(['%3: 1 = lts %0 %1']);
  });

  it('each bound of a saturation narrows what follows', () => {
    const clamp: Body = (b, x, y) => {
      const product = b.sext(b.muls(x, y), 40);
      const [most, least] = [b.const(40, 127), b.const(40, -128)];
      const below = b.mux(b.lts(most, product), most, product);
      const bounded = b.mux(b.lts(below, least), least, below);
      return b.named(bounded, 'bounded', 'fixed<40,40>');
    };
    expect(widthsOf('mux', clamp)).toEqual([15, 8]);
    expect(lines(clamp).join('\n')).toMatch(/: 8 = mux .* @bounded "fixed<40,40> \[7:0\]"/);
  });

  it('a register takes the bits of what it ever holds', () => {
    const held: Body = (b, x) => {
      const r = b.reg(32, 5n, 'held');
      b.setNext(r, b.zext(x, 32));
      return r;
    };
    expect(widthsOf('reg', held)).toEqual([8]);
  });

  it('a register that counts stays as wide as it is', () => {
    const counter: Body = (b) => {
      const r = b.reg(8, 0n);
      b.setNext(r, b.add(r, b.const(8, 1)));
      return r;
    };
    expect(widthsOf('reg', counter)).toEqual([8]);
  });

  it('an accumulator of which only low bits are read keeps those', () => {
    const low: Body = (b, x) => {
      const r = b.reg(32, 0n);
      b.setNext(r, b.add(r, b.sext(x, 32)));
      return b.slice(r, 9, 0);
    };
    expect([widthsOf('reg', low), widthsOf('add', low)]).toEqual([[10], [10]]);
  });

  it('a ROM loses columns that are constant and rows that are out of reach', () => {
    const body: Body = (b, x) => b.rom(b.zext(b.slice(x, 1, 0), 4), 8, [0x13n, 0x15n, 0x17n, 0x19n, 0xffn]);
    expect(lines(body).join('\n')).toContain('3 = rom %3 table=[0x1 0x2 0x3 0x4]');
  });
});
