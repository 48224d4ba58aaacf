import type { Netlist, NetNode, NodeId } from '../../netlist.ts';
import { copy, type Rewriter, rewrite } from '../../rewrite.ts';
import { dropDead } from '../dead.ts';
import { bitLength } from '../narrow/facts.ts';
import { linksOf, withoutZeros } from './terms.ts';

/** A word on its way into a sum. */
interface Term {
  readonly word: NodeId;
  /** The largest number that it can be. */
  readonly most: bigint;
  /** Operations in a row before it. */
  readonly depth: number;
}

/**
 * Sums of three unsigned words and more, added anew: `arity` words at a time, those first that are there first, so that few
 * additions follow each other. Named sums stay, and whatever else is read more than once. The additions of one group of three have
 * one width, so that they print as `a + b + c`.
 */
export function balanceSums(netlist: Netlist, arity: 2 | 3): Netlist {
  const { nodes } = netlist;
  const { facts, behind } = linksOf(netlist);
  const inner = (operand: NodeId) => {
    const id = behind(operand);
    return id !== undefined && nodes[id].op === 'add' && nodes[id].name === undefined ? id : undefined;
  };
  const isInner = new Set<NodeId>();
  for (const { op, args } of nodes)
    if (op === 'add') for (const id of args.flatMap((a) => inner(a) ?? [])) isInner.add(id);
  const depths = depthsOf(nodes);
  const leaves = (id: NodeId): NodeId[] =>
    nodes[id].args.flatMap((operand) => {
      const sum = inner(operand);
      return sum === undefined ? [operand] : leaves(sum);
    });
  const rebuilt = rewrite(netlist, (out) => {
    const moved: NodeId[] = [];
    return (node, id) => {
      const words = node.op === 'add' && !isInner.has(id) ? leaves(id) : [];
      const terms = words.map((w) => ({ word: moved[w], most: facts[w].u.hi, depth: depths[w] }));
      // Pairs are made anew only where that shortens the way.
      const better = terms.length > 2 && (arity === 3 || depthOf(terms, arity) < depths[id]);
      moved[id] = better ? sumOf(out, terms, node.width, arity) : copy(node, out);
      return moved[id];
    };
  });
  return rebuilt === netlist ? netlist : dropDead(rebuilt);
}

function depthsOf(nodes: readonly NetNode[]): number[] {
  const depths: number[] = [];
  for (const [id, { op, args }] of nodes.entries()) {
    const wire = ['slice', 'zext', 'sext', 'concat', 'not', 'const', 'input', 'reg'].includes(op);
    depths[id] = Math.max(0, ...args.map((a) => depths[a])) + (wire ? 0 : 1);
  }
  return depths;
}

/** The groups that terms are added in, one after the other: what `join` makes of a group is a term again. */
function grouped<T extends { readonly most: bigint; readonly depth: number }>(
  terms: readonly T[],
  arity: number,
  join: (group: readonly T[]) => T,
): T {
  let rest = [...terms];
  // The first group is the one that may be smaller: it is where the words are shortest.
  for (let size = ((terms.length - 2) % (arity - 1)) + 2; rest.length > 1; size = arity) {
    rest.sort((a, b) => a.depth - b.depth || Number(a.most > b.most) - Number(a.most < b.most));
    rest = [...rest.slice(size), join(rest.slice(0, size))];
  }
  return rest[0];
}

function joined(group: readonly { readonly most: bigint; readonly depth: number }[]) {
  return {
    most: group.reduce((sum, t) => sum + t.most, 0n),
    depth: Math.max(...group.map((t) => t.depth)) + 1,
  };
}

function depthOf(terms: readonly Term[], arity: number): number {
  return grouped<Omit<Term, 'word'>>(terms, arity, joined).depth;
}

function sumOf(out: Rewriter, terms: readonly Term[], width: number, arity: number): NodeId {
  const { word } = grouped<Term>(terms, arity, (group) => {
    const { most, depth } = joined(group);
    const own = Math.min(width, Math.max(1, bitLength(most)));
    const [first, ...others] = group.map((t) => fitted(out, t.word, own));
    const sum = others.reduce((a, b) => out.add({ op: 'add', width: own, args: [a, b] }), first);
    return { word: sum, most, depth };
  });
  return out.extend('zext', word, width);
}

/** Zeros above, or the low bits, where the others are zero. */
function fitted(out: Rewriter, word: NodeId, width: number): NodeId {
  const bare = withoutZeros(out, word);
  return out.width(bare) <= width ? out.extend('zext', bare, width) : out.slice(bare, 0, width);
}
