import { type NetDesign, topOf } from '../netlist/netlist.ts';
import { compileJs } from './compile.ts';
import type { GoldenModel } from './golden.ts';
import { compileWasm } from './wasm/compile.ts';

/** Nodes of a flat netlist up to which it is compiled as one program, however many of them are copies. */
const LARGEST_FLAT = 50_000;

/**
 * The golden model at the best speed that the design allows: WebAssembly, or JavaScript for words of more than 64 bits. Where
 * modules with many instances make the flat netlist large, they are functions that are called.
 */
export function goldenModel(design: NetDesign): GoldenModel {
  const flat = flatSize(design);
  const written = design.modules.reduce((sum, { nodes }) => sum + nodes.length, 0);
  if (flat > LARGEST_FLAT && flat > 2 * written) return compileJs(design, 'calls');
  return compileWasm(design) ?? compileJs(design);
}

/** Nodes of the flat netlist. */
function flatSize(design: NetDesign): number {
  const sizes = new Map<string, number>();
  for (const { name, nodes } of design.modules) {
    const size = nodes.reduce((sum, n) => sum + (n.op === 'instance' ? (sizes.get(n.module) as number) : 1), 0);
    sizes.set(name, size);
  }
  return sizes.get(topOf(design).name) as number;
}
