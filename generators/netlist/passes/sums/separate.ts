import type { Netlist, NodeId } from '../../netlist.ts';
import { copy, type Rewriter, rewrite } from '../../rewrite.ts';
import { dropDead } from '../dead.ts';
import { linksOf, withoutZeros } from './terms.ts';

export interface Separation {
  /** Words that one adder takes; additions of so many stay together. */
  readonly arity: 2 | 3;
  /** Whether products are kept apart from the sum that they enter, too: where no block multiplies and adds. */
  readonly products: boolean;
}

/**
 * Sums in a form in which Yosys keeps their adders. It merges an addition into the one that reads its whole word and is the only one to
 * do so, and makes rows of full adders of what it merged, which take up to three times the LUTs. Where an adder's words are
 * sums, they exchange their lowest bits here: the same bits have the same weights, nothing is added to the logic, and no
 * operand is the whole word of a sum any more. Pipelines need it only within their stages.
 */
export function separateSums(netlist: Netlist, { arity, products }: Separation): Netlist {
  const { nodes } = netlist;
  const { behind, facts } = linksOf(netlist);
  /** The additions that each one takes in, so that both are one adder of three words. */
  const takenIn = new Map<NodeId, NodeId>();
  const inside = new Set<NodeId>();
  const isBit = (operand: NodeId) => facts[operand].u.hi <= 1n;
  // Merged, a constant becomes part of the carry or of the LUTs in front of it.
  const isFree = (operand: NodeId) => isBit(operand) || facts[operand].u.lo === facts[operand].u.hi;
  for (const [id, node] of nodes.entries()) {
    if (node.op !== 'add') continue;
    const sum = node.args.find((operand, i) => {
      const own = behind(operand) === operand && nodes[operand].op === 'add' && nodes[operand].name === undefined;
      // A single bit is the carry into the adder of the others.
      return own && !takenIn.has(operand) && (arity === 3 || isBit(node.args[1 - i]));
    });
    if (sum === undefined) continue;
    takenIn.set(id, sum);
    inside.add(sum);
  }
  const wordsOf = (id: NodeId): NodeId[] =>
    nodes[id].args.flatMap((operand) => (operand === takenIn.get(id) ? wordsOf(operand) : [operand]));
  const merges = (operand: NodeId) => {
    const id = behind(operand);
    if (id === undefined) return false;
    const { op } = nodes[id];
    return op === 'add' || (op === 'sub' && id === operand) || (products && (op === 'mulu' || op === 'muls'));
  };
  const separated = rewrite(netlist, (out) => {
    const moved: NodeId[] = [];
    return (node, id) => {
      const words = node.op === 'add' && !inside.has(id) ? wordsOf(id) : [];
      const apart = words.some((w) => merges(w) && words.some((v) => v !== w && !isFree(v)));
      moved[id] = apart
        ? exchanged(
            out,
            words.map((w) => moved[w]),
          )
        : copy(node, out);
      return moved[id];
    };
  });
  return separated === netlist ? netlist : dropDead(separated);
}

/** The sum of the words, each with the lowest bit of the next one. */
function exchanged(out: Rewriter, words: readonly NodeId[]): NodeId {
  const width = out.width(words[0]);
  const bare = words.map((word) => withoutZeros(out, word));
  const rotated = bare.map((word, i) => {
    const lowest = out.slice(bare[(i + 1) % bare.length], 0, 1);
    const own = out.width(word);
    return out.extend('zext', own === 1 ? lowest : out.concat([out.slice(word, 1, own - 1), lowest]), width);
  });
  return rotated.reduce((a, b) => out.add({ op: 'add', width, args: [a, b] }));
}
