/** Labelled rows for training, from the text of a CSV file. */
import { CsvError, parse } from 'csv-parse/sync';
import { fail, type Where } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';

export interface Dataset {
  readonly rows: number;
  /** Columns that hold features, in the order of the file. */
  readonly columns: readonly string[];
  /** Row after row, `columns.length` values each. */
  readonly features: Float64Array;
  /** One class number per row, from 0. */
  readonly labels: Int32Array;
}

export interface DatasetShape {
  /** Name of the column with the class numbers. */
  readonly label: string;
  readonly classes: number;
  /** Features per row. */
  readonly features: number;
}

interface CsvRecord {
  readonly record: readonly string[];
  /** `lines` is the number of the line on which the record ends. */
  readonly info: { readonly lines: number };
}

/**
 * Reads a header line and one example per line; lines that start with `#` are comments.
 *
 * @param file for diagnostics
 * @throws BW7001 not CSV, no rows, or no column of labels; BW7002 a hole or a line of another length; BW7003 text that is no
 *   number; BW7004 a label out of range; BW7005 another number of features than the network takes
 */
export function readDataset(text: string, file: string, shape: DatasetShape): Dataset {
  const [header, ...lines] = recordsOf(text, file);
  if (!header || lines.length === 0)
    fail('BW7001', 'the data file holds no rows', {
      where: inFile(file, 1),
      help: 'Write a header line with the names of the columns, then one example per line.',
    });
  const names = header.record;
  const label = names.indexOf(shape.label);
  if (label < 0)
    fail('BW7001', `there is no column '${shape.label}' for the labels`, {
      where: inFile(file, 1),
      help: didYouMean(shape.label, names) ?? `The columns are ${names.slice(0, 8).join(', ')}.`,
    });
  const columns = names.filter((_, i) => i !== label);
  if (columns.length !== shape.features)
    fail('BW7005', `the file has ${columns.length} columns of features and the network takes ${shape.features}`, {
      where: inFile(file, 1),
      help: "Every column but the label's is a feature, in row-major order of the network's input.",
    });
  const features = new Float64Array(lines.length * columns.length);
  const labels = new Int32Array(lines.length);
  for (const [row, { record, info }] of lines.entries()) {
    const line = inFile(file, info.lines);
    if (record.length !== names.length)
      fail('BW7002', `this line has ${record.length} cells and the header has ${names.length}`, { where: line });
    let at = row * columns.length;
    for (const [column, cell] of record.entries()) {
      const value = numberOf(cell, names[column], line);
      if (column === label) labels[row] = classOf(value, shape.classes, line);
      else features[at++] = value;
    }
  }
  return { rows: lines.length, columns, features, labels };
}

function recordsOf(text: string, file: string): CsvRecord[] {
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
    return fail('BW7001', `this is not CSV: ${error.message}`, { where: inFile(file, 1) });
  }
}

function inFile(file: string, line: number): Where {
  return { kind: 'file', file, line, column: 1 };
}

function numberOf(cell: string, column: string, where: Where): number {
  if (cell === '')
    fail('BW7002', `the cell of column '${column}' is empty`, { where, help: 'Drop the line, or fill in a value.' });
  const value = Number(cell);
  if (!Number.isFinite(value)) fail('BW7003', `'${cell}' in column '${column}' is not a finite number`, { where });
  return value;
}

function classOf(value: number, classes: number, where: Where): number {
  if (!Number.isInteger(value) || value < 0 || value >= classes)
    fail('BW7004', `the label ${value} is not one of the ${classes} classes`, {
      where,
      help: `Labels are whole numbers from 0 to ${classes - 1}, as many as the network has outputs.`,
    });
  return value;
}
