/** How lines of Verilog are laid out: comments, columns, long concatenations. */

import type { Expression } from './expression.ts';

/** Longest line that expressions are broken up for. */
export const LINE = 100;

/**
 * Text that can stand behind `//` as one line: printable ASCII, not ending in a backslash, and not read as a directive by a
 * tool that looks into comments.
 */
export function comment(text: string): string {
  const plain = text
    .replace(/\s+/g, ' ')
    .replace(/[^ -~]/g, '?')
    .replace(/[\\ ]+$/, '')
    .trim();
  return /^(verilator|synopsys|synthesis|pragma|cadence|ambit|altera|xilinx|lint|translate|s?vcs|coverage)/i.test(plain)
    ? `"${plain}"`
    : plain;
}

/** A line of code and the comment beside it. */
export interface Line {
  readonly code: string;
  readonly note?: string;
}

/** Comments stand in one column, except those beside lines that are too long for it. */
export function withNotes(lines: readonly Line[]): string[] {
  const fitting = lines
    .filter((l) => l.note && l.code.length <= 72 && !l.code.includes('\n'))
    .map((l) => l.code.length);
  const column = Math.max(0, ...fitting);
  return lines.map(({ code, note }) => (note ? `${code.padEnd(column)} // ${comment(note)}` : code));
}

/** Pads the cells of each column to the longest one; cells that are empty throughout take no room. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i])))
      .filter((_, i) => widths[i] > 0)
      .join(' '),
  );
}

/** The expression, a concatenation that is too long for its line with members on lines of their own. */
export function wrapped(e: Expression, room: number, indent: string): string {
  if (e.text.length <= room || !e.parts || e.parts.length === 1) return e.text;
  const lines: string[] = [];
  let line = '';
  e.parts.forEach((part, i) => {
    const item = part.text + (i < e.parts!.length - 1 ? ',' : '');
    if (line !== '' && indent.length + 2 + line.length + 1 + item.length > LINE) {
      lines.push(line);
      line = item;
    } else {
      line = line === '' ? item : `${line} ${item}`;
    }
  });
  lines.push(line);
  return `{\n${lines.map((l) => `${indent}  ${l}`).join('\n')}\n${indent}}`;
}
