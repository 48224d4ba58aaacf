import { describe, expect, it } from 'vitest';
import { type Net, NetBuilder } from '../netlist/builder.ts';
import type { Netlist } from '../netlist/netlist.ts';
import { stagesOf } from './stages.ts';

/** A netlist, and the stage of each net of it that the body gives back. */
function stages(body: (b: NetBuilder) => Record<string, Net>): Record<string, number> {
  const b = new NetBuilder();
  const nets = body(b);
  const netlist: Netlist = b.finish('top');
  const found = stagesOf(netlist);
  return Object.fromEntries(Object.entries(nets).map(([name, net]) => [name, found[net.id]]));
}

function register(b: NetBuilder, next: Net, init?: bigint): Net {
  const held = b.reg(next.width, init);
  b.setNext(held, next);
  return held;
}

describe('stages', () => {
  it('count the registers on the way, the most of several ways', () => {
    const found = stages((b) => {
      const x = b.input('x', 8);
      const once = register(b, b.neg(x));
      const twice = register(b, b.add(once, once));
      const late = b.add(twice, x);
      b.output('y', late);
      return { x, once, twice, late };
    });
    expect(found).toEqual({ x: 0, once: 1, twice: 2, late: 2 });
  });

  it('leave state where it is, delays and loops alike', () => {
    const found = stages((b) => {
      const x = register(b, b.input('x', 8));
      const delayed = register(b, x, 0n);
      const total = b.reg(8, 0n);
      const sum = b.add(total, delayed);
      b.setNext(total, sum);
      const out = register(b, sum);
      b.output('y', out);
      return { x, delayed, total, sum, out };
    });
    expect(found).toEqual({ x: 1, delayed: 1, total: 1, sum: 1, out: 2 });
  });

  it('end on a loop of pipeline registers, too', () => {
    const found = stages((b) => {
      const x = b.input('x', 8);
      const around = b.reg(8, undefined);
      const further = register(b, b.add(around, x));
      b.setNext(around, further);
      b.output('y', further);
      return { around, further };
    });
    expect(found).toEqual({ around: 0, further: 0 });
  });

  it('are found for fifty thousand operations in a row', () => {
    const { last } = stages((b) => {
      let last = b.input('x', 8);
      for (let i = 0; i < 50_000; i++) last = i % 1000 === 999 ? register(b, last) : b.not(last);
      b.output('y', last);
      return { last };
    });
    expect(last).toBe(50);
  });
});
