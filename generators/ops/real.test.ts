import { describe, expect, it } from 'vitest';
import { operatorRequest } from '../design/operator-request.ts';
import { Rational } from '../exact/rational.ts';
import type { Exact } from '../exact/value.ts';
import { design, fixed } from '../index.ts';
import { ExactModel } from './evaluate.ts';
import { realModel } from './real.ts';

const rational = (x: number) => Rational.fromNumber(x);
const vector = (...xs: number[]): Exact => xs.map(rational);

/** What the request gives for the operands in real arithmetic, as a double. */
function real(request: string, ...operands: (number | Exact)[]): number {
  const values = operands.map((x) => (typeof x === 'number' ? rational(x) : x));
  const [result] = realModel(operatorRequest(request)).stepValues(values);
  return (result as Rational).toNumber();
}

describe('real arithmetic', () => {
  it('rounds nowhere', () => {
    expect(real('op:cast/fixed<16,8>/fixed<8,8>', 3.703125)).toBe(3.703125);
    expect(real('op:shr:n=5/fixed<8,8>', 77)).toBe(77 / 32);
    expect(real('op:div/fixed<8,8>,fixed<8,8>/fixed<8,8>', 1, 3)).toBe(1 / 3);
    expect(real('op:sqrt/ufixed<8,8>/ufixed<4,4>', 2)).toBe(Math.SQRT2);
    expect(real('op:add/E4M3,E4M3', 448, 2 ** -9)).toBe(448 + 2 ** -9);
    expect(real('op:mul/E5M2,E5M2', 1.75, 1.25)).toBe(1.75 * 1.25);
    expect(real('op:rsqrt/binary16', 3)).toBeCloseTo(1 / Math.sqrt(3), 15);
    expect(real('op:fma/binary16,binary16,binary16/binary16', 1.5, 2 ** -14, 60000)).toBe(60000 + 1.5 * 2 ** -14);
    expect(real('op:cast/binary32/E2M1', 0.3)).toBe(0.3);
  });

  it('adds exactly where an accumulator would round', () => {
    const request = 'op:dot:accumulator=E5M2/E5M2[3],E5M2[3]/E5M2';
    expect(real(request, vector(1, 1, 1), vector(64, 1, 1.25))).toBe(66.25);
  });

  it('keeps what overflow does', () => {
    const request = (overflow: string) => `op:cast:overflow=${overflow}/fixed<10,5>/fixed<6,3>`;
    expect(real(request('SAT'), 9.03125)).toBe(3.875);
    expect(real(request('SAT'), -9.03125)).toBe(-4);
    expect(real(request('SAT_SYM'), -9.03125)).toBe(-3.875);
    expect(real(request('SAT_ZERO'), 9.03125)).toBe(0);
    expect(real(request('WRAP'), 9.03125)).toBe(1.03125);
    expect(real(request('SAT'), 3.84375)).toBe(3.84375);
  });

  it('reads digits from the stored word', () => {
    // 2.8 is stored as 2.75, 010.11.
    expect(real('op:slice:hi=1:lo=0/fixed<5,3>', 2.8)).toBe(3);
  });

  it('keeps state unrounded', () => {
    const halving = design('halving', { inputs: { x: fixed(4, 4) }, outputs: { y: fixed(4, 4) } }, ({ x }, d) => {
      const state = d.register('state', fixed(4, 4));
      state.next(state.add(x).shr(1).cast(fixed(4, 4)));
      return { y: state };
    });
    const models = [realModel(halving), new ExactModel(halving)];
    const run = models.map((m) => [5, 0, 0].map((x) => (m.stepValues([rational(x)])[0] as Rational).toNumber()));
    expect(run).toEqual([
      [0, 2.5, 1.25],
      [0, 2, 1],
    ]);
  });

  it('agrees with the exact meaning wherever nothing is rounded', () => {
    for (const request of ['op:add/fixed<4,2>,fixed<4,1>', 'op:mul/ufixed<4,2>,fixed<4,4>', 'op:max/E2M1,E2M1']) {
      const graph = operatorRequest(request);
      const values = [-1.5, 0.5, 1, 1.5].map(rational);
      for (const a of values)
        for (const b of values)
          expect(realModel(graph).stepValues([a, b])).toEqual(new ExactModel(graph).stepValues([a, b]));
    }
  });
});
