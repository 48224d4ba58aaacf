import { lateOperands, type Netlist, type NetNode, type NodeId } from '../netlist.ts';
import { copy, rewrite } from '../rewrite.ts';

/** Rounds in which registers that became equal may make others equal: shared delay lines fold one stage a round. */
const ROUNDS = 32;

/** Merges nodes that compute the same word from the same operands (value numbering). Instances are kept apart. */
export function shareEqual(netlist: Netlist): Netlist {
  let current = netlist;
  for (let round = 0; round < ROUNDS; round++) {
    const shared = shareOnce(current);
    const settled = registersOf(shared) === registersOf(current);
    current = shared;
    if (settled) break;
  }
  return current;
}

function shareOnce(netlist: Netlist): Netlist {
  const known = new Map<string, NodeId>();
  const tables = new TableNumbers();
  return rewrite(netlist, (out) => (node) => {
    const key = keyOf(node, tables);
    const found = key === undefined ? undefined : known.get(key);
    if (found !== undefined) return found;
    const id = copy(node, out);
    if (key !== undefined) known.set(key, id);
    return id;
  });
}

function registersOf(netlist: Netlist): number {
  return netlist.nodes.reduce((count, node) => count + (node.op === 'reg' ? 1 : 0), 0);
}

/** Equal keys mean equal words; undefined for what is never merged. */
function keyOf(node: NetNode, tables: TableNumbers): string | undefined {
  const { op, width, args } = node;
  switch (op) {
    case 'input':
    case 'instance':
      return undefined;
    case 'const':
      return `const ${width} ${node.value}`;
    case 'add':
    case 'and':
    case 'or':
    case 'xor':
    case 'eq': // commutative
      return `${op} ${width} ${Math.min(...args)} ${Math.max(...args)}`;
    case 'mulu':
    case 'muls':
      return `${op} ${width} ${Math.min(...args)} ${Math.max(...args)} ${node.dsp === true}`;
    case 'slice':
      return `slice ${width} ${args[0]} ${node.lo}`;
    case 'rom':
      return `rom ${width} ${args[0]} ${tables.of(node.table)}`;
    case 'reg':
      return `reg ${width} ${node.init} ${node.next}`;
    case 'ram':
      return `ram ${width} ${node.depth} ${args[0]} ${lateOperands(node).join(' ')}`;
    case 'instance_output':
      return `instance_output ${args[0]} ${node.port}`;
    default:
      return `${op} ${width} ${args.join(' ')}`;
  }
}

/** Numbers for ROM contents: equal contents, equal numbers. */
class TableNumbers {
  readonly #byTable = new Map<readonly bigint[], number>();
  readonly #byContent = new Map<string, number>();

  of(table: readonly bigint[]): number {
    const known = this.#byTable.get(table);
    if (known !== undefined) return known;
    const content = table.map((word) => word.toString(36)).join();
    const number = this.#byContent.get(content) ?? this.#byContent.size;
    this.#byContent.set(content, number);
    this.#byTable.set(table, number);
    return number;
  }
}
