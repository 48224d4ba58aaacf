import { invariant } from '../../diagnostics/diagnostic.ts';
import { type NetDesign, type NetPort, topOf } from '../../netlist/netlist.ts';
import type { BenchVectors, EmittedFile } from '../backend.ts';
import { uniqueNames } from '../identifiers.ts';
import { template } from '../template.ts';
import { concat, literal, range, select, signal } from './expression.ts';
import { LINE, wrapped } from './layout.ts';
import { CLOCKING } from './module.ts';

/** A port's place in a row: whole hexadecimal digits, so that rows can be read. */
interface Field {
  readonly port: NetPort;
  readonly digits: number;
  readonly lo: number;
}

/**
 * The self-checking test bench and its vector file. A row of the file is one line: the input ports, then the expected
 * output ports, each in whole hexadecimal digits, joined by underscores (which `$readmemh` skips).
 */
export function printTestbench(design: NetDesign, sources: readonly string[], vectors: BenchVectors): EmittedFile[] {
  const top = topOf(design);
  invariant(vectors.inputs.length === vectors.outputs.length, 'as many rows of outputs as of inputs');
  const name = uniqueNames(design.modules.map((m) => m.name))(`${top.name}_tb`);
  const paths = { bench: `tb/${name}.v`, vectors: `tb/${top.name}_vectors.hex` };
  const fields = layOut([...top.inputs, ...top.outputs]);
  const view = benchView(design, name, fields, vectors.inputs.length);
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

/** The fields from the most significant one down to bit 0. */
function layOut(ports: readonly NetPort[]): Field[] {
  let lo = 0;
  return ports
    .toReversed()
    .map((port) => {
      const field = { port, digits: Math.ceil(port.width / 4), lo };
      lo += 4 * field.digits;
      return field;
    })
    .toReversed();
}

function vectorFile(top: string, fields: readonly Field[], vectors: BenchVectors): string {
  const rows = vectors.inputs.map((inputs, i) =>
    [...inputs, ...vectors.outputs[i]].map((word, f) => word.toString(16).padStart(fields[f].digits, '0')).join('_'),
  );
  const head = [
    `// Vectors of ${top}, one row per line: the inputs, then the outputs that belong to them, as hexadecimal words`,
    `// ${fields.map((f) => f.port.name).join('_')}`,
  ];
  return [...head, ...rows, ''].join('\n');
}

function benchView(design: NetDesign, name: string, fields: readonly Field[], rows: number) {
  const top = topOf(design);
  const rowWidth = fields.reduce((sum, f) => sum + 4 * f.digits, 0);
  const clocking = top.sequential ? CLOCKING.map((p) => p.name) : [];
  const ports = [...top.inputs, ...top.outputs].map((p) => p.name);
  const fresh = uniqueNames([...clocking, ...ports, name, ...design.modules.map((m) => m.name)]);
  const own = ['ROWS', 'REPORTS', 'rows', 'row', 'file', 'handle', 'index', 'failures', 'bad'];
  const n = Object.fromEntries([...own, 'dut', 'check', 'tick'].map((word) => [word, fresh(word)]));
  const places = fields.map(({ port, lo }) => ({
    name: port.name,
    range: port.width === 1 ? '' : ` ${range(port.width)}`,
    select: `[${port.width === 1 ? lo : `${lo + port.width - 1}:${lo}`}]`,
  }));
  const inputs = places.slice(0, top.inputs.length);
  const outputs = places.slice(top.inputs.length).map((p) => ({ ...p, expected: fresh(`expected_${p.name}`) }));
  const connected = [...clocking, ...ports];
  return {
    name,
    dut: top.name,
    rows,
    rowTop: rowWidth - 1,
    sequential: top.sequential,
    n,
    inputs,
    outputs,
    connections: connected.map((p, i) => `.${p}(${p})${i < connected.length - 1 ? ',' : ''}`),
    unused: paddingReader(fields, n.row, rowWidth, fresh),
  };
}

/** Reads the padding bits of the row, which otherwise nothing does. */
function paddingReader(fields: readonly Field[], row: string, width: number, fresh: (w: string) => string): string {
  const padding = fields.flatMap(({ port, digits, lo }) =>
    4 * digits > port.width ? [select(signal(row, width), lo + port.width, 4 * digits - port.width)] : [],
  );
  if (padding.length === 0) return '';
  return `wire ${fresh('unused_ok')} = &${wrapped(concat([literal(1, 0n), ...padding]), LINE - 24, '  ')};`;
}
