import { type NetDesign, topOf } from '../netlist/netlist.ts';
import { compileJs } from './compile.ts';
import type { GoldenModel } from './golden.ts';
import { compileWasm } from './wasm/compile.ts';

/** Nodes of a flat netlist up to which it is worth compiling as one program: V8 takes about 10 s for ten times as many. */
const LARGEST_FLAT = 50_000;

/**
 * The golden model at the best speed that the design allows: WebAssembly, or JavaScript for words of more than 64 bits. Where
 * modules with many instances make the flat netlist large, they are functions that are called.
 */
export function goldenModel(design: NetDesign): GoldenModel {
  if (flatSize(design) > LARGEST_FLAT) return compileJs(design, 'calls');
  return compileWasm(design) ?? compileJs(design);
}

/** Nodes of the flat netlist. */
function flatSize(design: NetDesign): number {
  const sizes = new Map<string, number>();
  for (const { name, nodes } of design.modules) {
    const of = nodes.map((node) => (node.op === 'instance' ? (sizes.get(node.module) as number) : 1));
    sizes.set(
      name,
      of.reduce((sum, size) => sum + size, 0),
    );
  }
  return sizes.get(topOf(design).name) as number;
}
