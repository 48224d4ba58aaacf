import type { Mutant } from '../mutant.ts';

const test = 'test/streams-bench.test.ts';
const bench = (design: string) => `-Wall says nothing of ${design}, and its bench passes`;

export const INTERFACES: readonly Mutant[] = [
  {
    name: 'interface-row-lost-on-stall',
    breaks: 'valid bits move on while the receiver stalls',
    file: 'generators/passes/interface/core.ts',
    find: 'advance ? b.mux(advance, words[k], register) : words[k]',
    replace: 'words[k]',
    test,
    only: bench('ready: a stateless one, latency 4'),
  },
  {
    name: 'interface-state-moves-in-gaps',
    breaks: 'state takes a new value in cycles without a row, too',
    file: 'generators/passes/interface/core.ts',
    find: "next: nodes.push({ op: 'mux', width: node.width, args }) - 1 };",
    replace: 'next };',
    test,
    only: bench('ready: one with state, latency 3'),
  },
  {
    name: 'interface-slice-forgets',
    breaks: 'the second row of a register slice is lost when the receiver comes back',
    file: 'generators/passes/interface/slice.ts',
    find: 'b.mux(leaves, b.or(spilled, input.valid), valid)',
    replace: 'b.mux(leaves, input.valid, valid)',
    test,
    only: bench('axis: a stateless one, latency 4'),
  },
  {
    name: 'interface-slice-order',
    breaks: 'a row that waits in a register slice is overtaken by the next one',
    file: 'generators/passes/interface/slice.ts',
    find: 'b.mux(leaves, b.mux(spilled, spill, input.data), data)',
    replace: 'b.mux(leaves, input.data, data)',
    test,
    only: bench('axis: a stateless one, latency 4'),
  },
  {
    name: 'interface-padding',
    breaks: 'signed words in AXI4-Stream are padded with zeros',
    file: 'generators/passes/interface/packing.ts',
    find: "b.extend(words.get(port) as Net, width + padding, fill === 'sign')",
    replace: 'b.zext(words.get(port) as Net, width + padding)',
    test: 'test/streams.test.ts',
    only: 'iverilog axis one with state, latency 3',
  },
  {
    name: 'interface-beats-reversed',
    breaks: 'a simulation sends the last elements of a tensor first',
    file: 'cosim/stream/beats.ts',
    find: 'lo: (k % beats) * width,',
    replace: 'lo: (beats - 1 - (k % beats)) * width,',
    test: 'cosim/stream/layout.test.ts',
    only: 'rows of several beats: the low bits go first, and tlast ends the row',
  },
  {
    name: 'interface-row-goes-on-after-reset',
    breaks: 'a row that a reset cut off is continued where it stopped',
    file: 'cosim/stream/driver.ts',
    find: 'sent -= sent % inBeats;',
    replace: 'sent -= 0;',
    test: 'test/streams-beats.test.ts',
    only: 'in the netlist itself total, ready',
  },
  {
    name: 'interface-bench-beats-reversed',
    breaks: 'the vector file of an emitted bench has the last elements of a tensor first',
    file: 'generators/backends/verilog/bench-rows.ts',
    find: 'row[p] >> BigInt(k * width)',
    replace: 'row[p] >> BigInt((beats - 1 - k) * width)',
    test: 'test/streams-beats.test.ts',
    only: 'no warning, and fold, ready passes',
  },
];
