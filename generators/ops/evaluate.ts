import { decodeType } from '../exact/decode.ts';
import { encodeExactType } from '../exact/encode.ts';
import type { Exact } from '../exact/value.ts';
import { type Design, inputsOf, type Node } from '../ir/ir.ts';
import type { Use } from './operator.ts';
import { operatorNamed } from './registry.ts';

/** What one use of an operator gives. */
export type Meaning = (op: string, args: readonly Exact[], use: Use) => Exact;

const exactMeaning: Meaning = (op, args, use) => operatorNamed(op).exact(args, use);

/**
 * The exact meaning of a design: every operator by its own `exact`, over rational numbers, state included. Slow and
 * normative: what the golden model, the Verilog and the C++ are compared with. Another meaning of the operators gives
 * another reading of the design; see `real.ts`.
 */
export class ExactModel {
  readonly #design: Design;
  readonly #meaning: Meaning;
  readonly #children: ReadonlyMap<number, ExactModel>;
  /** Registers: their value. Delays: the values on the way, newest first. */
  #state = new Map<number, Exact[]>();

  constructor(design: Design, meaning: Meaning = exactMeaning) {
    this.#design = design;
    this.#meaning = meaning;
    const instances = [...design.nodes.entries()].filter(([, n]) => n.op === 'instance');
    this.#children = new Map(
      instances.map(([id, n]) => [
        id,
        new ExactModel(design.children.find((c) => c.name === n.attrs.design) as Design, meaning),
      ]),
    );
    this.reset();
  }

  reset(): void {
    this.#state = new Map();
    for (const [id, node] of this.#design.nodes.entries()) {
      if (node.op === 'register') this.#state.set(id, [decodeType(node.attrs.init as bigint, node.type)]);
      if (node.op === 'delay') this.#state.set(id, Array(node.attrs.n as number).fill(decodeType(0n, node.type)));
    }
    for (const child of this.#children.values()) child.reset();
  }

  /** One cycle over words: outputs for these inputs, then the clock edge. NaN leaves as the format's one NaN. */
  step(words: readonly bigint[]): bigint[] {
    const types = inputsOf(this.#design).map((p) => p.type);
    const outputs = this.stepValues(words.map((w, i) => decodeType(w, types[i])));
    return this.#design.outputs.map((o, i) => encodeExactType(outputs[i], this.#design.nodes[o.node].type));
  }

  stepValues(inputs: readonly Exact[]): Exact[] {
    const values: Exact[] = [];
    const instances = new Map<number, Map<string, Exact>>();
    let nextInput = 0;
    for (const [id, node] of this.#design.nodes.entries()) {
      if (node.op === 'input') values.push(inputs[nextInput++]);
      else if (node.op === 'instance') {
        instances.set(id, this.#instance(id, node, values));
        values.push([]);
      } else if (node.op === 'instance_output')
        values.push(instances.get(node.args[0])?.get(String(node.attrs.port)) as Exact);
      else if (node.op === 'register' || node.op === 'delay')
        values.push((this.#state.get(id) as Exact[]).at(-1) as Exact);
      else values.push(this.#operator(node, values));
    }
    for (const [id, state] of this.#state) {
      state.unshift(values[this.#design.nodes[id].args[0]]);
      state.pop();
    }
    return this.#design.outputs.map((o) => values[o.node]);
  }

  #operator(node: Node, values: readonly Exact[]): Exact {
    const use = { args: node.args.map((a) => this.#design.nodes[a].type), type: node.type, attrs: node.attrs };
    return this.#meaning(
      node.op,
      node.args.map((a) => values[a]),
      use,
    );
  }

  #instance(id: number, node: Node, values: readonly Exact[]): Map<string, Exact> {
    const child = this.#children.get(id) as ExactModel;
    const outputs = child.stepValues(node.args.map((a) => values[a]));
    return new Map(child.#design.outputs.map((o, i) => [o.name, outputs[i]]));
  }
}
