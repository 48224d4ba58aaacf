/**
 * Linear programs over differences: minimise the sum of cost(v) * x(v) where x(v) - x(u) >= need for given pairs, and
 * 0 <= x(v) <= limit. Such a program is the dual of a minimum-cost flow without capacities, which the primal network simplex
 * method solves (Ahuja, Magnanti and Orlin, Network Flows, 1993, ch. 11; strongly feasible trees after Cunningham, 1976, so
 * that it cannot cycle). Potentials along a tree are sums of the needs, so integers give integers.
 *
 * Constraints may be added between two calls of `solve`: the flow stays feasible, so it goes on from where it was.
 */
import { invariant } from '../../diagnostics/diagnostic.ts';

/** Arcs looked at before the best of them enters the tree. */
const BLOCK = 256;
const NONE = -1;

export class DifferenceProgram {
  readonly #limit: number;
  readonly #cost: number[] = [];
  // One arc per constraint, from u to v; its flow is the multiplier of the constraint.
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #need: number[] = [];
  readonly #flow: number[] = [];
  #tree: Tree | undefined;
  #scan = 0;

  /** Variable 0 is the origin, whose value is 0. */
  constructor(limit: number) {
    this.#limit = limit;
    this.#cost.push(0);
  }

  /** @param cost an integer */
  variable(cost: number): number {
    invariant(!this.#tree, 'variables come before the first solution');
    this.#cost.push(cost);
    return this.#cost.length - 1;
  }

  addCost(variable: number, cost: number): void {
    invariant(!this.#tree, 'costs come before the first solution');
    this.#cost[variable] += cost;
  }

  /** x(v) - x(u) >= need, an integer. */
  atLeast(v: number, u: number, need: number): void {
    this.#arc(u, v, need);
  }

  #arc(from: number, to: number, need: number): number {
    this.#from.push(from);
    this.#to.push(to);
    this.#need.push(need);
    this.#flow.push(0);
    return this.#flow.length - 1;
  }

  /** The value of every variable, or undefined where the constraints contradict each other. */
  solve(): Int32Array | undefined {
    this.#tree ??= this.#start();
    for (let arc = this.#entering(); arc !== NONE; arc = this.#entering()) if (!this.#pivot(arc)) return undefined;
    return Int32Array.from(this.#tree.value);
  }

  /** Every variable hangs from the origin by one of its bounds: by the lower one where it is to be small. */
  #start(): Tree {
    const tree = new Tree(this.#cost.length);
    for (let v = 1; v < this.#cost.length; v++) {
      const low = this.#arc(0, v, 0);
      const high = this.#arc(v, 0, -this.#limit);
      const small = this.#cost[v] > 0;
      const arc = small ? low : high;
      this.#flow[arc] = Math.abs(this.#cost[v]);
      tree.hang(v, 0, arc, small ? 0 : this.#limit);
    }
    return tree;
  }

  /** A violated constraint, the worst of a block; the search goes round. */
  #entering(): number {
    const { value } = this.#tree!;
    const count = this.#from.length;
    let best = NONE;
    let worst = 0;
    for (let looked = 0, inBlock = 0; looked < count; looked++) {
      const arc = this.#scan;
      this.#scan = arc + 1 === count ? 0 : arc + 1;
      const slack = value[this.#to[arc]] - value[this.#from[arc]] - this.#need[arc];
      if (slack < worst) {
        worst = slack;
        best = arc;
      }
      if (++inBlock === BLOCK) {
        if (best !== NONE) return best;
        inBlock = 0;
      }
    }
    return best;
  }

  /** Sends flow round the cycle that the arc closes, until an arc of the tree is empty and leaves; false: none ever is. */
  #pivot(entering: number): boolean {
    const tree = this.#tree!;
    const [u, v] = [this.#from[entering], this.#to[entering]];
    const apex = tree.commonAncestor(u, v);
    // The cycle runs from the apex down to u, over the arc to v, and up again. The last of the arcs that empty first leaves.
    let least = Number.POSITIVE_INFINITY;
    let leaving = NONE;
    for (let x = u; x !== apex; x = tree.parent[x]) {
      const arc = tree.arc[x];
      if (this.#from[arc] === x && this.#flow[arc] < least) {
        least = this.#flow[arc];
        leaving = x;
      }
    }
    let onSideOfU = true;
    for (let x = v; x !== apex; x = tree.parent[x]) {
      const arc = tree.arc[x];
      if (this.#to[arc] === x && this.#flow[arc] <= least) {
        least = this.#flow[arc];
        leaving = x;
        onSideOfU = false;
      }
    }
    if (leaving === NONE) return false;
    if (least > 0) {
      for (let x = u; x !== apex; x = tree.parent[x])
        this.#flow[tree.arc[x]] += this.#from[tree.arc[x]] === x ? -least : least;
      for (let x = v; x !== apex; x = tree.parent[x])
        this.#flow[tree.arc[x]] += this.#to[tree.arc[x]] === x ? -least : least;
      this.#flow[entering] += least;
    }
    const slack = tree.value[v] - tree.value[u] - this.#need[entering];
    if (onSideOfU) tree.rehang(u, v, entering, leaving, slack);
    else tree.rehang(v, u, entering, leaving, -slack);
    return true;
  }
}

/** The spanning tree of a basis, rooted in the origin. */
class Tree {
  readonly parent: Int32Array;
  /** The arc between a node and its parent. */
  readonly arc: Int32Array;
  readonly depth: Int32Array;
  readonly value: Float64Array;
  // Children as doubly linked lists.
  readonly #child: Int32Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;

  constructor(nodes: number) {
    const empty = () => new Int32Array(nodes).fill(NONE);
    [this.parent, this.arc, this.#child, this.#next, this.#previous] = [empty(), empty(), empty(), empty(), empty()];
    this.depth = new Int32Array(nodes);
    this.value = new Float64Array(nodes);
  }

  hang(node: number, parent: number, arc: number, value: number): void {
    this.#link(node, parent, arc);
    this.depth[node] = this.depth[parent] + 1;
    this.value[node] = value;
  }

  commonAncestor(a: number, b: number): number {
    let [x, y] = [a, b];
    while (x !== y) {
      if (this.depth[x] >= this.depth[y]) x = this.parent[x];
      else y = this.parent[y];
    }
    return x;
  }

  /** Cuts the subtree of `top` off, makes `node` its root and hangs it below `parent`; all its values move by `shift`. */
  rehang(node: number, parent: number, arc: number, top: number, shift: number): void {
    let [x, newParent, newArc] = [node, parent, arc];
    for (;;) {
      const [oldParent, oldArc] = [this.parent[x], this.arc[x]];
      this.#unlink(x);
      this.#link(x, newParent, newArc);
      if (x === top) break;
      [x, newParent, newArc] = [oldParent, x, oldArc];
    }
    const stack = [node];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      this.depth[at] = this.depth[this.parent[at]] + 1;
      this.value[at] += shift;
      for (let c = this.#child[at]; c !== NONE; c = this.#next[c]) stack.push(c);
    }
  }

  #link(node: number, parent: number, arc: number): void {
    this.parent[node] = parent;
    this.arc[node] = arc;
    const first = this.#child[parent];
    this.#next[node] = first;
    this.#previous[node] = NONE;
    if (first !== NONE) this.#previous[first] = node;
    this.#child[parent] = node;
  }

  #unlink(node: number): void {
    const [before, after] = [this.#previous[node], this.#next[node]];
    if (before === NONE) this.#child[this.parent[node]] = after;
    else this.#next[before] = after;
    if (after !== NONE) this.#previous[after] = before;
  }
}
