/** Rows of vectors in emitted test benches: the file that holds them, and how a bench reads and prints their fields. */
import type { BenchVectors } from '../backend.ts';
import { concat, type Expression, literal, range, select, signal } from './expression.ts';
import { LINE, wrapped } from './layout.ts';

interface BenchPort {
  readonly name: string;
  readonly width: number;
}

/** A port's place in a row: whole hexadecimal digits, so that rows can be read. */
export interface Field {
  readonly port: BenchPort;
  readonly digits: number;
  readonly lo: number;
}

/** The fields from the most significant one down to bit 0. */
export function layOut(ports: readonly BenchPort[]): Field[] {
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

/**
 * A row of the file is one line: a 1, by which the bench knows that the row is there, the input ports, then the expected
 * output ports, each in whole hexadecimal digits, joined by underscores (which `$readmemh` skips).
 */
export function vectorFile(top: string, fields: readonly Field[], vectors: BenchVectors): string {
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

/** One direction of rows that take several transfers: its ports' places in a line, and transfers per row. */
export interface BeatFields {
  readonly fields: readonly Field[];
  readonly beats: number;
}

/**
 * Where a row takes several transfers, a line is one of them: first those of all input rows, then those of all result rows.
 * Beat k of a port of w bits is bits k w to (k + 1) w - 1 of its word in the row.
 */
export function beatFile(top: string, inputs: BeatFields, outputs: BeatFields, vectors: BenchVectors): string {
  const title = ({ fields }: BeatFields) => `// ${['1', ...fields.map((f) => f.port.name)].join('_')}`;
  return [
    `// Vectors of ${top}, one transfer per line: a 1, and the ports as hexadecimal words. First the inputs, ${inputs.beats} per row:`,
    title(inputs),
    ...vectors.inputs.flatMap((row) => beatLines(inputs, row)),
    `// Then the results that belong to them, ${outputs.beats} per row:`,
    title(outputs),
    ...vectors.outputs.flatMap((row) => beatLines(outputs, row)),
    '',
  ].join('\n');
}

function beatLines({ fields, beats }: BeatFields, row: readonly bigint[]): string[] {
  return Array.from({ length: beats }, (_, k) => {
    const words = fields.map(({ port: { width }, digits }, p) =>
      BigInt.asUintN(width, row[p] >> BigInt(k * width))
        .toString(16)
        .padStart(digits, '0'),
    );
    return ['1', ...words].join('_');
  });
}

/** What templates say of a field: its name, the range of its signal, and where it is in the row. */
export function place({ port: { name, width }, lo }: Field) {
  return {
    name,
    range: width === 1 ? '' : ` ${range(width)}`,
    select: `[${width === 1 ? lo : `${lo + width - 1}:${lo}`}]`,
  };
}

/** Verilator prints 8192 bits at once. */
const PRINTED_AT_ONCE = 4096;

/**
 * Statements that print a text and bits base .. base + width - 1 of a signal in hexadecimal, many bits in parts. `before`:
 * arguments of the text.
 */
export function writes(text: string, before: string, word: Expression, base: number, width: number): string[] {
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
export function paddingReader(
  fields: readonly Field[],
  row: string,
  width: number,
  fresh: (w: string) => string,
): string {
  const padding = fields.flatMap(({ port, digits, lo }) =>
    4 * digits > port.width ? [select(signal(row, width), lo + port.width, 4 * digits - port.width)] : [],
  );
  if (padding.length === 0) return '';
  return `wire ${fresh('unused_ok')} = &${wrapped(concat([literal(1, 0n), ...padding]), LINE - 24, '  ')};`;
}
