import type { NetNode } from '../../netlist/netlist.ts';

/** The operations of a netlist, as word-level hardware. Bits are result bits unless it says otherwise. */
export interface OperatorCounts {
  /** Adders, subtractors and negations. */
  readonly adders: Amount;
  readonly multipliers: readonly MultiplierCount[];
  /** Comparisons for order and for equality; bits are those of one operand. */
  readonly comparators: Amount;
  readonly muxes: Amount;
  /** Shifts by an amount that is not constant. */
  readonly shifters: Amount;
  readonly roms: Words;
  readonly memories: Words;
  /** Bitwise logic and reductions; a reduction counts the bits that it takes in. */
  readonly logicBits: number;
  readonly registers: Amount;
}

export interface Amount {
  readonly count: number;
  readonly bits: number;
}

/** Tables or memories: all their words and bits. */
export interface Words {
  readonly count: number;
  readonly words: number;
  readonly bits: number;
}

/** Multipliers of one shape. */
export interface MultiplierCount {
  /** Operand widths, the wider first. */
  readonly operands: readonly [number, number];
  readonly signed: boolean;
  /** Whether one operand is a constant. */
  readonly constant: boolean;
  readonly count: number;
}

/** Of some nodes of a netlist; operands are looked up in `all` of it. */
export function countOperators(nodes: readonly NetNode[], all: readonly NetNode[]): OperatorCounts {
  const constant = (id: number) => all[id].op === 'const';
  const argWidth = (node: NetNode) => all[node.args[0]].width;
  const amount = (bitsOf: (node: NetNode) => number, ...ops: NetNode['op'][]): Amount => {
    const found = nodes.filter((n) => ops.includes(n.op));
    return { count: found.length, bits: found.reduce((sum, n) => sum + bitsOf(n), 0) };
  };
  const width = (node: NetNode) => node.width;
  const words = (depthOf: (node: NetNode) => number | undefined): Words => {
    const found = nodes.flatMap((node) => {
      const depth = depthOf(node);
      return depth === undefined ? [] : [{ depth, bits: depth * node.width }];
    });
    return { count: found.length, words: sumOf(found, (f) => f.depth), bits: sumOf(found, (f) => f.bits) };
  };
  const shifters = nodes.filter((n) => /^(shl|shru|shrs)$/.test(n.op) && !constant(n.args[1]));
  const multipliers = nodes.filter((n) => n.op === 'mulu' || n.op === 'muls');
  return {
    adders: amount(width, 'add', 'sub', 'neg'),
    multipliers: mergeMultipliers(
      multipliers.map((node) => {
        const [a, b] = node.args.map((arg) => all[arg].width);
        const operands = [Math.max(a, b), Math.min(a, b)] as const;
        return { operands, signed: node.op === 'muls', constant: node.args.some(constant), count: 1 };
      }),
    ),
    comparators: amount(argWidth, 'eq', 'ltu', 'lts'),
    muxes: amount(width, 'mux'),
    shifters: { count: shifters.length, bits: shifters.reduce((sum, n) => sum + n.width, 0) },
    roms: words((n) => (n.op === 'rom' ? n.table.length : undefined)),
    memories: words((n) => (n.op === 'ram' ? n.depth : undefined)),
    logicBits: amount(width, 'and', 'or', 'xor', 'not').bits + amount(argWidth, 'redand', 'redor', 'redxor').bits,
    registers: amount(width, 'reg'),
  };
}

/** The counts of several modules together, each as often as it says. */
export function sumOperators(
  parts: readonly { readonly counts: OperatorCounts; readonly times: number }[],
): OperatorCounts {
  const total = (pick: (counts: OperatorCounts) => number) => sumOf(parts, (p) => pick(p.counts) * p.times);
  const amount = (key: 'adders' | 'comparators' | 'muxes' | 'shifters' | 'registers'): Amount => ({
    count: total((c) => c[key].count),
    bits: total((c) => c[key].bits),
  });
  const words = (key: 'roms' | 'memories'): Words => ({
    count: total((c) => c[key].count),
    words: total((c) => c[key].words),
    bits: total((c) => c[key].bits),
  });
  return {
    adders: amount('adders'),
    multipliers: mergeMultipliers(
      parts.flatMap(({ counts, times }) => counts.multipliers.map((m) => ({ ...m, count: m.count * times }))),
    ),
    comparators: amount('comparators'),
    muxes: amount('muxes'),
    shifters: amount('shifters'),
    roms: words('roms'),
    memories: words('memories'),
    logicBits: total((c) => c.logicBits),
    registers: amount('registers'),
  };
}

/** One entry for each shape, the largest first. */
function mergeMultipliers(all: readonly MultiplierCount[]): MultiplierCount[] {
  const shapes = new Map<string, MultiplierCount>();
  for (const m of all) {
    const key = JSON.stringify([m.operands, m.signed, m.constant]);
    shapes.set(key, { ...m, count: m.count + (shapes.get(key)?.count ?? 0) });
  }
  return [...shapes.values()].sort((x, y) => y.operands[0] - x.operands[0] || y.operands[1] - x.operands[1]);
}

function sumOf<T>(items: readonly T[], pick: (item: T) => number): number {
  return items.reduce((sum, item) => sum + pick(item), 0);
}
