/**
 * The text form of netlists, one node to a line, every width written out:
 *
 *     netlist accumulator sequential resets
 *       input x: 8 = %0 "fixed<8,8>"
 *       output y: 12 = %3
 *       %0: 8 = input @x "fixed<8,8>"
 *       %1: 12 = reg init=0x0 next=%3 @sum
 *       %2: 12 = sext %0
 *       %3: 12 = add %1 %2
 *     end
 *
 *     %4: 8 = ram %2 depth=16 enable=%5 address=%6 data=%0 @lines
 *
 * A register without `init` is not reset. Of a memory, the operand is the address to read, the fields are what is written. `;` starts a comment. Names that are not plain identifiers stand in JSON quotes.
 */
import { fail } from '../diagnostics/diagnostic.ts';
import { CLOCKINGS, type NetDesign, type Netlist, type NetNode, type NetPort, type NodeId } from './netlist.ts';
import { findDesignViolation } from './verify.ts';

export function printNetDesign(design: NetDesign): string {
  return design.modules.map(printNetlist).join('\n');
}

export function printNetlist(netlist: Netlist): string {
  const { name, sequential, resets, clocking, inputs, outputs, nodes } = netlist;
  const port = (direction: string) => (p: NetPort) =>
    `  ${direction} ${quoted(p.name)}: ${p.width} = %${p.node}${noteText(p.note)}`;
  const flags = [...(sequential ? ['sequential'] : []), ...(resets ? ['resets'] : [])];
  return [
    ['netlist', quoted(name), ...flags, ...(clocking ? [`clocking=${clocking}`] : [])].join(' '),
    ...inputs.map(port('input')),
    ...outputs.map(port('output')),
    ...nodes.map((node, id) => `  %${id}: ${node.width} = ${nodeText(node)}`),
    'end\n',
  ].join('\n');
}

function nodeText(node: NetNode): string {
  const name = node.name === undefined ? '' : ` @${quoted(node.name)}`;
  return [node.op, ...node.args.map((a) => `%${a}`), ...fieldsText(node)].join(' ') + name + noteText(node.note);
}

function fieldsText(node: NetNode): string[] {
  switch (node.op) {
    case 'const':
      return [`value=${hex(node.value)}`];
    case 'mulu':
    case 'muls':
      return node.dsp ? ['dsp'] : [];
    case 'slice':
      return [`lo=${node.lo}`];
    case 'rom':
      return [`table=[${node.table.map(hex).join(' ')}]`];
    case 'reg':
      return [...(node.init === undefined ? [] : [`init=${hex(node.init)}`]), `next=%${node.next}`];
    case 'ram':
      return [`depth=${node.depth}`, `enable=%${node.enable}`, `address=%${node.writeAddress}`, `data=%${node.data}`];
    case 'instance':
      return [
        `module=${quoted(node.module)}`,
        `ports=[${node.ports.map(quoted).join(' ')}]`,
        ...(node.gated ? ['gated'] : []),
      ];
    case 'instance_output':
      return [`port=${quoted(node.port)}`];
    default:
      return [];
  }
}

const IDENTIFIER = /^[A-Za-z_][\w$.]*$/;

function quoted(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

function noteText(note: string | undefined): string {
  return note === undefined ? '' : ` ${JSON.stringify(note)}`;
}

function hex(word: bigint): string {
  return `0x${word.toString(16)}`;
}

/** Reads what `printNetDesign` writes, and verifies it. `source` names the text in diagnostics. */
export function parseNetDesign(text: string, source = 'netlist text'): NetDesign {
  const lines = text.split('\n').flatMap((line, i) => {
    const tokens = tokenised(line, { source, line: i + 1 });
    return tokens.length > 0 ? [new Line(tokens, { source, line: i + 1 }, line.length + 1)] : [];
  });
  const modules: Netlist[] = [];
  const nodeLines = new Map<string, Line[]>();
  for (let at = 0; at < lines.length; ) {
    const header = lines[at++];
    header.keyword('netlist');
    const name = header.word();
    const sequential = header.optional('sequential');
    const resets = header.optional('resets');
    const clocking = header.optional('clocking') ? { clocking: header.choice('=', Object.keys(CLOCKINGS)) } : {};
    header.end();
    const [inputs, outputs, nodes, places]: [NetPort[], NetPort[], NetNode[], Line[]] = [[], [], [], []];
    for (; ; at++) {
      if (at === lines.length) header.fail('`end` of this netlist');
      const line = lines[at];
      if (line.optional('end')) break;
      if (line.optional('input')) inputs.push(parsePort(line));
      else if (line.optional('output')) outputs.push(parsePort(line));
      else {
        nodes.push(parseNode(line, nodes.length));
        places.push(line);
      }
      line.end();
    }
    lines[at++].end();
    modules.push({ name, inputs, outputs, nodes, sequential, resets, ...clocking } as Netlist);
    nodeLines.set(name, [header, ...places]);
  }
  const design = { modules };
  const violation = findDesignViolation(design);
  if (violation) {
    const { module, node, rule } = violation;
    const line = nodeLines.get(module)?.[node === undefined ? 0 : node + 1] ?? nodeLines.get(module)?.[0];
    const message = `netlist ${module}${node === undefined ? '' : `, node %${node}`}: ${rule}`;
    fail('BW3002', message, {
      where: { kind: 'file', file: source, line: line?.place.line ?? 1, column: 1 },
      help: 'Correct the netlist text; generators/netlist/netlist.ts states the rules.',
    });
  }
  return design;
}

function parsePort(line: Line): NetPort {
  const name = line.word();
  line.keyword(':');
  const width = line.count();
  line.keyword('=');
  const node = line.node();
  return { name, width, node, ...noteOf(line) };
}

function noteOf(line: Line): { note?: string } {
  const note = line.optionalString();
  return note === undefined ? {} : { note };
}

/** Fields of the operations that have any, in the order in which they are written. */
const FIELDS: { readonly [op: string]: (line: Line) => object } = {
  const: (line) => ({ value: line.field('value', () => line.number()) }),
  mulu: (line) => (line.optional('dsp') ? { dsp: true } : {}),
  muls: (line) => (line.optional('dsp') ? { dsp: true } : {}),
  slice: (line) => ({ lo: line.field('lo', () => line.count()) }),
  rom: (line) => ({ table: line.field('table', () => line.list(() => line.number())) }),
  reg: (line) => ({
    ...(line.peek() === 'init' && { init: line.field('init', () => line.number()) }),
    next: line.field('next', () => line.node()),
  }),
  ram: (line) => ({
    depth: line.field('depth', () => line.count()),
    enable: line.field('enable', () => line.node()),
    writeAddress: line.field('address', () => line.node()),
    data: line.field('data', () => line.node()),
  }),
  instance: (line) => ({
    module: line.field('module', () => line.word()),
    ports: line.field('ports', () => line.list(() => line.word())),
    ...(line.optional('gated') && { gated: true }),
  }),
  instance_output: (line) => ({ port: line.field('port', () => line.word()) }),
};

function parseNode(line: Line, id: NodeId): NetNode {
  if (line.peek() !== `%${id}`) line.fail(`%${id}: nodes are numbered in order`);
  line.node();
  line.keyword(':');
  const width = line.count();
  line.keyword('=');
  const op = line.word();
  const args: NodeId[] = [];
  while (line.peek()?.startsWith('%')) args.push(line.node());
  const fields = Object.hasOwn(FIELDS, op) ? FIELDS[op](line) : {};
  const name = line.optional('@') ? { name: line.word() } : {};
  // Operations and their arity are the verifier's business; it reports this very line.
  return { op, width, args, ...fields, ...name, ...noteOf(line) } as NetNode;
}

interface Place {
  readonly source: string;
  readonly line: number;
}

interface Token {
  readonly text: string;
  readonly column: number;
}

const TOKEN = /\s+|;.*|("(?:[^"\\]|\\.)*"|%\d+|0x[0-9a-fA-F]+|\d+|[A-Za-z_][\w$.]*|[:=@[\]])/y;

function tokenised(line: string, place: Place): Token[] {
  const tokens: Token[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < line.length; ) {
    const column = TOKEN.lastIndex + 1;
    const match = TOKEN.exec(line);
    if (!match) unexpected('a name, a number, %node or one of : = @ [ ]', line[column - 1], place, column);
    if (match[1] !== undefined) tokens.push({ text: match[1], column });
  }
  return tokens;
}

function unexpected(wanted: string, found: string | undefined, { source, line }: Place, column: number): never {
  fail('BW3001', `expected ${wanted}${found === undefined ? '' : `, found ${found}`}`, {
    where: { kind: 'file', file: source, line, column },
    help: 'Write netlists as generators/netlist/text.ts shows.',
  });
}

/** One line, read from left to right. */
class Line {
  readonly place: Place;
  readonly #tokens: readonly Token[];
  readonly #endColumn: number;
  #at = 0;

  constructor(tokens: readonly Token[], place: Place, endColumn: number) {
    this.#tokens = tokens;
    this.place = place;
    this.#endColumn = endColumn;
  }

  peek(): string | undefined {
    return this.#tokens[this.#at]?.text;
  }
  fail(wanted: string): never {
    unexpected(wanted, this.peek(), this.place, this.#tokens[this.#at]?.column ?? this.#endColumn);
  }
  #take(pattern: RegExp, wanted: string): string {
    const text = this.peek();
    if (text === undefined || !pattern.test(text)) this.fail(wanted);
    this.#at++;
    return text;
  }
  optional(text: string): boolean {
    if (this.peek() !== text) return false;
    this.#at++;
    return true;
  }
  keyword(text: string): void {
    if (!this.optional(text)) this.fail(`\`${text}\``);
  }
  end(): void {
    if (this.peek() !== undefined) this.fail('the end of the line');
  }
  /** A name, plain or quoted. */
  word(): string {
    return this.peek()?.startsWith('"') ? this.#string() : this.#take(IDENTIFIER, 'a name');
  }
  optionalString(): string | undefined {
    return this.peek()?.startsWith('"') ? this.#string() : undefined;
  }
  #string(): string {
    const text = this.peek() as string;
    try {
      const value: string = JSON.parse(text);
      this.#at++;
      return value;
    } catch {
      return this.fail('a string in JSON quotes');
    }
  }
  number(): bigint {
    return BigInt(this.#take(/^\d/, 'a number'));
  }
  count(): number {
    return Number(this.#take(/^\d+$/, 'a decimal number'));
  }
  node(): NodeId {
    return Number(this.#take(/^%/, 'a node such as %0').slice(1));
  }
  /** `before` and one of some words. */
  choice(before: string, words: readonly string[]): string {
    this.keyword(before);
    const found = words.find((word) => this.optional(word));
    return found ?? this.fail(`one of ${words.join(', ')}`);
  }
  field<T>(name: string, read: () => T): T {
    this.keyword(name);
    this.keyword('=');
    return read();
  }
  list<T>(read: () => T): T[] {
    this.keyword('[');
    const items: T[] = [];
    while (!this.optional(']')) items.push(read());
    return items;
  }
}
