import { expect, it } from 'vitest';
import { interpret } from '../../../golden/interpreter.ts';
import { type Net, NetBuilder } from '../../../netlist/builder.ts';
import type { NetDesign } from '../../../netlist/netlist.ts';
import { verifyNetDesign } from '../../../netlist/verify.ts';
import { TARGET_DEVICES } from '../../targets.ts';
import { splitLong } from './index.ts';

type Case = readonly [name: string, widths: readonly number[], build: (b: NetBuilder, ...inputs: Net[]) => Net];

const CASES: readonly Case[] = [
  ['add', [6, 6], (b, x, y) => b.add(x, y)],
  ['sub', [6, 6], (b, x, y) => b.sub(x, y)],
  ['neg', [9], (b, x) => b.neg(x)],
  ['ltu', [6, 6], (b, x, y) => b.ltu(x, y)],
  ['lts', [6, 6], (b, x, y) => b.lts(x, y)],
  ['lts of one bit', [1, 1], (b, x, y) => b.lts(x, y)],
  ['eq', [6, 6], (b, x, y) => b.eq(x, y)],
  ['redand', [11], (b, x) => b.redand(x)],
  ['redor', [10], (b, x) => b.redor(x)],
  ['redxor', [11], (b, x) => b.redxor(x)],
  ...(['shl', 'shru', 'shrs'] as const).flatMap((op): Case[] => [
    [op, [7, 4], (b, x, n) => b[op](x, n)],
    [`${op} of one bit`, [1, 3], (b, x, n) => b[op](x, n)],
    [`${op} by few bits`, [9, 2], (b, x, n) => b[op](x, n)],
  ]),
  [
    'rom',
    [7],
    (b, x) =>
      b.rom(
        x,
        9,
        Array.from({ length: 101 }, (_, i) => BigInt((i * 373) % 512)),
      ),
  ],
  ...(['mulu', 'muls'] as const).flatMap((op): Case[] => [
    [op, [4, 5], (b, x, y) => b[op](x, y)],
    [`${op}, low bits`, [4, 5], (b, x, y) => b[op](x, y, 6)],
    [`${op}, one bit`, [1, 6], (b, x, y) => b[op](x, y)],
    ...[0, 1, -1, 2, 21, -21, 31, -32].map((c): Case => [`${op} by ${c}`, [8], (b, x) => b[op](x, b.const(6, c))]),
    [`${op} of a constant, low bits`, [8], (b, x) => b[op](b.const(5, 13), x, 6)],
  ]),
];

/** Every word of each input. */
function allRows(widths: readonly number[]): bigint[][] {
  return widths.reduce<bigint[][]>(
    (rows, width) => rows.flatMap((row) => Array.from({ length: 2 ** width }, (_, word) => [...row, BigInt(word)])),
    [[]],
  );
}

it.each(CASES)('%s in parts is the whole, on every input', (_, widths, build) => {
  const b = new NetBuilder();
  b.output('y', b.named(build(b, ...widths.map((w, i) => b.input(`x${i}`, w))), 'result'));
  const netlist = b.finish('whole');
  const whole: NetDesign = { modules: [netlist] };
  const rows = allRows(widths);
  const due = rows.map((row) => interpret(whole).step(row));
  for (const [device, dsp] of [
    ['ice40', false],
    ['xc7', false],
    ['xc7', true],
  ] as const)
    for (const carryBits of [3, 5]) {
      const small = { ...TARGET_DEVICES[device], dsp: { cell: 'small', a: 4, b: 3 } };
      const parts = splitLong(netlist, { device: small, levels: 1, carryBits, dsp }, () => true);
      verifyNetDesign({ modules: [parts] });
      const model = interpret({ modules: [parts] });
      expect(rows.map((row) => model.step(row))).toEqual(due);
      for (const node of parts.nodes)
        if (node.op === 'add' || node.op === 'sub' || node.op === 'neg')
          expect(node.width).toBeLessThanOrEqual(carryBits);
    }
});
