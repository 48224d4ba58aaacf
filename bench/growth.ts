/** How times grow with a design: dense layers of 16 to 128 inputs and outputs. Nothing should grow faster than the netlist. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verilator } from '../cosim/simulators/verilator/verilator.ts';
import { randomRows } from '../cosim/vectors.ts';
import { compile, goldenOf } from '../generators/compile.ts';
import { placed } from './cosim.ts';
import { denseLayer } from './designs.ts';
import { markdown, seconds, time } from './measure.ts';

const SIZES = [16, 32, 64, 128];

export async function growthTable(): Promise<string> {
  const there = (await verilator.probe()) !== undefined;
  const rows: string[][] = [];
  for (const n of SIZES) {
    const design = denseLayer(n);
    const started = performance.now();
    const compiled = compile(design);
    const generation = (performance.now() - started) / 1000;
    const nodes = compiled.reference.modules.reduce((sum, m) => sum + m.nodes.length, 0);
    const golden = await seconds(() => goldenOf(compiled).stream().evaluate(1));
    const cosim = there ? time(await simulated(compiled, n)) : 'not run';
    const perNode = `${((1e6 * (generation + golden)) / nodes).toFixed(0)} us`;
    rows.push([`${n} x ${n}`, String(nodes), time(generation), time(golden), cosim, perNode]);
  }
  const head = ['dense layer', 'nodes', 'generation', 'golden model', 'co-simulation', 'first two, per node'];
  return markdown(head, rows);
}

/** Verilog, its build and 1000 rows, by a design that no cache knows. */
async function simulated(compiled: ReturnType<typeof compile>, n: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bitwright-bench-'));
  const inputs = compiled.manifest.ports.filter((port) => port.direction === 'input');
  const { rows, count } = randomRows(inputs, 1000, 1);
  try {
    return await seconds(async () => {
      const job = placed(compiled, join(folder, 'design'), `growth ${process.pid} ${n}`);
      const simulation = await verilator.build(job);
      await simulation.run(rows, count);
      await simulation.dispose();
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
