import { invariant } from '../../diagnostics/diagnostic.ts';
import { uniqueNames } from '../../ir/identifiers.ts';
import { type NetDesign, type NetPort, topOf } from '../../netlist/netlist.ts';
import type { BenchVectors, EmittedFile } from '../backend.ts';
import { template } from '../template.ts';
import { concat, type Expression, literal, range, select, signal } from './expression.ts';
import { LINE, wrapped } from './layout.ts';
import { controlPorts } from './module.ts';

/** A port's place in a row: whole hexadecimal digits, so that rows can be read. */
interface Field {
  readonly port: NetPort;
  readonly digits: number;
  readonly lo: number;
}

/**
 * The self-checking test bench and its vector file. A row of the file is one line: a 1, by which the bench knows that the
 * row is there, the input ports, then the expected output ports, each in whole hexadecimal digits, joined by underscores
 * (which `$readmemh` skips).
 */
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
    [
      '1',
      ...[...inputs, ...vectors.outputs[i]].map((word, f) => word.toString(16).padStart(fields[f].digits, '0')),
    ].join('_'),
  );
  const head = [
    `// Vectors of ${top}, one row per line: a 1, the inputs, and the outputs that belong to them, as hexadecimal words:`,
    `// 1_${fields.map((f) => f.port.name).join('_')}`,
  ];
  return [...head, ...rows, ''].join('\n');
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
  const place = ({ port, lo }: Field) => ({
    name: port.name,
    range: port.width === 1 ? '' : ` ${range(port.width)}`,
    select: `[${port.width === 1 ? lo : `${lo + port.width - 1}:${lo}`}]`,
  });
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

/** Verilator prints 8192 bits at once. */
const PRINTED_AT_ONCE = 4096;

/**
 * Statements that print a text and bits base .. base + width - 1 of a signal in hexadecimal, many bits in parts. `before`:
 * arguments of the text.
 */
function writes(text: string, before: string, word: Expression, base: number, width: number): string[] {
  const lines: string[] = [];
  for (let hi = width - 1; hi >= 0; ) {
    const lo = Math.floor(hi / PRINTED_AT_ONCE) * PRINTED_AT_ONCE;
    const part = select(word, base + lo, hi - lo + 1).text;
    lines.push(lines.length === 0 ? `$write("${text}%h", ${before}${part});` : `$write("%h", ${part});`);
    hi = lo - 1;
  }
  return lines;
}

/** Reads the padding bits of the row, which otherwise nothing does. */
function paddingReader(fields: readonly Field[], row: string, width: number, fresh: (w: string) => string): string {
  const padding = fields.flatMap(({ port, digits, lo }) =>
    4 * digits > port.width ? [select(signal(row, width), lo + port.width, 4 * digits - port.width)] : [],
  );
  if (padding.length === 0) return '';
  return `wire ${fresh('unused_ok')} = &${wrapped(concat([literal(1, 0n), ...padding]), LINE - 24, '  ')};`;
}
