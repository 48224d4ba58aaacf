/** Where a failure begins: the first signal, in the order of the netlist, that is not what the golden model has for it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CosimError } from '../../cosim/error.ts';
import { withScratch } from '../../cosim/process/scratch.ts';
import type { Simulation } from '../../cosim/simulator.ts';
import { readVcd, type Waveform } from '../../cosim/vcd.ts';
import { signalsOf } from '../backends/verilog/module.ts';
import type { Compiled } from '../compile.ts';
import { nodeWords, type Unwritten } from '../golden/interpreter.ts';
import { packRows } from '../golden/packing.ts';
import { type NetDesign, topOf } from '../netlist/netlist.ts';

export interface Difference {
  /** As a waveform has it, with the instances that it is in: `tap_0.product`. */
  readonly signal: string;
  /** Format of its value, where the netlist says it. */
  readonly note?: string;
  /** Clock cycle since the reset, from 0; undefined for combinational designs. */
  readonly cycle: number | undefined;
  readonly width: number;
  readonly golden: bigint;
  /** Undefined where bits of it are x or z. */
  readonly actual: bigint | undefined;
  /** What the signals are that it is made from; on those the tellings agree. */
  readonly operands: readonly { readonly signal: string; readonly word: bigint }[];
}

/** Sets of words for registers without reset. */
const FILLS = 16;

/** The instance of the design in the benches of the simulators. */
const SCOPE = 'dut';

/** Runs a failing stimulus once more and looks inside; undefined where the simulator draws no waveform. */
export async function firstDifference(
  { netlists, manifest }: Compiled,
  simulation: Simulation,
  rows: readonly (readonly bigint[])[],
): Promise<Difference | undefined> {
  const { inputs } = topOf(netlists);
  const text = await withScratch(async (folder) => {
    const waveform = join(folder, 'failure.vcd');
    await simulation.run(packRows(inputs, rows), rows.length, { waveform });
    return readFileSync(waveform, 'utf8');
  }).catch((error: unknown) => {
    if (error instanceof CosimError && error.diagnostic.code === 'BW4102') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const zeros = inputs.map(() => 0n);
  const cycles = [...rows, ...Array.from({ length: manifest.latency }, () => zeros)];
  return search(netlists, cycles, readVcd(text, SCOPE, manifest.clock ?? undefined));
}

function search(
  design: NetDesign,
  rows: readonly (readonly bigint[])[],
  { signals }: Waveform,
): Difference | undefined {
  const names = new Map(
    design.modules.map((m) => [m.name, new Map([...signalsOf(design, m)].map(([name, id]) => [id, name]))]),
  );
  const known = nodeWords(design, rows);
  // What depends on a register or a memory that nothing has set yet is nothing to compare: it differs between some of these.
  const others = Array.from({ length: FILLS }, (_, k) => nodeWords(filled(design, k), rows, noise(k)));
  const sequential = topOf(design).sequential;
  for (const cycle of rows.keys()) {
    const before = new Map<string, bigint>();
    for (const [k, { module, path, node, word }] of known[cycle].entries()) {
      const named = names.get(module.name);
      const name = named?.get(node);
      if (name === undefined || others.some((other) => other[cycle][k].word !== word)) continue;
      const signal = [...path, name].join('.');
      const sampled = signals.get(signal);
      const actual = sampled?.at(cycle - rows.length);
      // Simulators may take for unknown what is not, while unknown words are about.
      if (actual === undefined || (actual < 0n && cycle < rows.length - 1)) continue;
      if (actual !== word) {
        const { width, note, args } = module.nodes[node];
        const operands = args.flatMap((arg) => {
          const operand = [...path, named?.get(arg) ?? module.nodes[arg].name ?? ''].join('.');
          const value = before.get(operand);
          return value === undefined ? [] : [{ signal: operand, word: value }];
        });
        const seen = actual < 0n ? undefined : actual;
        return { signal, note, cycle: sequential ? cycle : undefined, width, golden: word, actual: seen, operands };
      }
      before.set(signal, word);
    }
  }
  return undefined;
}

/** The design with some words, another set for each k, in the registers that no reset sets. */
function filled({ modules }: NetDesign, k: number): NetDesign {
  return {
    modules: modules.map((m) => ({
      ...m,
      nodes: m.nodes.map((n, id) =>
        n.op === 'reg' && n.init === undefined ? { ...n, init: noise(k)(id, n.width) } : n,
      ),
    })),
  };
}

function noise(k: number): Unwritten {
  return (id, width) => BigInt.asUintN(width, (0x9e3779b97f4a7c15n ** BigInt(k + 3) * BigInt(2 * id + 1)) >> 5n);
}
