import {
  clockingOf,
  type NetDesign,
  type Netlist,
  type NetNode,
  type NetPort,
  type NodeId,
} from '../../netlist/netlist.ts';
import { template } from '../template.ts';
import * as v from './expression.ts';
import { columns, comment, withNotes, wrapped } from './layout.ts';
import {
  alignedLines,
  type InstanceView,
  type MemoryWrite,
  type ModuleView,
  type RomView,
  spaced,
  type WireLine,
  wireBlock,
} from './module-views.ts';
import { Names } from './names.ts';
import { clearRuns, countUses, drivenPorts } from './uses.ts';

/** Control ports of a module, before its own: none where it holds no state, no reset where none of it is reset. */
export function controlPorts(netlist: Netlist): readonly { readonly name: string; readonly note: string }[] {
  if (!netlist.sequential) return [];
  const { clock, reset, resetLevel, enable } = clockingOf(netlist);
  return [
    { name: clock, note: 'rising edge' },
    ...(netlist.resets ? [{ name: reset, note: `synchronous, active ${resetLevel}` }] : []),
    ...(enable === undefined ? [] : [{ name: enable, note: 'with 0 nothing advances' }]),
  ];
}

/** An expression stays within its user's line, unnamed, up to this length and number of operators. */
const INLINE = { length: 40, operators: 2 };
/** Room that an expression has in the line of its declaration. */
const ROOM = 72;

/** One module as Verilog-2005. `about`: paragraphs for the comment at its head. */
export function printModule(design: NetDesign, netlist: Netlist, about: readonly string[]): string {
  return new ModulePrinter(design, netlist).print(about);
}

/** The node that each signal of the Verilog of a module is, by the signal's name; inputs, which need no telling, left out. */
export function signalsOf(design: NetDesign, netlist: Netlist): ReadonlyMap<string, NodeId> {
  const printer = new ModulePrinter(design, netlist);
  printer.print([]);
  return printer.signals();
}

class ModulePrinter {
  readonly #design: NetDesign;
  readonly #netlist: Netlist;
  readonly #nodes: readonly NetNode[];
  /** Uses of each node by what reaches an output; a node with none is not printed. */
  readonly #uses: readonly number[];
  /** The output port that a node's signal is, where it needs no name beside that. */
  readonly #drives: ReadonlyMap<NodeId, string>;
  /** What registers and memories take. */
  readonly #registered: ReadonlySet<NodeId>;
  readonly #names: Names;
  /** How users write a node: its signal, or the expression itself. */
  readonly #expressions = new Map<NodeId, v.Expression>();
  readonly #declared = new Set<NodeId>();
  /** Blocks of the body, in order; wires that follow each other form one. */
  readonly #blocks: (string | WireLine[])[] = [];
  /** Width and mask of the bits read so far, of every signal that something has to read. */
  readonly #signals = new Map<string, { readonly width: number; read: bigint }>();
  readonly #roms = new Map<string, string>();
  #romAddress: string | undefined;
  /** Memories but those of which only words past the end are read. */
  readonly #memoriesRead = new Set<NodeId>();

  constructor(design: NetDesign, netlist: Netlist) {
    this.#design = design;
    this.#netlist = netlist;
    this.#nodes = netlist.nodes;
    this.#uses = countUses(netlist);
    // An attribute needs a signal of its own.
    this.#drives = new Map([...drivenPorts(netlist)].filter(([id]) => !asksForBlock(netlist.nodes[id])));
    this.#registered = new Set(
      netlist.nodes.flatMap((n) => (n.op === 'reg' ? [n.next] : n.op === 'ram' ? [n.data] : [])),
    );
    const ports = [...controlPorts(netlist), ...netlist.inputs, ...netlist.outputs].map((p) => p.name);
    const live = this.#uses.map((n) => n > 0);
    this.#names = new Names(netlist, live, ports, this.#drives);
  }

  signals(): ReadonlyMap<string, NodeId> {
    const inner = [...this.#declared].map((id) => [this.#names.of(id), id] as const);
    return new Map([...inner, ...this.#netlist.outputs.map((port) => [port.name, port.node] as const)]);
  }

  print(about: readonly string[]): string {
    for (const port of controlPorts(this.#netlist)) this.#signals.set(port.name, { width: 1, read: 0n });
    for (const port of this.#netlist.inputs) {
      this.#expressions.set(port.node, v.signal(port.name, port.width));
      this.#signals.set(port.name, { width: port.width, read: 0n });
    }
    const registers = this.#declareRegisters();
    this.#nodes.forEach((node, id) => {
      if (this.#uses[id] > 0) this.#visit(id, node);
    });
    const updates = registers.map(({ id, node }) => ({
      name: this.#names.of(id),
      init: node.init === undefined ? undefined : v.literal(node.width, node.init).text,
      next: this.#final(this.#expressions.get(node.next)!, '      '),
    }));
    const [reset, plain] = [updates.filter((u) => u.init !== undefined), updates.filter((u) => u.init === undefined)];
    const memories = this.#memories();
    const writes = memories.map(({ id, node }) => this.#write(this.#names.memory(id), node));
    if (registers.length + memories.length > 0) this.#readControls(reset.length > 0);
    const clocking = clockingOf(this.#netlist);
    const assigns = this.#outputAssigns();
    return template<ModuleView>(
      'verilog',
      'module',
    )({
      about: about.map(comment),
      name: this.#netlist.name,
      ports: this.#portLines(),
      registers: withNotes(
        alignedLines([
          ...registers.map(({ id, node }) => this.#declaration('reg', this.#names.of(id), node, ';')),
          ...memories.map(({ id, node }) =>
            this.#declaration('reg', this.#names.memory(id), node, ` [0:${node.depth - 1}];`),
          ),
        ]),
      ),
      blocks: this.#blocks.map((b) => (typeof b === 'string' ? b : wireBlock(b))),
      clock: clocking.clock,
      resetting: clocking.resetLevel === 'high' ? clocking.reset : `!${clocking.reset}`,
      enable: clocking.enable,
      reset,
      plain,
      writes,
      assigns,
      unused: this.#unusedBits(),
    });
  }

  // -- one node after the other

  #visit(id: NodeId, node: NetNode): void {
    switch (node.op) {
      case 'input':
      case 'reg':
      case 'instance_output': // declared with its instance
        return;
      case 'instance':
        this.#printInstance(id, node);
        return;
    }
    let e = this.#expressionOf(id, node);
    for (let part = this.#longestInlined(node); e.text.length > ROOM && part !== undefined; ) {
      this.#declare(part);
      e = this.#expressionOf(id, node);
      part = this.#longestInlined(node);
    }
    this.#expressions.set(id, e);
    if (this.#needsSignal(id, node, e)) this.#declare(id);
  }

  #needsSignal(id: NodeId, node: NetNode, e: v.Expression): boolean {
    if (e.value !== undefined) return false;
    if (asksForBlock(node)) return true;
    // What only an output port reads is assigned to it at the end.
    if (this.#drives.has(id)) return this.#uses[id] > 1;
    if (node.name !== undefined && node.op !== 'ram') return true;
    // So is what only a register or a memory takes, in the line where it does.
    if (this.#uses[id] === 1 && this.#registered.has(id)) return false;
    if (e.alone) return true;
    if (v.isSelectable(e)) return false;
    return this.#uses[id] > 1 || e.text.length > INLINE.length || e.operators > INLINE.operators;
  }

  /** The operand that takes most room in the node's expression and could be a signal instead. */
  #longestInlined(node: NetNode): NodeId | undefined {
    const inlined = node.args.filter((a) => !this.#declared.has(a) && !v.isSelectable(this.#operand(a)));
    const length = (a: NodeId) => this.#operand(a).text.length;
    return inlined.reduce<NodeId | undefined>((a, b) => (a === undefined || length(b) > length(a) ? b : a), undefined);
  }

  #operand(id: NodeId): v.Expression {
    return this.#expressions.get(id)!;
  }

  /** The operand as something that bits can be selected from. */
  #selectable(id: NodeId): v.Expression {
    if (!v.isSelectable(this.#operand(id))) this.#declare(id);
    return this.#operand(id);
  }

  #amount(id: NodeId): v.Expression {
    return this.#operand(id).width > v.WIDEST_SHIFT_AMOUNT ? this.#selectable(id) : this.#operand(id);
  }

  #expressionOf(id: NodeId, node: NetNode): v.Expression {
    const arg = (i: number) => this.#operand(node.args[i]);
    switch (node.op) {
      case 'const':
        return v.literal(node.width, node.value);
      case 'add':
        return v.binary('+', arg(0), arg(1));
      case 'sub':
        return v.binary('-', arg(0), arg(1));
      case 'and':
        return v.binary('&', arg(0), arg(1));
      case 'or':
        return v.binary('|', arg(0), arg(1));
      case 'xor':
        return v.binary('^', arg(0), arg(1));
      case 'neg':
        return v.unary('-', arg(0));
      case 'not':
        return v.unary('~', arg(0));
      case 'redand':
        return v.unary('&', arg(0));
      case 'redor':
        return v.unary('|', arg(0));
      case 'redxor':
        return v.unary('^', arg(0));
      case 'mulu':
      case 'muls':
        return v.product(
          node.width,
          this.#selectable(node.args[0]),
          this.#selectable(node.args[1]),
          node.op === 'muls',
        );
      case 'eq':
        return v.equal(arg(0), arg(1));
      case 'ltu':
        return v.less(arg(0), arg(1), false);
      case 'lts':
        return v.less(arg(0), arg(1), true);
      case 'shl':
        return v.shift('<<', arg(0), this.#amount(node.args[1]));
      case 'shru':
        return v.shift('>>', arg(0), this.#amount(node.args[1]));
      case 'shrs':
        return v.shift('>>>', arg(0), this.#amount(node.args[1]));
      case 'mux':
        return v.conditional(arg(0), arg(1), arg(2));
      case 'concat':
        return v.concat(node.args.map((_, i) => arg(i)));
      case 'slice':
        return v.select(this.#selectable(node.args[0]), node.lo, node.width);
      case 'zext':
        return v.zeroExtend(arg(0), node.width);
      case 'sext':
        return v.signExtend(arg(0).width === 1 ? arg(0) : this.#selectable(node.args[0]), node.width);
      case 'rom':
        return v.call(this.#romFunction(id, node), arg(0), node.width);
      case 'ram':
        return this.#memoryWord(id, node);
      case 'input':
      case 'reg':
      case 'instance':
      case 'instance_output':
        return this.#operand(id);
    }
  }

  // -- statements

  /** Gives a node a signal of its own, assigned here. */
  #declare(id: NodeId): void {
    const node = this.#nodes[id];
    const e = this.#operand(id);
    const name = this.#names.of(id);
    const text = this.#final(e, '  ');
    if (this.#drives.has(id)) this.#wire({ cells: ['assign', '', name], rest: ` = ${text};` });
    else {
      this.#wire(
        this.#declaration('wire', name, node, asksForBlock(node) ? `;\n  assign ${name} = ${text};` : ` = ${text};`),
      );
      this.#signals.set(name, { width: node.width, read: 0n });
    }
    this.#declared.add(id);
    this.#expressions.set(id, v.signal(name, node.width));
  }

  #declaration(kind: 'wire' | 'reg', name: string, node: NetNode, rest: string): WireLine {
    const attributes = asksForBlock(node) ? BLOCK_ATTRIBUTES : undefined;
    return { cells: [kind, v.range(node.width), name], rest, note: node.note, attributes };
  }

  #wire(line: WireLine): void {
    const last = this.#blocks.at(-1);
    if (typeof last === 'object') last.push(line);
    else this.#blocks.push([line]);
  }

  /** The text of an expression that is printed here, so that what it reads is read. */
  #final(e: v.Expression, indent: string): string {
    for (const { signal, hi, lo } of e.reads) {
      const read = this.#signals.get(signal);
      if (read) read.read |= v.ones(hi - lo + 1) << BigInt(lo);
    }
    return wrapped(e, ROOM, indent);
  }

  #declareRegisters(): { id: NodeId; node: NetNode & { op: 'reg' } }[] {
    return this.#nodes.flatMap((node, id) => {
      if (node.op !== 'reg' || this.#uses[id] === 0) return [];
      const name = this.#names.of(id);
      this.#signals.set(name, { width: node.width, read: 0n });
      this.#expressions.set(id, v.signal(name, node.width));
      this.#declared.add(id);
      return [{ id, node }];
    });
  }

  // -- memories

  #memories(): { id: NodeId; node: NetNode & { op: 'ram' } }[] {
    return this.#nodes.flatMap((node, id) => (node.op === 'ram' && this.#memoriesRead.has(id) ? [{ id, node }] : []));
  }

  #memoryWord(id: NodeId, { args, depth, width }: NetNode & { op: 'ram' }): v.Expression {
    const { index, inside } = this.#memoryIndex(args[0], depth);
    if (inside?.value === 0n) return v.literal(width, 0n);
    this.#memoriesRead.add(id);
    const word = v.memoryWord(this.#names.memory(id), index, width);
    return inside === undefined ? word : v.conditional(inside, word, v.literal(width, 0n));
  }

  /** What is written at the clock edge, and when: always where there is no condition. */
  #write(name: string, { depth, width, enable, writeAddress, data }: NetNode & { op: 'ram' }): MemoryWrite {
    const clockEnable = clockingOf(this.#netlist).enable;
    const { index, inside } = this.#memoryIndex(writeAddress, depth);
    const conditions = [
      ...(clockEnable === undefined ? [] : [v.signal(clockEnable, 1)]),
      ...(this.#operand(enable).value === 1n ? [] : [this.#operand(enable)]),
      ...(inside === undefined ? [] : [inside]),
    ];
    return {
      word: this.#final(v.memoryWord(name, index, width), '    '),
      condition: conditions.length === 0 ? undefined : this.#final(v.every(conditions), '      '),
      data: this.#final(this.#operand(data), '      '),
    };
  }

  /** An address as the index of a memory, and the condition that it is one; undefined where it always is. */
  #memoryIndex(address: NodeId, depth: number): { index: v.Expression; inside: v.Expression | undefined } {
    const { width } = this.#nodes[address];
    if (depth === 2 ** width) return { index: this.#operand(address), inside: undefined };
    const bits = Math.max(1, (depth - 1).toString(2).length);
    const { value } = this.#operand(address);
    if (value !== undefined && value >= depth) return { index: v.literal(bits, 0n), inside: v.literal(1, 0n) };
    const word = this.#selectable(address);
    const inside = value === undefined ? v.less(word, v.literal(width, BigInt(depth)), false) : undefined;
    return { index: v.select(word, 0, bits), inside };
  }

  #readControls(reset: boolean): void {
    const { clock, reset: name, enable } = clockingOf(this.#netlist);
    for (const port of [clock, ...(reset ? [name] : []), ...(enable === undefined ? [] : [enable])])
      this.#final(v.signal(port, 1), '');
  }

  /** What the control ports of an instance are connected to: those of this module, the enable together with the gate. */
  #clockingOf(child: Netlist, gate: NodeId | undefined): [port: string, net: string][] {
    if (!child.sequential) return [];
    this.#readControls(child.resets);
    const [own, inner] = [clockingOf(this.#netlist), clockingOf(child)];
    const terms = [
      ...(own.enable === undefined ? [] : [v.signal(own.enable, 1)]),
      ...(gate === undefined ? [] : [this.#operand(gate)]),
    ];
    const enable = terms.length === 2 ? v.binary('&', terms[0], terms[1]) : (terms[0] ?? v.literal(1, 1n));
    const reset = own.resetLevel === inner.resetLevel ? own.reset : `~${own.reset}`;
    return [
      [inner.clock, own.clock],
      ...(child.resets ? [[inner.reset, reset] as [string, string]] : []),
      ...(inner.enable === undefined ? [] : [[inner.enable, this.#final(enable, '    ')] as [string, string]]),
    ];
  }

  #printInstance(id: NodeId, node: NetNode & { op: 'instance' }): void {
    const child = this.#design.modules.find((m) => m.name === node.module)!;
    const connections = [
      ...this.#clockingOf(child, node.gated ? node.args.at(-1) : undefined),
      ...node.ports.map((port, i) => [port, this.#final(this.#operand(node.args[i]), '    ')]),
      ...child.outputs.map((port) => [port.name, this.#instanceOutput(id, port)]),
    ];
    const view = {
      module: node.module,
      name: this.#names.of(id),
      connections: connections.map(([port, net], i) => `.${port}(${net})${i < connections.length - 1 ? ',' : ''}`),
    };
    this.#blocks.push(template<InstanceView>('verilog', 'instance')(view).trimEnd());
  }

  /** The signal that takes an output of an instance, declared here unless it is a port. */
  #instanceOutput(instance: NodeId, port: NetPort): string {
    const id = this.#nodes.findIndex(
      (n) => n.op === 'instance_output' && n.args[0] === instance && n.port === port.name,
    );
    const isRead = id >= 0 && this.#uses[id] > 0;
    const name = isRead ? this.#names.of(id) : this.#names.fresh(`${this.#names.of(instance)}_${port.name}`);
    if (isRead) {
      this.#expressions.set(id, v.signal(name, port.width));
      this.#declared.add(id);
    }
    if (!isRead || !this.#drives.has(id)) {
      this.#wire({ cells: ['wire', v.range(port.width), name], rest: ';', note: port.note });
      this.#signals.set(name, { width: port.width, read: 0n });
    }
    return name;
  }

  /** The function that holds a table; equal tables share one. */
  #romFunction(id: NodeId, node: NetNode & { op: 'rom' }): string {
    const addressWidth = this.#nodes[node.args[0]].width;
    const key = `${addressWidth} ${node.width} ${node.table.join(' ')}`;
    let name = this.#roms.get(key);
    if (name === undefined) {
      name = this.#names.fresh(`${this.#drives.get(id) ?? node.name ?? 'lookup'}_table`);
      this.#roms.set(key, name);
      this.#romAddress ??= this.#names.fresh('address');
      const view = {
        name,
        range: spaced(v.range(node.width)),
        address: this.#romAddress,
        addressRange: spaced(v.range(addressWidth)),
        words: node.table.map((word, i) => ({
          at: v.tableWord(addressWidth, BigInt(i)),
          value: v.tableWord(node.width, word),
        })),
        otherwise: v.tableWord(node.width, 0n),
      };
      this.#blocks.push(template<RomView>('verilog', 'rom')(view).trimEnd());
    }
    return name;
  }

  #outputAssigns(): string[] {
    return this.#netlist.outputs.flatMap((port) => {
      const isPort = this.#drives.get(port.node) === port.name && this.#nodes[port.node].op !== 'reg';
      if (isPort && this.#declared.has(port.node)) return [];
      return [`assign ${port.name} = ${this.#final(this.#operand(port.node), '  ')};`];
    });
  }

  // -- ports and lint

  #portLines(): string[] {
    const { inputs, outputs } = this.#netlist;
    const rows = [
      ...controlPorts(this.#netlist).map((p) => ['input', 'wire', '', p.name, p.note]),
      ...inputs.map((p) => ['input', 'wire', v.range(p.width), p.name, p.note ?? '']),
      ...outputs.map((p) => ['output', 'wire', v.range(p.width), p.name, p.note ?? '']),
    ];
    const codes = columns(rows.map((row) => row.slice(0, 4)));
    return withNotes(codes.map((code, i) => ({ code: i < rows.length - 1 ? `${code},` : code, note: rows[i][4] })));
  }

  /** A wire that reads every bit that nothing else does: lint tools then know that it is meant. */
  #unusedBits(): string {
    const bits = [...this.#signals].flatMap(([name, { width, read }]) =>
      clearRuns(read, width).map(([lo, size]) => v.select(v.signal(name, width), lo, size)),
    );
    if (bits.length === 0) return '';
    const all = v.concat([v.literal(1, 0n), ...bits]);
    return `wire ${this.#names.fresh('unused_ok')} = &${wrapped(all, ROOM, '  ')};`;
  }
}

/** Attributes, which stand above a declaration without a value, for Vivado (UG901, USE_DSP) and Quartus (Intel Quartus Prime help, multstyle); other tools pass over them. */
const BLOCK_ATTRIBUTES = '(* use_dsp = "yes", multstyle = "dsp" *)';

function asksForBlock(node: NetNode): boolean {
  return (node.op === 'mulu' || node.op === 'muls') && node.dsp === true;
}
