import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../golden/interpreter.ts';
import { arbitraryRun } from '../arbitrary.ts';
import { NetBuilder } from '../builder.ts';
import type { NetDesign, Netlist } from '../netlist.ts';
import { stateOf } from '../state.ts';
import { verifyNetDesign } from '../verify.ts';
import { NETLIST_PASSES, optimise } from './index.ts';

/** One pass over every module. */
function applied(run: (netlist: Netlist) => Netlist, design: NetDesign): NetDesign {
  const done = new Map<string, Netlist>();
  for (const module of design.modules) {
    const result = run(module);
    done.set(module.name, { ...result, ...stateOf(result.nodes, done) });
  }
  return { modules: [...done.values()] };
}

function sameResults(before: NetDesign, after: NetDesign, rows: readonly (readonly bigint[])[]): void {
  verifyNetDesign(after);
  const [reference, changed] = [interpret(before), interpret(after)];
  expect(rows.map((row) => changed.step(row))).toEqual(rows.map((row) => reference.step(row)));
}

/** Every combination of words for inputs of few bits, in an order that also stirs registers. */
function allRows(inputs: readonly { readonly width: number }[]): bigint[][] {
  let rows: bigint[][] = [[]];
  for (const { width } of inputs)
    rows = rows.flatMap((row) => Array.from({ length: 2 ** width }, (_, word) => [...row, BigInt(word)]));
  return rows.map((_, i) => rows[(i * 7919) % rows.length]);
}

it('clamps keep their results: every bound, side and comparison', () => {
  for (const compare of ['ltu', 'lts'] as const)
    for (let bound = 0; bound < 8; bound++)
      for (let shape = 0; shape < 8; shape++) {
        const b = new NetBuilder();
        const [x, y] = [b.input('x', 3), b.const(3, bound)];
        const [left, right] = shape & 1 ? [x, y] : [y, x];
        const condition = b[compare](left, right);
        const asked = shape & 2 ? b.not(condition) : condition;
        b.output('o', shape & 4 ? b.mux(asked, left, right) : b.mux(asked, right, left));
        const design = { modules: [b.finish('clamp')] };
        sameResults(design, optimise(design), allRows([x]));
      }
});

const passes = [...NETLIST_PASSES, { name: 'the whole pipeline', run: undefined }];

for (const { name, run } of passes)
  describe(name, () => {
    const transform = (design: NetDesign) => (run ? applied(run, design) : optimise(design));

    it('keeps every result of small netlists, exhaustively', () => {
      const small = { widths: [1, 2, 3, 4], inputs: 2, steps: 20 };
      fc.assert(
        fc.property(arbitraryRun({ ...small, unreset: true, memories: 'uncleared' }), ({ design }) => {
          sameResults(design, transform(design), allRows(design.modules[design.modules.length - 1].inputs));
        }),
        { seed: 21, numRuns: 250 },
      );
    });

    it('keeps the results of netlists of all widths', () => {
      fc.assert(
        fc.property(arbitraryRun({ steps: 40, unreset: true, memories: 'uncleared' }), ({ design, rows }) =>
          sameResults(design, transform(design), rows),
        ),
        { seed: 22, numRuns: 400 },
      );
    });
  });
