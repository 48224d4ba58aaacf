import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InternalError } from '../diagnostics/diagnostic.ts';
import { arbitraryDesign } from './arbitrary.ts';
import { NetBuilder } from './builder.ts';
import type { NetDesign, Netlist, NetNode } from './netlist.ts';
import { verifyNetDesign, verifyNetlist } from './verify.ts';

/** A valid design with every rule to break: two modules, state, a ROM, a memory. */
function sample(): NetDesign {
  const c = new NetBuilder();
  const a = c.input('a', 4);
  c.output('q', c.named(c.not(a), 'inverted'));
  const child = c.finish('child');
  const b = new NetBuilder();
  const [x, y] = [b.input('x', 4), b.input('y', 4)];
  const r = b.reg(4, 3n, 'r');
  const sum = b.named(b.add(x, r), 'sum');
  b.setNext(r, sum);
  const q = b.instance(child, 'u', new Map([['a', y]])).get('q');
  b.output('o', b.mux(b.lts(x, y), b.rom(x, 4, [1n, 2n]), b.slice(b.concat(sum, q ?? x), 5, 2)));
  const memory = b.ram(4, 10, x, 'lines');
  b.setWrite(memory, b.msb(y), sum, y);
  b.output('stored', memory);
  return { modules: [child, b.finish('top')] };
}

/** The sample with the first node of this operation of the top changed. */
function broken(op: NetNode['op'], change: object, more: Partial<Netlist> = {}): NetDesign {
  const [child, top] = sample().modules;
  const id = top.nodes.findIndex((n) => n.op === op);
  const nodes = top.nodes.map((n, i) => (i === id ? ({ ...n, ...change } as NetNode) : n));
  return { modules: [child, { ...top, nodes, ...more }] };
}

const { modules } = sample();
const [child, top] = modules;
const out = top.outputs[0];

describe('verify', () => {
  it('passes what the builder makes', () => {
    verifyNetDesign(sample());
    fc.assert(
      fc.property(arbitraryDesign({ unreset: true, memories: 'uncleared' }), (design) => verifyNetDesign(design)),
      { seed: 5, numRuns: 200 },
    );
  });

  it.each<[string, NetDesign, RegExp]>([
    ['an unknown operation', broken('add', { op: 'plus' }), /top, node %3 \(plus sum\): there is no operation plus/],
    ['a fractional width', broken('slice', { width: 1.5 }), /width 1.5/],
    ['width 0', broken('slice', { width: 0 }), /width 0 is out of range/],
    ['an instance with a width', broken('instance', { width: 1 }), /width 1 is out of range/],
    ['a wrong arity', broken('add', { args: [0] }), /takes 2 operands, has 1/],
    ['an operand that follows', broken('add', { args: [0, 3] }), /operand %3 does not precede/],
    ['an instance as operand', broken('rom', { args: [4] }), /instances are read through instance_output/],
    ['operands of other widths', broken('mux', { width: 5 }), /operands of 4, 4 bits where 5 are due/],
    ['a wide comparison', broken('lts', { width: 2 }), /a result of 2 bits where 1 is due/],
    ['a wide select', broken('mux', { args: [0, 0, 0] }), /operands of 4 bits where 1 are due/],
    ['a concat of another sum', broken('concat', { width: 9 }), /the parts have 8 bits, the result 9/],
    ['a slice past the top', broken('slice', { lo: 5 }), /bits 8..5 of 8/],
    ['a ROM that is too long', broken('rom', { table: new Array(17).fill(0n) }), /17 words for 4 address bits/],
    ['a ROM word that is too wide', broken('rom', { table: [16n] }), /16 does not fit/],
    ['a register without next', broken('reg', { next: -1 }), /the next value is not set/],
    ['a next value of another width', broken('reg', { next: 6 }), /the next value has 1 bits, the register 4/],
    ['an initial value out of range', broken('reg', { init: 16n }), /16 does not fit/],
    ['a memory without a write', broken('ram', { data: -1 }), /what is written is not set/],
    ['a write enable of 4 bits', broken('ram', { enable: 0 }), /the enable has 4 bits/],
    ['data of another width', broken('ram', { width: 5 }), /the data has 4 bits, the memory 5/],
    ['a memory that is too deep', broken('ram', { depth: 17 }), /17 words for 4 address bits/],
    ['a memory of half a word', broken('ram', { depth: 0.5 }), /0.5 words for 4 address bits/],
    ['a narrow write address', broken('ram', { writeAddress: 6 }), /10 words for 1 address bits/],
    ['an instance of nothing', broken('instance', { module: 'no' }), /there is no module no before/],
    ['an instance with other ports', broken('instance', { ports: ['b'] }), /the ports of child are \(a\)/],
    ['an output that is not there', broken('instance_output', { port: 'z' }), /child has no output z/],
    ['an input that is no port', broken('add', {}, { inputs: top.inputs.slice(1) }), /every input node is a port/],
    ['an input of another width', broken('input', { width: 5 }), /node %3.* operands of 5, 4 bits/],
    [
      'an output of another width',
      broken('add', {}, { outputs: [{ ...out, width: 5 }] }),
      /output port o and its node/,
    ],
    ['two ports of one name', broken('add', {}, { outputs: [{ ...out, name: 'x' }] }), /two ports are called x/],
    ['a name given twice', broken('add', { name: 'r' }), /the name r is taken/],
    ['a node called like a port', broken('add', { name: 'o' }), /the name o is taken/],
    ['state denied', broken('add', {}, { sequential: false }), /sequential is false, but state is held/],
    ['a module given twice', { modules: [child, child, top] }, /module names are unique/],
    ['a parent before its child', { modules: [top, child] }, /there is no module child before/],
    ['no module', { modules: [] }, /at least one module/],
  ])('%s', (_, design, message) => {
    expect(() => verifyNetDesign(design)).toThrow(InternalError);
    expect(() => verifyNetDesign(design)).toThrow(message);
  });

  it('checks one netlist beside its siblings', () => {
    expect(() => verifyNetlist(top, new Map())).toThrow(/no module child/);
    verifyNetlist(top, new Map([['child', child]]));
  });
});
