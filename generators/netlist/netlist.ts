/**
 * The netlist: signless words of known width in SSA form. Widths are stated on every node and operands must already have
 * the width that the operation asks for, so no reader (and no Verilog tool) has to know an extension rule.
 *
 * Nodes stand in topological order: the operands of a node precede it. Only what state takes on the clock edge may come
 * later: the `next` of a register, and what is written into a memory.
 */
export type NodeId = number;

interface Common {
  readonly width: number;
  readonly args: readonly NodeId[];
  /** Wanted signal name; unique within a netlist after `finish`. */
  readonly name?: string;
  /** What the word means, for the comment beside its declaration: usually a format name. */
  readonly note?: string;
}

export type NetNode = Common &
  (
    | { readonly op: 'input' } // args: none; name is the port's
    | { readonly op: 'const'; readonly value: bigint } // 0 <= value < 2^width
    // Modular arithmetic and bitwise logic: operands and result have one width.
    | { readonly op: 'add' | 'sub' | 'and' | 'or' | 'xor' }
    | { readonly op: 'neg' | 'not' }
    // Multiplication: the low `width` bits of the product, width <= sum of the operand widths. Operands may differ in width.
    // With `dsp` the description asks for a multiplier block, whatever the tools would choose.
    | { readonly op: 'mulu' | 'muls'; readonly dsp?: boolean }
    // Comparisons: operands of one width, result 1 bit.
    | { readonly op: 'eq' | 'ltu' | 'lts' }
    // args: word, amount (unsigned, any width). Amounts of `width` and more give zeros, for shrs copies of the sign.
    | { readonly op: 'shl' | 'shru' | 'shrs' }
    // args: select (1 bit), value where 1, value where 0.
    | { readonly op: 'mux' }
    // args: most significant first; width is the sum.
    | { readonly op: 'concat' }
    // Bits lo .. lo + width - 1 of the operand.
    | { readonly op: 'slice'; readonly lo: number }
    // Extension to `width`, at least the operand's.
    | { readonly op: 'zext' | 'sext' }
    // Reductions of all bits to 1.
    | { readonly op: 'redand' | 'redor' | 'redxor' }
    // args: address (unsigned). Addresses past the table give zero.
    | { readonly op: 'rom'; readonly table: readonly bigint[] }
    // `next` is taken on the clock edge where ce is 1; `init` where rst is 1. Without `init` there is no reset: the word is
    // unknown until the first edge. args: none.
    | { readonly op: 'reg'; readonly init?: bigint; readonly next: NodeId }
    // A memory of `depth` words. args: address to read; the word is the one from before this cycle's write, and zero where
    // the address is past the end. On the clock edge where ce and `enable` (1 bit) are 1, `data` goes to `writeAddress`; past
    // the end it goes nowhere. rst leaves the words: hardware starts with unknown ones, executors with zeros.
    | {
        readonly op: 'ram';
        readonly depth: number;
        readonly enable: NodeId;
        readonly writeAddress: NodeId;
        readonly data: NodeId;
      }
    // A sub-module. args follow `ports`, the input port names of that module. width 0. name is the instance name.
    // A gated one has one more, of 1 bit: its state takes what is next only where that is 1, too.
    | { readonly op: 'instance'; readonly module: string; readonly ports: readonly string[]; readonly gated?: boolean }
    // args: the instance.
    | { readonly op: 'instance_output'; readonly port: string }
  );

export type NetOp = NetNode['op'];

/** What the node takes on the clock edge; these operands alone may come later than the node itself. */
export function lateOperands(node: NetNode): readonly NodeId[] {
  switch (node.op) {
    case 'reg':
      return [node.next];
    case 'ram':
      return [node.enable, node.writeAddress, node.data];
    default:
      return [];
  }
}

/** The node with other late operands, in the order of `lateOperands`. */
export function withLateOperands(node: NetNode, late: readonly NodeId[]): NetNode {
  switch (node.op) {
    case 'reg':
      return { ...node, next: late[0] };
    case 'ram':
      return { ...node, enable: late[0], writeAddress: late[1], data: late[2] };
    default:
      return node;
  }
}

export interface NetPort {
  readonly name: string;
  readonly width: number;
  readonly node: NodeId;
  /** For the comment beside the declaration: the format's name. */
  readonly note?: string;
}

/** Control ports of a module that holds state. */
export interface Clocking {
  /** Rising edge. */
  readonly clock: string;
  /** Synchronous. */
  readonly reset: string;
  readonly resetLevel: 'high' | 'low';
  /** With 0 no register takes its next value and no memory is written; reset works all the same. */
  readonly enable?: string;
}

/** The styles of control ports that modules may have. */
export const CLOCKINGS = {
  enabled: { clock: 'clk', reset: 'rst', resetLevel: 'high', enable: 'ce' },
  free: { clock: 'clk', reset: 'rst', resetLevel: 'high' },
  /** As AMBA AXI4-Stream has it. */
  axi: { clock: 'aclk', reset: 'aresetn', resetLevel: 'low' },
} as const satisfies Record<string, Clocking>;

/** One hardware module. */
export interface Netlist {
  readonly name: string;
  readonly inputs: readonly NetPort[];
  readonly outputs: readonly NetPort[];
  readonly nodes: readonly NetNode[];
  /** Holds registers or memories, or an instance of a module that does: has the clock and the enable of its clocking. */
  readonly sequential: boolean;
  /** Holds registers with an initial value, or an instance of a module that does: has the reset, too. */
  readonly resets: boolean;
  /** Style of the control ports; `enabled` where none is given. A module without an enable is instantiated by modules without one, only. */
  readonly clocking?: keyof typeof CLOCKINGS;
}

export function clockingOf({ clocking }: Netlist): Clocking {
  return CLOCKINGS[clocking ?? 'enabled'];
}

/** A top module and all that it instantiates, children before parents; the last one is the top. */
export interface NetDesign {
  readonly modules: readonly Netlist[];
}

export function topOf(design: NetDesign): Netlist {
  return design.modules[design.modules.length - 1];
}
