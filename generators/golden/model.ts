import type { NetDesign } from '../netlist/netlist.ts';
import { compileJs } from './compile.ts';
import type { GoldenModel } from './golden.ts';
import { compileWasm } from './wasm/compile.ts';

/** The golden model at the best speed that the design allows: WebAssembly, or JavaScript for words of more than 64 bits. */
export function goldenModel(design: NetDesign): GoldenModel {
  return compileWasm(design) ?? compileJs(design);
}
