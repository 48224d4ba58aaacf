/** Netlists for the tests of the printer: every operation at any width, state and hierarchy, and changed random ones. */
import { invariant } from '../../../diagnostics/diagnostic.ts';
import { type Net, NetBuilder } from '../../../netlist/builder.ts';
import type { NetDesign, NetNode } from '../../../netlist/netlist.ts';

/** Every combinational operation on words of one width, one output each. */
export function everyOperation(width: number): NetDesign {
  const b = new NetBuilder();
  const a = b.input('a', width, `fixed<${width},${width}>`);
  const c = b.input('c', width);
  const n = b.input('n', 9, 'shift amount');
  const wide = b.input('wide', 40);
  const s = b.input('s', 1);
  b.input('idle', 3, 'read by nothing');
  const half = Math.ceil(width / 2);
  const results: Record<string, Net> = {
    y_add: b.add(a, c),
    y_sub: b.sub(a, c),
    y_neg: b.neg(a),
    y_and: b.and(a, c),
    y_or: b.or(a, c),
    y_xor: b.xor(a, c),
    y_not: b.not(a),
    y_mulu: b.mulu(a, c),
    y_muls: b.muls(a, c),
    y_mulu_same: b.mulu(a, c, width),
    y_muls_same: b.muls(a, c, width),
    y_mulu_low: b.mulu(a, c, half),
    y_muls_low: b.muls(a, c, half),
    y_mulu_mixed: b.mulu(a, n, width + 5),
    y_muls_mixed: b.muls(n, a, width + 5),
    y_muls_odd: b.muls(b.slice(n, 2, 0), b.add(a, c), Math.min(5, width + 3)),
    y_mulu_nested: b.mulu(b.add(a, c), b.not(c)),
    y_eq: b.eq(a, c),
    y_ne: b.not(b.eq(a, c)),
    y_ltu: b.ltu(a, c),
    y_lts: b.lts(a, c),
    y_geu: b.not(b.ltu(a, c)),
    y_ges: b.not(b.lts(a, c)),
    y_ltu_zero: b.ltu(a, b.zero(width)),
    y_ltu_ones: b.ltu(b.ones(width), a),
    y_lts_lowest: b.lts(a, b.const(width, 1n << BigInt(width - 1))),
    y_lts_highest: b.not(b.lts(b.const(width, (1n << BigInt(width - 1)) - 1n), a)),
    y_lts_three: b.lts(b.const(width, 3), a),
    y_shl: b.shl(a, n),
    y_shru: b.shru(a, n),
    y_shrs: b.shrs(a, n),
    y_shl_wide: b.shl(a, wide),
    y_shru_wide: b.shru(a, wide),
    y_shrs_wide: b.shrs(a, wide),
    y_shl_two: b.shl(a, b.const(2, 2)),
    y_shru_past: b.shru(a, b.const(40, 2n ** 33n)),
    y_shrs_past: b.shrs(a, b.const(40, 2n ** 33n)),
    y_shrs_sum: b.shrs(b.add(a, c), b.slice(n, 2, 0)),
    y_mux: b.mux(s, a, c),
    y_mux_nested: b.mux(b.ltu(a, c), b.mux(s, b.sub(c, a), a), b.mux(b.not(s), b.neg(c), b.const(width, 1))),
    y_concat: b.concat(a, s, c, b.const(5, 19)),
    y_replicated: b.concat(s, s, s, b.msb(a), b.msb(a), a),
    y_slice: b.slice(a, width - 1, half - 1),
    y_bit_of_sum: b.bit(b.add(a, c), half - 1),
    y_slice_of_slice: b.slice(b.slice(b.xor(a, c), width - 1, half - 1), width - half, 0),
    y_slice_of_const: b.add(b.slice(b.const(width + 3, 0x1234567n), width, 1), a),
    y_zext: b.zext(a, width + 3),
    y_sext: b.sext(a, width + 3),
    y_sext_one: b.sext(a, width + 1),
    y_sext_sum: b.sext(b.add(a, c), width + 9),
    y_sext_equal: b.sext(b.eq(a, c), width),
    y_sum: b.add(b.sext(b.add(b.zext(a, width + 1), b.zext(c, width + 1)), width + 4), b.sext(a, width + 4)),
    y_chain: b.and(b.and(b.xor(a, c), b.or(a, b.not(c))), b.sub(b.sub(a, c), b.sub(c, a))),
    y_redand: b.redand(a),
    y_redor: b.redor(b.and(a, c)),
    y_redxor: b.xor(b.redxor(a), b.redand(b.not(c))),
    y_rom: b.rom(b.slice(n, 3, 0), width, [5n, -1n, 0n, 1n << BigInt(width - 1), 3n, 77n]),
    y_rom_again: b.rom(b.slice(n, 7, 4), width, [5n, -1n, 0n, 1n << BigInt(width - 1), 3n, 77n]),
    y_rom_full: b.rom(s, width, [1n, -2n]),
    y_rom_fixed: b.rom(b.const(2, 1), width, [1n, -1n]),
    y_const: b.const(width, 0xdeadbeefn),
    y_input: a,
    y_input_again: a,
  };
  const shared = b.named(b.sub(b.xor(a, c), a), 'wire', 'a name that is a keyword');
  results.y_shared = b.add(shared, b.not(shared));
  const partly = b.named(b.add(a, c), 'partly used; // "name" \n', 'note\nendmodule');
  results.y_partly = b.bit(partly, 0);
  b.named(b.add(a, a), 'dead');
  for (const [name, net] of Object.entries(results)) b.output(name, net);
  return { modules: [b.finish(`every_${width}`)] };
}

/** A multiply-accumulate unit with a saturated, rounded result: what a lowering makes of a dozen lines. */
export function accumulator(): NetDesign {
  const b = new NetBuilder();
  const sample = b.input('sample', 8, 'fixed<8,1>');
  const weight = b.input('weight', 8, 'fixed<8,3>');
  const clear = b.input('clear', 1, 'ufixed<1,1>');
  const acc = b.reg(20, 0n, 'acc', 'fixed<20,8>');
  const product = b.named(b.muls(sample, weight), 'product', 'fixed<16,4>');
  b.setNext(acc, b.mux(clear, b.zero(20), b.add(acc, b.sext(product, 20))));
  const rounded = b.named(b.add(b.sext(acc, 21), b.const(21, 8)), 'y_rounded');
  const kept = b.slice(rounded, 20, 4);
  const high = b.slice(kept, 16, 11);
  const fits = b.named(b.or(b.redand(high), b.not(b.redor(high))), 'y_fits');
  const limit = b.concat(b.msb(kept), b.sext(b.not(b.msb(kept)), 11));
  b.output('y', b.mux(fits, b.slice(kept, 11, 0), limit), 'fixed<12,4>');
  return { modules: [b.finish('accumulator')] };
}

/**
 * Memories in the forms that streams take: read into a register, read at once, and with addresses past the end. All are filled
 * first, for an unknown word is another one in every simulator.
 */
export function memories(): NetDesign {
  const b = new NetBuilder();
  const pixel = b.input('pixel', 12, 'fixed<12,4>');
  const [write, at, from] = [b.input('write', 1), b.input('at', 5), b.input('from', 5)];
  const cycle = b.reg(6, 0n, 'cycle');
  const filled = b.named(b.msb(cycle), 'filled');
  b.setNext(cycle, b.add(cycle, b.zext(b.not(filled), 6)));
  const enable = b.named(b.or(write, b.not(filled)), 'store');
  const place = b.named(b.mux(filled, at, b.slice(cycle, 4, 0)), 'place');
  const word = b.named(b.mux(filled, pixel, b.zero(12)), 'word');
  const shown = (net: Net) => b.mux(filled, net, b.zero(net.width));

  const lines = b.ram(12, 32, from, 'lines', 'fixed<12,4>');
  b.setWrite(lines, enable, place, word);
  const read = b.reg(12, undefined, 'lines_read');
  b.setNext(read, lines);
  const warm = b.reg(1, 0n, 'warm');
  b.setNext(warm, filled);
  b.output('delayed', b.mux(warm, read, b.zero(12)));

  const unnamed = b.ram(5, 32, place);
  b.setWrite(unnamed, b.const(1, 1), b.not(place), b.add(b.slice(word, 4, 0), place));
  b.output('sums', shown(unnamed));
  b.output('top', shown(b.msb(unnamed)));

  for (const depth of [1, 3, 16, 20]) {
    const short = b.ram(2, depth, b.xor(from, at), `short_${depth}`);
    b.setWrite(short, enable, place, b.slice(b.mulu(word, word), 9, 8));
    b.output(`read_${depth}`, shown(short));
    const fixed = b.ram(1, depth, b.const(5, 1), `fixed_${depth}`);
    b.setWrite(fixed, enable, place, b.redxor(word));
    b.output(`second_${depth}`, shown(fixed));
  }
  return { modules: [b.finish('memories')] };
}

/** Registers, and modules within modules, some used twice and some with an output that nothing reads. */
export function hierarchical(): NetDesign {
  const tap = new NetBuilder();
  const x = tap.input('x', 8, 'fixed<8,1>');
  const sum = tap.input('sum', 20);
  const held = tap.reg(8, 0n, undefined, 'fixed<8,1>');
  tap.setNext(held, x);
  tap.output('x_next', held);
  tap.output('sum_next', tap.add(sum, tap.sext(tap.named(tap.muls(held, tap.const(8, 0x9d)), 'product'), 20)));
  const tapModule = tap.finish('tap');

  const gray = new NetBuilder();
  const word = gray.input('word', 8);
  gray.output('code', gray.xor(word, gray.shru(word, gray.const(1, 1))));
  gray.output('odd', gray.redxor(word));
  const grayModule = gray.finish('gray');

  const b = new NetBuilder();
  const input = b.input('address', 8, 'fixed<8,1>');
  const enable = b.input('on', 1);
  const first = b.instance(
    tapModule,
    'first',
    new Map([
      ['x', input],
      ['sum', b.zero(20)],
    ]),
  );
  const second = b.instance(
    tapModule,
    'second',
    new Map([
      ['x', first.get('x_next')!],
      ['sum', first.get('sum_next')!],
    ]),
  );
  const coded = b.instance(grayModule, 'always', new Map([['word', b.not(input)]]));
  const count = b.reg(5, 7n, 'count', 'uint5');
  b.setNext(count, b.mux(enable, b.add(count, b.const(5, 1)), count));
  const delayed = [b.reg(8, 0x80n), b.reg(8, 1n), b.reg(1, 1n)];
  b.setNext(delayed[0], coded.get('code')!);
  b.setNext(delayed[1], delayed[0]);
  b.setNext(delayed[2], b.bit(delayed[1], 3));
  b.output('y', second.get('sum_next')!);
  b.output('y_again', second.get('sum_next')!);
  b.output('last', delayed[2]);
  b.output('entry', b.rom(b.slice(count, 2, 0), 4, [1n, 9n, 15n]));
  return { modules: [tapModule, grayModule, b.finish('filter')] };
}

/**
 * The design without constants: each becomes an input. Verilator warns of what constants make of a comparison or a shift;
 * the passes fold that before anything is printed, a random netlist still has it.
 */
export function withoutConstants({ modules }: NetDesign): NetDesign {
  invariant(modules.length === 1, 'a module that is instantiated keeps its ports');
  const [module] = modules;
  const inputs = [...module.inputs];
  const nodes = module.nodes.map((node, id): NetNode => {
    if (node.op !== 'const') return node;
    inputs.push({ name: `k${id}`, width: node.width, node: id });
    return { op: 'input', name: `k${id}`, width: node.width, args: [] };
  });
  return { modules: [{ ...module, inputs, nodes }] };
}

export function renamed({ modules }: NetDesign, prefix: string): NetDesign {
  const name = (module: string) => `${prefix}_${module}`;
  return {
    modules: modules.map((module) => ({
      ...module,
      name: name(module.name),
      nodes: module.nodes.map((n) => (n.op === 'instance' ? { ...n, module: name(n.module) } : n)),
    })),
  };
}
