import type { Where } from '../diagnostics/diagnostic.ts';
import type { Format, Type } from '../formats/format.ts';

/** What a node may carry besides operands: small, printable, comparable. Words are bigint, counts are number. */
export type AttrValue = string | number | boolean | bigint | readonly bigint[];
export type Attrs = Readonly<Record<string, AttrValue>>;

export type NodeId = number;

/**
 * One value of the dataflow graph. `op` names an operator of `ops/`, or one of the structural kinds that the graph itself
 * knows: `input`, `register`, `delay`, `instance` and `instance_output`.
 */
export interface Node {
  readonly op: string;
  /** Operands. They precede the node, except the `next` operand of a register, which may follow it. */
  readonly args: readonly NodeId[];
  readonly type: Type;
  readonly attrs: Attrs;
  /** The user's name: it becomes the signal's name. */
  readonly name?: string;
  /** Where the user wrote it. */
  readonly where?: Where;
}

/**
 * Structural kinds, their operands and attributes:
 * `input` () name; `register` (next) {init: word}; `delay` (x) {n}: n registers in a row, initially zero;
 * `instance` (inputs in port order) {design: name}, its type is unused (`uint1`); `instance_output` (instance) {port: name}.
 */
export const STRUCTURAL = ['input', 'register', 'delay', 'instance', 'instance_output'] as const;

export interface Output {
  readonly name: string;
  readonly node: NodeId;
  readonly where?: Where;
}

/** A design: inputs are the `input` nodes in order. Deeply frozen. */
export interface Design {
  readonly name: string;
  readonly doc?: string;
  readonly nodes: readonly Node[];
  readonly outputs: readonly Output[];
  /** Designs that `instance` nodes name; each name means one design throughout a hierarchy. */
  readonly children: readonly Design[];
  /**
   * Gives what the design was made from, for back ends that write it better from there than from its nodes, which say the
   * same. Opaque on this floor, and not part of the text form. A function, so that freezing the design stops here.
   */
  readonly origin?: () => object;
}

export interface Port {
  readonly name: string;
  readonly type: Type;
}

export function inputsOf(design: Design): Port[] {
  return design.nodes.filter((n) => n.op === 'input').map((n) => ({ name: n.name as string, type: n.type }));
}

export function outputsOf(design: Design): Port[] {
  return design.outputs.map((o) => ({ name: o.name, type: design.nodes[o.node].type }));
}

export function isSequential(design: Design): boolean {
  return design.nodes.some((n) => n.op === 'register' || n.op === 'delay') || design.children.some(isSequential);
}

/** The design and all below it, children before parents, each once. */
export function hierarchy(top: Design): Design[] {
  const seen = new Map<string, Design>();
  const visit = (d: Design) => {
    if (seen.has(d.name)) return;
    for (const child of d.children) visit(child);
    seen.set(d.name, d);
  };
  visit(top);
  return [...seen.values()];
}

/** The element format of a vector, or the format itself. */
export function elementOf(type: Type): Format {
  return type.kind === 'vector' ? type.element : type;
}
