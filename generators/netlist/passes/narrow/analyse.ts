import type { Netlist, NodeId } from '../../netlist.ts';
import { anything, either, exactly, type Facts, sameFacts } from './facts.ts';
import { transfer } from './transfer.ts';

/** Times that a register's facts may widen before it is taken to hold anything: counters would go on for ever. */
const WIDENINGS = 3;
/** Rounds after which no register is believed any more. */
const ROUNDS = 200;

/**
 * Facts of every node that hold in every cycle from reset. Registers start as their initial values (as 0 where they have
 * none) and widen by their next values until nothing changes; nodes are looked at again only when an operand widened.
 */
export function analyse(netlist: Netlist): Facts[] {
  const { nodes } = netlist;
  const facts: Facts[] = [];
  const factsOf = (id: NodeId) => facts[id];
  for (const node of nodes)
    facts.push(node.op === 'reg' ? exactly(node.width, node.init ?? 0n) : transfer(node, nodes, factsOf));

  const registers = nodes.flatMap((node, id) => (node.op === 'reg' ? [{ id, next: node.next }] : []));
  if (registers.length === 0) return facts;
  const users = usersOf(netlist);
  const dirty = new Uint8Array(nodes.length);
  const widenings = new Map<NodeId, number>();
  const update = (id: NodeId, now: Facts): boolean => {
    if (sameFacts(facts[id], now)) return false;
    facts[id] = now;
    for (const user of users[id]) dirty[user] = 1;
    return true;
  };
  const widened = (id: NodeId, next: NodeId, round: number): Facts => {
    const count = widenings.get(id) ?? 0;
    return round >= ROUNDS || count >= WIDENINGS ? anything(nodes[id].width) : either(facts[id], facts[next]);
  };
  for (let round = 0, moving = true; moving; round++) {
    moving = false;
    for (const { id, next } of registers) {
      if (round < ROUNDS && sameFacts(either(facts[id], facts[next]), facts[id])) continue;
      if (!update(id, widened(id, next, round))) continue;
      widenings.set(id, (widenings.get(id) ?? 0) + 1);
      moving = true;
    }
    for (let id = 0; moving && id < nodes.length; id++) {
      if (!dirty[id]) continue;
      dirty[id] = 0;
      if (nodes[id].op !== 'reg') update(id, transfer(nodes[id], nodes, factsOf));
    }
  }
  return facts;
}

/** Nodes whose facts a node's facts enter: its readers, and the muxes that ask it through a comparison. */
function usersOf({ nodes }: Netlist): NodeId[][] {
  const users: NodeId[][] = nodes.map(() => []);
  for (const [id, node] of nodes.entries()) {
    for (const arg of node.args) users[arg].push(id);
    if (node.op !== 'mux') continue;
    let condition = nodes[node.args[0]];
    while (condition.op === 'not') condition = nodes[condition.args[0]];
    for (const arg of condition.args) users[arg].push(id);
  }
  return users;
}
