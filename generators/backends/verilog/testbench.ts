import { invariant } from '../../diagnostics/diagnostic.ts';
import { uniqueNames } from '../../ir/identifiers.ts';
import { type NetDesign, topOf } from '../../netlist/netlist.ts';
import type { BenchVectors, EmittedFile } from '../backend.ts';
import { template } from '../template.ts';
import { type Field, layOut, paddingReader, place, vectorFile, writes } from './bench-rows.ts';
import { signal } from './expression.ts';
import { controlPorts } from './module.ts';

/** The self-checking test bench and its vector file. */
export function printTestbench(
  design: NetDesign,
  sources: readonly string[],
  vectors: BenchVectors,
  latency: number,
): EmittedFile[] {
  const top = topOf(design);
  invariant(vectors.inputs.length === vectors.outputs.length, 'as many rows of outputs as of inputs');
  const name = uniqueNames(design.modules.map((m) => m.name))(`${top.name}_tb`);
  const paths = { bench: `tb/${name}.v`, vectors: `tb/${top.name}_vectors.hex` };
  const fields = layOut([...top.inputs, ...top.outputs]);
  const view = benchView(design, name, fields, vectors.inputs.length, latency);
  const text = template<object>(
    'verilog',
    'testbench',
  )({
    ...view,
    sources: [paths.bench, ...sources].join(' '),
    vectors: paths.vectors,
  });
  return [
    { path: paths.bench, text },
    { path: paths.vectors, text: vectorFile(top.name, fields, vectors) },
  ];
}

function benchView(design: NetDesign, name: string, fields: readonly Field[], rows: number, latency: number) {
  const top = topOf(design);
  const rowWidth = fields.reduce((sum, f) => sum + 4 * f.digits, 4);
  const clocking = controlPorts(top).map((p) => p.name);
  const ports = [...top.inputs, ...top.outputs].map((p) => p.name);
  const fresh = uniqueNames([...clocking, ...ports, name, ...design.modules.map((m) => m.name)]);
  const own = [
    'ROWS',
    'REPORTS',
    ...(latency > 0 ? ['LATENCY', 'due'] : []),
    'rows',
    'row',
    'file',
    'handle',
    'index',
    'failures',
    'bad',
  ];
  const names: Record<string, string> = Object.fromEntries(
    [...own, 'dut', 'check', 'tick'].map((word) => [word, fresh(word)]),
  );
  // The row whose outputs are due; without latency it is the row that goes in.
  const n: Record<string, string> = { ...names, due: names.due ?? names.row };
  const due = latency > 0 ? `${n.index} - ${n.LATENCY}` : n.index;
  const inputs = fields.slice(0, top.inputs.length).map((field) => ({
    ...place(field),
    report:
      latency > 0
        ? writes(` ${field.port.name}=`, '', signal(n.due, rowWidth), field.lo, field.port.width)
        : writes(` ${field.port.name}=`, '', signal(field.port.name, field.port.width), 0, field.port.width),
  }));
  const outputs = fields.slice(top.inputs.length).map((field) => {
    const { port } = field;
    const expected = fresh(`expected_${port.name}`);
    const report = [
      ...writes(`row %0d: ${port.name} is `, `${due}, `, signal(port.name, port.width), 0, port.width),
      ...writes(', expected ', '', signal(expected, port.width), 0, port.width),
    ];
    return { ...place(field), expected, report };
  });
  const connected = [...clocking, ...ports];
  return {
    name,
    dut: top.name,
    rows,
    rowTop: rowWidth - 1,
    mark: `[${rowWidth - 1}:${rowWidth - 4}]`,
    sequential: top.sequential,
    reset: top.resets,
    latency,
    dueIndex: due,
    n,
    inputs,
    outputs,
    connections: connected.map((p, i) => `.${p}(${p})${i < connected.length - 1 ? ',' : ''}`),
    unused:
      latency > 0
        ? `wire ${fresh('unused_ok')} = &{1'b0, ${n.row}, ${n.due}};`
        : paddingReader(fields, n.row, rowWidth, fresh),
  };
}
