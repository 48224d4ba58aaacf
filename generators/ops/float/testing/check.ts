/** A float lowering, compiled and compared with the mathematics. */
import type { Direction } from '../../../exact/encode-float.ts';
import { decode } from '../../../exact/decode.ts';
import { encodeExact } from '../../../exact/encode.ts';
import { roundFloat } from '../../../exact/float/round.ts';
import type { Outcome } from '../../../exact/float/values.ts';
import type { ExactScalar } from '../../../exact/value.ts';
import { nanWord } from '../../../formats/float-codes.ts';
import { type FloatFormat, widthOf } from '../../../formats/format.ts';
import { formatName } from '../../../formats/name.ts';
import { compileJs } from '../../../golden/compile.ts';
import { packRows, unpackRows } from '../../../golden/packing.ts';
import { type Net, NetBuilder } from '../../../netlist/builder.ts';
import type { NetDesign } from '../../../netlist/netlist.ts';
import { optimise } from '../../../netlist/passes/index.ts';
import { verifyNetDesign } from '../../../netlist/verify.ts';
import type { FloatUse } from '../use.ts';

export type FloatLowering = (b: NetBuilder, args: readonly Net[], use: FloatUse) => Net;
/** The exact result of exact operands, with the exceptions of the operation itself. */
export type Meaning = (args: readonly ExactScalar[], rounding: Direction) => Outcome;

/** The operator as a module with inputs x0, x1, ... and output y. */
export function moduleOf(lower: FloatLowering, use: FloatUse, random = 0): NetDesign {
  const b = new NetBuilder();
  const nets = use.args.map((f, i) => b.input(`x${i}`, widthOf(f)));
  if (use.attrs.round === 'SR') nets.push(b.input('random', random));
  b.output('y', lower(b, nets, use));
  const design = { modules: [b.finish('dut')] };
  verifyNetDesign(design);
  return optimise(design);
}

/** The first few rows on which hardware and meaning differ, as text; empty where there are none. */
export function differences(
  lower: FloatLowering,
  meaning: Meaning,
  use: FloatUse,
  rows: readonly (readonly bigint[])[],
  random = 0,
): string[] {
  const model = compileJs(moduleOf(lower, use, random));
  const results = unpackRows(model.outputs, model.run(packRows(model.inputs, rows), rows.length), rows.length);
  const wrong: string[] = [];
  for (const [i, row] of rows.entries()) {
    const expected = wordOf(meaning, use, row, random);
    if (results[i][0] === expected) continue;
    const operands = use.args.map((f, k) => `${row[k].toString(16)} (${decode(row[k], f)})`);
    wrong.push(`${operands.join(', ')}: ${results[i][0].toString(16)}, not ${expected.toString(16)}`);
    if (wrong.length === 5) break;
  }
  return wrong.map((line) => `${useName(use)}: ${line}`);
}

function wordOf(meaning: Meaning, use: FloatUse, row: readonly bigint[], bits: number): bigint {
  const { round, overflow, give } = use.attrs;
  const rounding: Direction = round === 'SR' ? { bits, random: row[row.length - 1] } : round;
  const exact = meaning(
    use.args.map((f, i) => decode(row[i], f)),
    rounding,
  );
  const rounded = roundFloat(exact.value, use.type, { rounding, overflow });
  if (give === 'flags') return rounded.flags | exact.flags;
  return rounded.value === 'nan' ? (nanWord(use.type) as bigint) : encodeExact(rounded.value, use.type);
}

export function useName({ args, type, attrs }: FloatUse): string {
  return `${args.map(formatName).join(',')}/${formatName(type)} ${attrs.round} ${attrs.overflow} ${attrs.give}`;
}

/** Every row of words for operands of these widths. */
export function everyRow(widths: readonly number[]): bigint[][] {
  return widths.reduce<bigint[][]>(
    (rows, width) => rows.flatMap((row) => Array.from({ length: 2 ** width }, (_, i) => [...row, BigInt(i)])),
    [[]],
  );
}

export function use(
  args: readonly FloatFormat[],
  type: FloatFormat,
  attrs: Partial<FloatUse['attrs']> = {},
): FloatUse {
  return { args, type, attrs: { round: 'RNE', overflow: 'IEEE', give: 'result', ...attrs } };
}
