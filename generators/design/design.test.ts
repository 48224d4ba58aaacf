import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../diagnostics/diagnostic.ts';
import { fixed, float, int, ufixed, uint, vector } from '../formats/build.ts';
import type { Type } from '../formats/format.ts';
import { parseFormat, typeName } from '../formats/name.ts';
import { type Design, isSequential, outputsOf } from '../ir/ir.ts';
import { ExactModel } from '../ops/evaluate.ts';
import { type DesignBuilder, design } from './design.ts';
import type { Matrix, MatvecOptions } from './matrix.ts';
import { parameterised, readParameters } from './parameterised.ts';
import type { Signal } from './signal.ts';

/** A design with inputs a and b and one output of any type. */
function of(type: Type, body: (a: Signal, b: Signal, d: DesignBuilder) => Signal) {
  return design('t', { inputs: { a: fixed(8, 3), b: ufixed(5, 2) }, outputs: { y: type } }, ({ a, b }, d) => ({
    y: body(a, b, d) as never,
  }));
}

function codeOf(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('builder', () => {
  it('freezes what it makes', () => {
    const d = of(fixed(14, 6), (a, b) => a.mul(b).cast(fixed(14, 6)));
    expect(Object.isFrozen(d.nodes[0].type)).toBe(true);
    expect(Object.isFrozen(d.outputs)).toBe(true);
  });

  it('remembers where each node was written', () => {
    const d = of(fixed(13, 5), (a, b) => a.mul(b));
    const where = d.nodes.find((n) => n.op === 'mul')?.where;
    expect(where).toMatchObject({ kind: 'file', file: expect.stringMatching(/design\.test\.ts$/) });
  });

  it.each([
    [0.75, 'ufixed<2,0>', 3n],
    [-2, 'fixed<1,2>', 1n],
    [-0.5, 'fixed<1,0>', 1n],
    [-3, 'fixed<3,3>', 5n],
    [12, 'ufixed<2,4>', 3n],
    [0, 'ufixed<1,1>', 0n],
    [1, 'ufixed<1,1>', 1n],
  ])('takes the number %d as %s', (value, format, word) => {
    const d = design('t', { inputs: {}, outputs: { y: parseFormat(format) } }, (_, b) => ({ y: b.sum([value]) }));
    expect(typeName(outputsOf(d)[0].type)).toBe(format);
    expect(new ExactModel(d).step([])).toEqual([word]);
  });

  it('counts with a register and a wire', () => {
    const d = design('counter', { inputs: { step: uint(2) }, outputs: { count: uint(4) } }, ({ step }, b) => {
      const sum = b.wire('sum', uint(4));
      const count = b.register('count_r', uint(4), 3);
      count.next(sum);
      sum.assign(count.add(step).cast(uint(4)));
      return { count };
    });
    expect(isSequential(d)).toBe(true);
    const model = new ExactModel(d);
    expect([1n, 2n, 3n, 3n, 3n, 3n].map((s) => model.step([s])[0])).toEqual([3n, 4n, 6n, 9n, 12n, 15n]);
    expect(d.nodes.some((n) => n.op.startsWith('#'))).toBe(false);
  });

  it('passes the choice of a multiplier on, for both kinds of numbers', () => {
    const small = float(4, 3);
    const ports = { inputs: { a: fixed(4, 2), x: small }, outputs: { p: fixed(8, 4), y: small } };
    const products = design('products', ports, ({ a, x }) => ({
      p: a.mul(a, { multiplier: 'lut' }),
      y: x.mul(x, { multiplier: 'dsp' }),
    }));
    expect(products.nodes.flatMap((n) => n.attrs.multiplier ?? [])).toEqual(['lut', 'dsp']);
  });

  it('types instances by their ports', () => {
    const half = design(
      'half',
      { inputs: { x: fixed(8, 3) }, outputs: { y: fixed(8, 2), v: vector(2, fixed(8, 3)) } },
      ({ x }, d) => ({ y: x.scalb(-1), v: d.vector([x, x]) }),
    );
    const twice = design('twice', { inputs: { x: fixed(8, 3) }, outputs: { y: fixed(9, 3) } }, ({ x }, d) => {
      const one = d.instance(half, { x });
      const two = d.instance(half, { x: one.v.at(1) });
      return { y: one.y.add(two.y) };
    });
    expect(twice.children).toEqual([half]);
    expect(new ExactModel(twice).step([0x83n])).toEqual([0x106n]);
  });

  it('makes families', () => {
    const family = parameterised({ width: 8, round: true, name: 'shift' }, (p) =>
      design(p.name, { inputs: { x: int(p.width) }, outputs: { y: int(p.width) } }, ({ x }) => ({
        y: x.shr(p.round ? 1 : 2),
      })),
    );
    const made = family.make(readParameters(family.defaults, ['width=5', 'round=false', 'name=other']));
    expect(made.name).toBe('other');
    expect(codeOf(() => readParameters(family.defaults, ['widht=5']))).toBe('BW6005');
    expect(codeOf(() => readParameters(family.defaults, ['width=wide']))).toBe('BW6005');
    expect(codeOf(() => readParameters(family.defaults, ['round=maybe']))).toBe('BW6005');
    expect(codeOf(() => readParameters(family.defaults, ['width']))).toBe('BW6005');
  });
});

describe('refuses', () => {
  const y8 = fixed(8, 3);
  const cases: Record<string, [string, () => unknown]> = {
    'zero width': ['BW1003', () => fixed(0, 0)],
    'negative width': ['BW1003', () => ufixed(-3, 0)],
    'an output of another type': ['BW2009', () => of(y8, (a, b) => a.mul(b))],
    'an output never assigned': ['BW2004', () => of(y8, () => undefined as never)],
    'a result that is no output': [
      'BW2004',
      () => design('t', { inputs: { a: y8 }, outputs: {} }, ({ a }) => ({ z: a }) as never),
    ],
    'a design without outputs': ['BW2012', () => design('t', { inputs: { a: y8 }, outputs: {} }, () => ({}))],
    'a wire never assigned': ['BW2004', () => of(y8, (_a, _b, d) => d.wire('w', y8))],
    'a wire assigned twice': [
      'BW2017',
      () =>
        of(y8, (a, _b, d) => {
          const w = d.wire('w', y8);
          w.assign(a);
          w.assign(a);
          return w;
        }),
    ],
    'a register never assigned': ['BW2010', () => of(y8, (_a, _b, d) => d.register('r', y8))],
    'a register of another type': [
      'BW2009',
      () =>
        of(y8, (_a, b, d) => {
          const r = d.register('r', y8);
          r.next(b);
          return r;
        }),
    ],
    'a combinational loop': [
      'BW2005',
      () =>
        of(y8, (a, _b, d) => {
          const w = d.wire('w', y8);
          w.assign(w.add(a).cast(y8));
          return w;
        }),
    ],
    'a wire to itself': [
      'BW2005',
      () =>
        of(y8, (_a, _b, d) => {
          const w = d.wire('w', y8);
          w.assign(w);
          return w;
        }),
    ],
    'vectors of two lengths': [
      'BW2015',
      () =>
        design('t', { inputs: { v: vector(3, y8), w: vector(4, y8) }, outputs: { y: y8 } }, ({ v, w }) => ({
          y: v.dot(w),
        })),
    ],
    'elements of two formats': ['BW2008', () => of(y8, (a, b, d) => d.vector([a, b]).at(0))],
    'an element past the end': ['BW2014', () => of(y8, (a, _b, d) => d.vector([a]).at(1))],
    'an unknown operator': ['BW2006', () => of(y8, (a, b, d) => d.op('addd', [a, b]))],
    'too few operands': ['BW2007', () => of(y8, (a, _b, d) => d.op('add', [a]))],
    'an unknown attribute': ['BW2014', () => of(y8, (a, _b, d) => d.op('shl', [a], { places: 2 }))],
    'an unknown mode': ['BW1008', () => of(y8, (a) => a.cast(y8, 'ROUND' as never))],
    'a constant that does not end': ['BW2018', () => of(y8, (a) => a.add(0.1).cast(y8))],
    'a keyword as a port': [
      'BW2002',
      () => design('t', { inputs: { wire: y8 }, outputs: { y: y8 } }, ({ wire }) => ({ y: wire })),
    ],
    'a control port': [
      'BW2002',
      () => design('t', { inputs: { clk: y8 }, outputs: { y: y8 } }, ({ clk }) => ({ y: clk })),
    ],
    'a duplicate port': ['BW2003', () => design('t', { inputs: { y: y8 }, outputs: { y: y8 } }, ({ y }) => ({ y }))],
    'a signal name that is none': ['BW2001', () => of(y8, (a) => a.not().named('a b'))],
    'another name for an input': ['BW2019', () => of(y8, (a) => a.named('x'))],
    'a name that is none': [
      'BW2001',
      () => design('t; endmodule', { inputs: { a: y8 }, outputs: { y: y8 } }, ({ a }) => ({ y: a })),
    ],
    'a float beside fixed point': [
      'BW2021',
      () =>
        design('t', { inputs: { a: float(4, 3), b: y8 }, outputs: { y: float(4, 3) } }, ({ a, b }) => ({
          y: a.add(b),
        })),
    ],
    'two sub-designs of one name': [
      'BW2013',
      () => {
        const sub = (w: number) =>
          design('sub', { inputs: { x: int(w) }, outputs: { y: int(w) } }, ({ x }) => ({ y: x }));
        return of(y8, (a, _b, d) => {
          d.instance(sub(8), { x: a.bitcast(int(8)) });
          d.instance(sub(9), { x: a.bitcast(int(8)) });
          return a;
        });
      },
    ],
    'an instance with a port missing': [
      'BW2011',
      () => {
        const sub = design('sub', { inputs: { x: y8 }, outputs: { y: y8 } }, ({ x }) => ({ y: x }));
        return of(y8, (_a, _b, d) => d.instance(sub, {} as never).y);
      },
    ],
    'a signal of another design': [
      'BW2016',
      () => {
        let stray: Signal | undefined;
        of(y8, (a) => {
          stray = a;
          return a;
        });
        return of(y8, (a) => a.max(stray as Signal));
      },
    ],
  };
  it.each(Object.entries(cases))('%s', (_, [code, body]) => {
    expect(codeOf(body)).toBe(code);
  });
});

describe('a constant matrix', () => {
  const times = (matrix: Matrix, options?: MatvecOptions) =>
    design('t', { inputs: { x: vector(2, int(4)) }, outputs: { y: vector(2, fixed(9, 6)) } }, ({ x }) => ({
      y: x.matvec(matrix, fixed(5, 2), options),
    }));

  it('is made of numbers or of words', () => {
    const words = (d: Design) => d.nodes.find((n) => n.op === 'matvec')?.attrs.weights;
    const byNumber = times([
      [1.5, -2],
      [0.125, 0],
    ]);
    expect(words(byNumber)).toEqual([0xcn, 0x10n, 1n, 0n]);
    expect(
      words(
        times(
          [
            [0xcn, 0x10n],
            [1n, 0n],
          ],
          { depth: 'any' },
        ),
      ),
    ).toEqual(words(byNumber));
    // x = [-1, -8], y = [14.5, -0.125]
    expect(new ExactModel(byNumber).step([0x8fn])).toEqual([(511n << 9n) | 116n]);
  });

  it('of other numbers or lengths is refused', () => {
    expect(codeOf(() => times([[0.3, 0]]))).toBe('BW2051');
    expect(codeOf(() => times([[2, 0]]))).toBe('BW2051');
    expect(codeOf(() => times([[1, 0, 0]]))).toBe('BW2052');
    expect(codeOf(() => times([]))).toBe('BW2014');
  });
});
