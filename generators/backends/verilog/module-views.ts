/** What the templates of a module are given, and its declarations as aligned lines. */
import { columns, type Line, withNotes } from './layout.ts';

export interface WireLine {
  /** A line above the declaration. */
  readonly attributes?: string;
  /** Keyword, range and name, aligned with those of the lines around. */
  readonly cells: readonly [string, string, string];
  readonly rest: string;
  readonly note?: string;
}

export interface RegisterUpdate {
  readonly name: string;
  readonly init: string | undefined;
  readonly next: string;
}

export interface MemoryWrite {
  readonly word: string;
  readonly condition: string | undefined;
  readonly data: string;
}

export interface ModuleView {
  readonly about: readonly string[];
  readonly name: string;
  readonly ports: readonly string[];
  readonly registers: readonly string[];
  readonly blocks: readonly string[];
  readonly clock: string;
  /** The condition under which registers are reset. */
  readonly resetting: string;
  readonly enable?: string;
  /** Registers with an initial value, and those without. */
  readonly reset: readonly RegisterUpdate[];
  readonly plain: readonly RegisterUpdate[];
  readonly writes: readonly MemoryWrite[];
  readonly assigns: readonly string[];
  readonly unused: string;
}

export interface InstanceView {
  readonly module: string;
  readonly name: string;
  readonly connections: readonly string[];
}

export interface RomView {
  readonly name: string;
  readonly range: string;
  readonly address: string;
  readonly addressRange: string;
  readonly words: readonly { readonly at: string; readonly value: string }[];
  readonly otherwise: string;
}

export function alignedLines(lines: readonly WireLine[]): Line[] {
  const codes = columns(lines.map((l) => l.cells));
  return lines.map((l, i) => ({
    code: `${l.attributes === undefined ? '' : `${l.attributes}\n  `}${codes[i]}${l.rest}`,
    note: l.note,
  }));
}

export function wireBlock(lines: readonly WireLine[]): string {
  return withNotes(alignedLines(lines))
    .map((line) => `  ${line}`)
    .join('\n');
}

export function spaced(range: string): string {
  return range === '' ? '' : ` ${range}`;
}
