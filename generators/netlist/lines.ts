import type { Netlist, NodeId } from './netlist.ts';
import { readerCounts } from './readers.ts';

/** A register as part of a delay line. */
export interface Link {
  readonly register: NodeId;
  /** The word that it takes when it moves. */
  readonly source: NodeId;
  /** What brings zeros: the port, a word of one bit, or nothing. */
  readonly reset: 'port' | NodeId | undefined;
  /** What it takes where the reset does not act: the source, or a choice between that and its own word. */
  readonly next: NodeId;
  /** The bit that lets it move; it always does where there is none. */
  readonly enable: NodeId | undefined;
}

/**
 * Registers in a row that move and are cleared together, first to last, of which nothing else reads any but the last one. Every
 * register is in at most one line, and lines are as long as they can be. Registers with an initial value other than zero are in none.
 */
export function linesOf(netlist: Netlist): Link[][] {
  const { nodes } = netlist;
  const readers = readerCounts(netlist);
  const links = new Map(nodes.flatMap((_, id) => linkOf(netlist, id) ?? []).map((link) => [link.register, link]));
  /** The register that a link takes its word from, where both are in one line. */
  const before = (link: Link): Link | undefined => {
    const source = links.get(link.source);
    if (!source || source.reset !== link.reset || source.enable !== link.enable) return undefined;
    // Beside this link, a register that may wait reads itself.
    return readers[source.register] === (source.enable === undefined ? 1 : 2) ? source : undefined;
  };
  const followed = new Set([...links.values()].flatMap((link) => before(link) ?? []));
  return [...links.values()].flatMap((last) => {
    if (followed.has(last)) return [];
    const line = [last];
    for (let link = before(last); link; link = before(link)) line.push(link);
    return [line.reverse()];
  });
}

function linkOf({ nodes }: Netlist, register: NodeId): Link | undefined {
  const node = nodes[register];
  if (node.op !== 'reg' || (node.init !== undefined && node.init !== 0n)) return undefined;
  let next = node.next;
  let reset: Link['reset'] = node.init === undefined ? undefined : 'port';
  const choice = nodes[next];
  if (reset === undefined && choice.op === 'mux') {
    const zero = nodes[choice.args[1]];
    if (zero.op === 'const' && zero.value === 0n) [reset, , next] = choice.args;
  }
  const { op, args } = nodes[next];
  if (op === 'mux' && args[2] === register) return { register, source: args[1], reset, next, enable: args[0] };
  return { register, source: next, reset, next, enable: undefined };
}
