import { CsvError, parse } from 'csv-parse/sync';
import { CosimError } from '../error.ts';
import { type Port, portOffsets, rowWords, writeWord } from '../ports.ts';
import { didYouMean } from '../suggest.ts';
import type { Stimuli } from '../vectors.ts';

/** An input port of a CSV file; a vector port has one column per element. */
export interface CsvPort extends Port {
  /** Number of elements; the width of the port is that many times the width of one. */
  readonly elements?: number;
}

/** Turns the text of a cell into the unsigned word of the port, or of one element. Throws a diagnostic where it cannot. */
export type ParseCell = (port: number, text: string) => bigint;

interface CsvRecord {
  readonly record: readonly string[];
  /** `lines` is the number of the line on which the record ends. */
  readonly info: { readonly lines: number };
}

/** Where the column of a cell goes. */
interface Target {
  readonly port: number;
  readonly element: number;
  /** As a user writes it: `x`, `x[3]`. */
  readonly name: string;
}

/**
 * Reads stimuli: a header with the names of the input ports (`x`, or `x[0]` or `x0` for the elements of a vector), then
 * one row per line. Cells are raw words (`0x1f`) or whatever `parseCell` reads. Lines that start with `#` are comments.
 *
 * @param ignore names of columns that are skipped
 * @throws CosimError BW4210 not CSV, or no rows; BW4211 a column that names no port, or a port twice; BW4212 a port without
 *   column; BW4213 an empty cell; BW4214 a line with too many or too few cells; BW4215 a value that does not fit. All exit 2.
 */
export function readCsv(
  text: string,
  ports: readonly CsvPort[],
  parseCell: ParseCell,
  ignore: readonly string[] = [],
): Stimuli {
  const [header, ...lines] = records(text);
  if (!header) throw wrong('BW4210', 'the CSV file is empty', 'Write a header line with the names of the input ports.');
  const targets = resolveHeader(header.record, ports, ignore);
  if (lines.length === 0) throw wrong('BW4210', 'the CSV file has a header and no rows');
  const stride = rowWords(ports);
  const offsets = portOffsets(ports);
  const rows = new Uint32Array(stride * lines.length);
  for (const [r, { record, info }] of lines.entries()) {
    if (record.length !== targets.length)
      throw wrong('BW4214', `line ${info.lines} has ${record.length} cells and the header has ${targets.length}`);
    const words = ports.map(() => 0n);
    for (const [column, target] of targets.entries()) {
      if (!target) continue;
      const where = `line ${info.lines}, column ${column + 1} (${target.name})`;
      const { width, elements = 1 } = ports[target.port];
      const bits = width / elements;
      words[target.port] |=
        readCell(record[column], target.port, bits, where, parseCell) << BigInt(target.element * bits);
    }
    for (const [p, { width }] of ports.entries()) writeWord(rows, r * stride + offsets[p], width, words[p]);
  }
  return { rows, count: lines.length };
}

function records(text: string): CsvRecord[] {
  try {
    return parse(text, {
      bom: true,
      trim: true,
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw wrong('BW4210', `the CSV file cannot be read: ${error.message}`);
  }
}

/** What each column is; undefined for those that are ignored. */
function resolveHeader(header: readonly string[], ports: readonly CsvPort[], ignore: readonly string[]) {
  const known = new Map<string, Target>();
  const wanted: Target[] = [];
  for (const [port, { name, elements }] of ports.entries()) {
    if (elements === undefined) wanted.push({ port, element: 0, name });
    else
      for (let element = 0; element < elements; element++) wanted.push({ port, element, name: `${name}[${element}]` });
  }
  // The short form first, so that a port whose own name is `x0` keeps it beside a vector `x`.
  for (const target of wanted) known.set(target.name.replace(/\[(\d+)\]$/, '$1'), target);
  for (const target of wanted) known.set(target.name, target);
  const names = wanted.map((target) => target.name);
  const targets = header.map((name, column) => {
    if (ignore.includes(name)) return undefined;
    const target = known.get(name);
    if (target) return target;
    const help =
      didYouMean(name, names) ?? `The columns are ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', ...' : ''}.`;
    throw wrong('BW4211', `column ${column + 1} of the CSV file, "${name}", names no input port`, help);
  });
  for (const [column, target] of targets.entries())
    if (target && targets.indexOf(target) !== column)
      throw wrong(
        'BW4211',
        `columns ${targets.indexOf(target) + 1} and ${column + 1} of the CSV file are both ${target.name}`,
      );
  const missing = wanted.find((target) => !targets.includes(target));
  if (missing)
    throw wrong('BW4212', `the CSV file has no column for ${missing.name}`, `Add a column "${missing.name}".`);
  return targets;
}

function readCell(text: string, port: number, bits: number, where: string, parseCell: ParseCell): bigint {
  if (text === '') throw wrong('BW4213', `${where} is empty`, 'Give every input of a row a value.');
  let word: bigint;
  if (/^0x[0-9a-f]+$/i.test(text)) word = BigInt(text);
  else
    try {
      word = parseCell(port, text);
    } catch (error) {
      const { diagnostic } = error as { diagnostic?: { message: string; help?: string } };
      if (!diagnostic) throw error;
      throw wrong('BW4215', `${where}: ${diagnostic.message}`, diagnostic.help);
    }
  if (word < 0n || word >> BigInt(bits) !== 0n)
    throw wrong('BW4215', `${where}: ${text} does not fit into ${bits} bits`);
  return word;
}

function wrong(code: string, message: string, help?: string): CosimError {
  return new CosimError(code, message, 2, help);
}
