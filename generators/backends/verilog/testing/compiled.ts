/** What the back end is given for a netlist alone: a manifest, and vectors that the golden model answered. */
import fc from 'fast-check';
import { interpret } from '../../../golden/interpreter.ts';
import type { Design } from '../../../ir/ir.ts';
import { arbitraryRows } from '../../../netlist/arbitrary.ts';
import { type NetDesign, topOf } from '../../../netlist/netlist.ts';
import type { BackendInput } from '../../backend.ts';

export function compiled(netlists: NetDesign, rows: number, doc?: string): BackendInput {
  const top = topOf(netlists);
  const [inputs] = fc.sample(arbitraryRows(top.inputs, rows), { seed: rows, numRuns: 1 });
  const golden = interpret(netlists);
  golden.reset();
  const design: Design = { name: top.name, doc, nodes: [], outputs: [], children: [] };
  return {
    design,
    netlists,
    vectors: { inputs, outputs: inputs.map((row) => golden.step(row)) },
    manifest: {
      bitwright: 1,
      name: top.name,
      top: top.name,
      description: '',
      ports: [],
      clock: top.sequential ? 'clk' : null,
      reset: top.resets ? 'rst' : null,
      enable: top.sequential ? 'ce' : null,
      reset_level: 'high',
      handshake: 'none',
      channels: null,
      latency: 0,
      ii: 1,
      modules: netlists.modules.map((m) => m.name),
      files: [],
    },
  };
}
