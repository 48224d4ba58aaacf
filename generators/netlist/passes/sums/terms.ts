/** Sums of unsigned words that are made by several additions. */
import type { Netlist, NodeId } from '../../netlist.ts';
import { readerCounts } from '../../readers.ts';
import type { Rewriter } from '../../rewrite.ts';
import { analyse } from '../narrow/analyse.ts';
import { bitLength, type Facts } from '../narrow/facts.ts';

/** Operations by whose results a sum goes on where nothing else reads those. */
export interface Links {
  readonly facts: readonly Facts[];
  /**
   * The operation whose word is this operand of an addition, extended with zeros or as it is, and read by nothing else; undefined
   * where there is none, or where the addition would see bits that the operation has lost.
   */
  readonly behind: (operand: NodeId) => NodeId | undefined;
}

export function linksOf(netlist: Netlist): Links {
  const { nodes } = netlist;
  const readers = readerCounts(netlist);
  const facts = analyse(netlist);
  /** Whether the word is the whole sum, product or difference: nothing is carried out at its top. */
  const whole = (id: NodeId) => {
    const { op, width, args } = nodes[id];
    const [a, b] = args.map((arg) => facts[arg].u.hi);
    if (op === 'add') return bitLength(a + b) <= width;
    return op === 'mulu' && bitLength(a * b) <= width;
  };
  const behind = (operand: NodeId) => {
    if (readers[operand] !== 1) return undefined;
    let id = operand;
    for (; nodes[id].op === 'zext'; id = nodes[id].args[0]) if (readers[nodes[id].args[0]] !== 1) return undefined;
    return id === operand || whole(id) ? id : undefined;
  };
  return { facts, behind };
}

/** The word that this one is with zeros above. */
export function withoutZeros({ nodes }: Rewriter, word: NodeId): NodeId {
  let bare = word;
  while (nodes[bare].op === 'zext') [bare] = nodes[bare].args;
  return bare;
}
