/** Rows per second of the golden model: one BigInt per node, generated JavaScript, WebAssembly. */
import { randomRows } from '../cosim/vectors.ts';
import { compile } from '../generators/compile.ts';
import { scatter } from '../generators/golden/columns.ts';
import { compileJs } from '../generators/golden/compile.ts';
import { interpret } from '../generators/golden/interpreter.ts';
import { compileWasm } from '../generators/golden/wasm/compile.ts';
import { DESIGNS } from './designs.ts';
import { markdown, perSecond, rate } from './measure.ts';

export async function goldenTable(): Promise<string> {
  const rows: string[][] = [];
  for (const [name, design] of Object.entries(DESIGNS)) {
    const { netlists, reference } = compile(design);
    const small = netlists.modules.reduce((sum, m) => sum + m.nodes.length, 0) < 1000;
    const [slow, js, wasm] = [interpret(reference), compileJs(reference), compileWasm(reference)];
    const few = randomRows(js.inputs, small ? 1 << 10 : 4, 1);
    const many = randomRows(js.inputs, small ? 1 << 16 : 1 << 10, 1);
    const interpreted = await perSecond(few.count, () => slow.run(few.rows, few.count));
    const compiled = await perSecond(many.count, () => js.run(many.rows, many.count));
    let fast = 0;
    if (wasm) {
      const stream = wasm.stream();
      const count = Math.min(many.count, stream.capacity);
      scatter(wasm.inputs, many.rows, 0, count, stream.inputs);
      fast = await perSecond(count, () => stream.evaluate(count));
    }
    rows.push([
      name,
      rate(interpreted),
      rate(compiled),
      wasm ? rate(fast) : 'not used',
      wasm ? `${(fast / compiled).toFixed(1)}` : '',
    ]);
  }
  return markdown(
    [
      'golden model, rows per second of processor time',
      'interpreter',
      'JavaScript',
      'WebAssembly',
      'ratio of the last two',
    ],
    rows,
  );
}
