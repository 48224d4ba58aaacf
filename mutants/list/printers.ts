import type { Mutant } from '../mutant.ts';

const verilog = 'generators/backends/verilog/verilog.test.ts';
const icarus = 'the test bench passes';
const systemc = 'generators/backends/hls/systemc.test.ts';

export const PRINTERS: readonly Mutant[] = [
  {
    name: 'verilog-compares-unsigned',
    breaks: 'signed comparisons are printed without $signed',
    file: 'generators/backends/verilog/expression.ts',
    find: 'signed ? [asSigned(a), asSigned(b)] : [a, b]',
    replace: '[a, b]',
    test: verilog,
    only: icarus,
  },
  {
    name: 'verilog-slice-low',
    breaks: 'slices that do not begin at bit 0 begin one bit too low',
    file: 'generators/backends/verilog/expression.ts',
    find: 'const read = { signal: from.signal, lo: from.lo + lo, hi: from.lo + lo + width - 1 };',
    replace: `const at = from.lo + Math.max(0, lo - 1);
  const read = { signal: from.signal, lo: at, hi: at + width - 1 };`,
    test: verilog,
    only: icarus,
  },
  {
    name: 'verilog-concat-reversed',
    breaks: 'concatenations are printed with their least significant part first',
    file: 'generators/backends/verilog/expression.ts',
    find: "members.map((m) => m.text).join(', ')",
    replace: "members.map((m) => m.text).reverse().join(', ')",
    test: verilog,
    only: icarus,
  },
  {
    name: 'verilog-shift-amount-wraps',
    breaks: 'amounts too wide for Verilog become 0 where they are too large',
    file: 'generators/backends/verilog/expression.ts',
    find: 'conditional(tooLarge, literal(width, ones(width)), select(amount, 0, width))',
    replace: 'conditional(tooLarge, literal(width, 0n), select(amount, 0, width))',
    test: verilog,
    only: icarus,
  },
  {
    name: 'verilog-product-unsigned',
    breaks: 'signed products are printed without $signed',
    file: 'generators/backends/verilog/expression.ts',
    find: 'if (!signed) return low;',
    replace: 'if (!signed || signed) return low;',
    test: verilog,
    only: icarus,
  },
  {
    name: 'verilog-reset-word',
    breaks: 'registers are reset to 0, whatever their initial word',
    file: 'generators/backends/verilog/module.ts',
    find: 'v.literal(node.width, node.init).text',
    replace: 'v.literal(node.width, 0n).text',
    test: verilog,
    only: icarus,
  },
  {
    name: 'verilog-memory-ungated',
    breaks: 'memories are written also where the clock enable is 0',
    file: 'generators/backends/verilog/module.ts',
    find: '...(clockEnable === undefined ? [] : [v.signal(clockEnable, 1)]),',
    replace: '',
    test: verilog,
    only: icarus,
  },
  {
    name: 'hls-sign-lost',
    breaks: 'C++ of netlists extends signed words with zeros',
    file: 'generators/backends/hls/netlist-function.ts',
    find: 'return `${type}(${signed(0, node.width)})`;',
    replace: 'return `${type}(${a})`;',
    test: systemc,
    only: 'computes every netlist operation at any width',
  },
  {
    name: 'hls-shift-loses-sign',
    breaks: 'C++ of netlists shifts zeros into signed words where the amount is the width or more',
    file: 'generators/backends/hls/netlist-function.ts',
    find: '`${type}(${signed(0)} >> ${node.width - 1})`',
    replace: '`${type}(0)`',
    test: systemc,
    only: 'computes every netlist operation at any width',
  },
];
