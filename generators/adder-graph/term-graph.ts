import { fail } from '../diagnostics/diagnostic.ts';
import { canonicalDigits } from './signed-digits.ts';
import { erase, holds, insert } from './sorted.ts';

/** The two sides from which a term is seen: the node that it uses, and the node that it is part of. */
export const USES = 0;
export const TERMS = 1;
export type Side = typeof USES | typeof TERMS;

/** Most positions of the depth account: sums of powers of two up to here are exact in a double. */
const DEEPEST = 50;

/** Places (node, position, sign) of a network in which each may be counted; memory is four bytes for each, thrice. */
const MOST_PLACES = 2 ** 25;

/** The digits of a matrix, and the size of its network. */
function measured(matrix: readonly (readonly bigint[])[], inputs: number) {
  const digits = matrix.map((row) => row.map(canonicalDigits));
  // Two more, as rewriting digits may carry.
  const span = 3 + digits.flat(2).reduce((most, d) => Math.max(most, d.position), 0);
  const low = Math.ceil(Math.log2(span)) + 2;
  const terms = digits.flat(2).length;
  return { digits, span, low, terms, places: (inputs + matrix.length + terms) * 2 ** (low + 1) };
}

/** Whether a matrix is small enough for an adder graph; BW2053 where one is asked for nevertheless. */
export function isPlannable(matrix: readonly (readonly bigint[])[]): boolean {
  return measured(matrix, matrix[0]?.length ?? 0).places <= MOST_PLACES;
}

/**
 * A linear network of signed, shifted terms. Nodes are the unknowns, then the products, then shared sums. A term
 * `± node << position` of another node is an edge, kept in two ascending lists: among the uses of the one node, as (other
 * node, position, sign), and among the terms of the other. A node with n terms costs n - 1 adders.
 *
 * Read against its edges, a network of a matrix is one of the transposed matrix and costs the same but for a constant, so
 * whatever is done to the uses of two nodes can be done to the terms of two nodes: methods take the side.
 *
 * Where depth is limited, node w has a capacity of 2^limit (products) or 2^depth (sums), of which every term takes 2^depth of
 * its node. A tree of two-operand adders within the depth exists exactly while that fits.
 */
export class TermGraph {
  readonly inputs: number;
  readonly outputs: number;
  /** Positions of terms are 0 to `span - 1`. As many again stay free, so that no shifted entry runs into the next node's. */
  readonly span: number;
  /** Bits of position and sign in an entry: (node << low) | (position << 1) | sign. */
  readonly low: number;
  readonly mask: number;
  lists: readonly [number[][], number[][]] = [[], []];
  depths: number[] = [];
  /** What is left of the capacity of each node; infinite without a limit. */
  slack: number[] = [];
  readonly limit: number | undefined;
  /** Lists as they were when the journal was opened, of the nodes that were there already. */
  readonly #before: readonly [Map<number, number[]>, Map<number, number[]>] = [new Map(), new Map()];
  #mark = 0;

  /** @param limit adders in a row at most; no fewer than the least depth of the matrix */
  constructor(matrix: readonly (readonly bigint[])[], inputs: number, limit: number | undefined) {
    this.inputs = inputs;
    this.outputs = matrix.length;
    this.limit = limit === undefined ? undefined : Math.min(limit, DEEPEST);
    const { digits, span, low, terms, places } = measured(matrix, inputs);
    this.span = span;
    this.low = low;
    this.mask = (1 << this.low) - 1;
    if (places > MOST_PLACES)
      fail('BW2053', `a matrix of ${terms} signed digits is too large for an adder graph`, {
        help: 'split the matrix, or use products=auto',
      });
    for (let node = 0; node < this.inputs + this.outputs; node++) this.addNode(0);
    for (const [j, row] of digits.entries())
      for (const [i, list] of row.entries())
        for (const d of list) this.#link(i, this.inputs + j, (d.position << 1) | (d.negative ? 1 : 0));
    for (let w = this.inputs; w < this.size; w++) this.account(w);
  }

  get size(): number {
    return this.depths.length;
  }
  /** The first node that is a shared sum. */
  get firstSum(): number {
    return this.inputs + this.outputs;
  }
  /** Adders of one node, of the nodes given, or of all. */
  cost(nodes: Iterable<number> = this.lists[TERMS].keys()): number {
    let adders = 0;
    for (const w of nodes) adders += Math.max(0, this.lists[TERMS][w].length - 1);
    return adders;
  }

  /** Takes the slack of a node from its terms. */
  account(w: number): void {
    let left = Number.POSITIVE_INFINITY;
    if (this.limit !== undefined) {
      left = 2 ** (w < this.firstSum ? this.limit : this.depths[w]);
      for (const term of this.lists[TERMS][w]) left -= 2 ** this.depths[term >> this.low];
    }
    this.slack[w] = left;
  }

  /** A new node; its depth counts only where depth is limited. */
  addNode(depth: number): number {
    this.lists[USES].push([]);
    this.lists[TERMS].push([]);
    this.slack.push(0);
    return this.depths.push(this.limit === undefined ? 0 : depth) - 1;
  }

  has(v: number, w: number, place: number): boolean {
    return holds(this.lists[TERMS][w], (v << this.low) | place);
  }
  link(v: number, w: number, place: number): void {
    this.#keep(USES, v);
    this.#keep(TERMS, w);
    this.#link(v, w, place);
  }
  unlink(v: number, w: number, place: number): void {
    this.#keep(USES, v);
    this.#keep(TERMS, w);
    erase(this.lists[USES][v], (w << this.low) | place);
    erase(this.lists[TERMS][w], (v << this.low) | place);
  }
  #link(v: number, w: number, place: number): void {
    insert(this.lists[USES][v], (w << this.low) | place);
    insert(this.lists[TERMS][w], (v << this.low) | place);
  }

  /** From here on `changed` tells what changes and `rollBack` undoes it. */
  openJournal(): void {
    this.#before[USES].clear();
    this.#before[TERMS].clear();
    this.#mark = this.size;
  }
  /** Nodes whose list on this side has changed; without those that are new. */
  changed(side: Side): number[] {
    return [...this.#before[side].keys()];
  }
  /** Adders that the changes have saved. */
  saved(): number {
    let saved = 0;
    for (const [w, terms] of this.#before[TERMS]) saved += Math.max(0, terms.length - 1) - this.cost([w]);
    for (let w = this.#mark; w < this.size; w++) saved -= this.cost([w]);
    return saved;
  }
  rollBack(): void {
    for (const side of [USES, TERMS] as const) {
      for (const [node, list] of this.#before[side]) this.lists[side][node] = list;
      this.lists[side].length = this.#mark;
    }
    this.depths.length = this.#mark;
    this.slack.length = this.#mark;
    for (const w of this.#before[TERMS].keys()) this.account(w);
  }
  #keep(side: Side, node: number): void {
    if (node < this.#mark && !this.#before[side].has(node)) this.#before[side].set(node, [...this.lists[side][node]]);
  }

  /** Numbers the nodes anew, without the sums that have no terms left. Closes the journal. */
  compact(): void {
    const numbers: number[] = [];
    let next = 0;
    for (let node = 0; node < this.size; node++)
      numbers.push(node < this.firstSum || this.lists[TERMS][node].length > 0 ? next++ : -1);
    const kept = <T>(list: readonly T[]) => list.filter((_, node) => numbers[node] >= 0);
    const renumber = (list: number[]) => list.map((e) => (numbers[e >> this.low] << this.low) | (e & this.mask));
    this.lists = [kept(this.lists[USES]).map(renumber), kept(this.lists[TERMS]).map(renumber)];
    this.depths = kept(this.depths);
    this.slack = kept(this.slack);
    this.openJournal();
  }
}
