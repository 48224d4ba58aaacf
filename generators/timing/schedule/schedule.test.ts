import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../golden/interpreter.ts';
import { arbitraryDesign, arbitraryRows } from '../../netlist/arbitrary.ts';
import { flatten } from '../../netlist/flatten.ts';
import type { Netlist } from '../../netlist/netlist.ts';
import { verifyNetDesign } from '../../netlist/verify.ts';
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
