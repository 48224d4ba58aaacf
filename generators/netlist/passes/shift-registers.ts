import { type Link, linesOf } from '../lines.ts';
import type { Netlist, NodeId } from '../netlist.ts';
import { copy, type Rewriter, rewrite } from '../rewrite.ts';
import { dropDead } from './dead.ts';

/**
 * Delay lines without a reset of their own, where LUTs hold shift registers of `depth` bits. A counter of the rows since the reset
 * stands in for it: until the line is full of them, zeros are read in its stead. Results are the same in every cycle, and
 * the reset reaches the few bits of the counter alone, which lines of one length share. Lines stay as they are where this saves
 * fewer than two flip-flops for a LUT.
 */
export function shiftRegisters(netlist: Netlist, depth: number): Netlist {
  const { nodes } = netlist;
  const lines = linesOf(netlist).filter(
    (line) => line[0].reset !== undefined && pays(line, nodes[line[0].register].width, depth),
  );
  if (lines.length === 0) return netlist;
  const links = new Map(lines.flatMap((line) => line.map((link) => [link.register, link])));
  const ends = new Map(lines.map((line) => [line[line.length - 1].register, line]));
  const waiting = new Map(lines.map((line) => [line[line.length - 1].next, line[line.length - 1]]));
  const changed = rewrite(netlist, (out) => {
    const words: NodeId[] = [];
    const own = new Map<NodeId, NodeId>();
    const counters = new Counters(out, netlist, words);
    return (node, id) => {
      const link = links.get(id);
      const last = waiting.get(id);
      // Where a line waits, its end takes its own word again: zeros would do, but no shift register takes those.
      if (last?.enable !== undefined) node = { ...node, args: [node.args[0], node.args[1], own.get(last.register)!] };
      words[id] = link ? out.register(node.width, undefined, link.next) : copy(node, out);
      const line = ends.get(id);
      if (!line) return words[id];
      own.set(id, words[id]);
      const args = [counters.filled(line), words[id], out.const(node.width, 0n)];
      const read = out.add({ op: 'mux', width: node.width, args });
      const core = words[id];
      words[id] = read;
      return { word: read, core, lo: 0 };
    };
  });
  // Choices that only brought zeros.
  return dropDead(changed);
}

/** Flip-flops saved, against LUTs for the shift registers, for the zeros and for the counter. */
function pays(line: readonly Link[], width: number, depth: number): boolean {
  const counter = bitsFor(line.length);
  const luts = width * (Math.ceil(line.length / depth) + 1) + counter + 1;
  return line.length * width - counter >= 2 * luts;
}

/** Counters of the rows since a reset, up to a number that stays; each is made once. */
class Counters {
  readonly #out: Rewriter;
  readonly #words: readonly NodeId[];
  readonly #nodes: Netlist['nodes'];
  readonly #names: Set<string>;
  readonly #made = new Map<string, NodeId>();

  /** `words`: the new word of each old node, known when the registers are connected. */
  constructor(out: Rewriter, { nodes, inputs, outputs }: Netlist, words: readonly NodeId[]) {
    this.#out = out;
    this.#nodes = nodes;
    this.#words = words;
    this.#names = new Set([...nodes.flatMap((n) => n.name ?? []), ...[...inputs, ...outputs].map((p) => p.name)]);
  }

  /** 1 where as many rows have come since the reset as the line holds. */
  filled(line: readonly Link[]): NodeId {
    const { reset, enable, register } = line[line.length - 1];
    const key = `${line.length} ${reset} ${enable}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const out = this.#out;
    const width = bitsFor(line.length);
    const count = out.register(width, reset === 'port' ? 0n : undefined, register, () => {
      const more = out.add({ op: 'add', width, args: [count, out.const(width, 1n)] });
      const choose = (select: NodeId, one: NodeId, zero: NodeId) =>
        out.add({ op: 'mux', width, args: [select, one, zero] });
      let next = choose(filled, count, more);
      if (enable !== undefined) next = choose(this.#words[enable], next, count);
      return typeof reset === 'number' ? choose(this.#words[reset], out.const(width, 0n), next) : next;
    });
    const filled = out.add({ op: 'eq', width: 1, args: [count, out.const(width, BigInt(line.length))] });
    const base = this.#nodes[register].name ?? 'line';
    this.#name(count, `${base}_rows`);
    this.#name(filled, `${base}_filled`);
    this.#made.set(key, filled);
    return filled;
  }

  #name(id: NodeId, wanted: string): void {
    let name = wanted;
    for (let n = 2; this.#names.has(name); n++) name = `${wanted}_${n}`;
    this.#names.add(name);
    this.#out.nodes[id] = { ...this.#out.nodes[id], name };
  }
}

function bitsFor(n: number): number {
  return n.toString(2).length;
}
