/** A float lowering, compiled and compared with the exact meaning of its operator. */
import { decode } from '../../../exact/decode.ts';
import { encodeExact } from '../../../exact/encode.ts';
import type { FloatUse as ExactUse } from '../../../exact/float/deliver.ts';
import { Rational } from '../../../exact/rational.ts';
import type { Exact, ExactScalar } from '../../../exact/value.ts';
import { uint } from '../../../formats/build.ts';
import { nanWord } from '../../../formats/float-codes.ts';
import { type FloatFormat, type Format, widthOf } from '../../../formats/format.ts';
import { formatName } from '../../../formats/name.ts';
import { compileJs } from '../../../golden/compile.ts';
import { packRows, unpackRows } from '../../../golden/packing.ts';
import { type Net, NetBuilder } from '../../../netlist/builder.ts';
import type { NetDesign } from '../../../netlist/netlist.ts';
import { optimise } from '../../../netlist/passes/index.ts';
import { verifyNetDesign } from '../../../netlist/verify.ts';
import type { FloatUse } from '../use.ts';

/** A use with operands and result of any format: casts have fixed-point ones. */
export interface AnyUse<A extends Format = Format, T extends Format = Format, M extends object = object> {
  readonly args: readonly A[];
  readonly type: T;
  readonly attrs: M & { readonly round: string; readonly overflow: string; readonly give?: 'result' | 'flags' };
  /** Random bits, with SR. */
  readonly random?: number;
}

export type Lowering<U> = (b: NetBuilder, args: readonly Net[], use: U) => Net;
export type Meaning = (args: readonly Exact[], use: ExactUse) => Exact;

/** The operator as a module with inputs x0, x1, ... and output y. */
export function moduleOf<U extends AnyUse>(lower: Lowering<U>, use: U): NetDesign {
  const b = new NetBuilder();
  const nets = use.args.map((f, i) => b.input(`x${i}`, widthOf(f)));
  if (use.random !== undefined) nets.push(b.input('random', use.random));
  b.output('y', lower(b, nets, use));
  const design = { modules: [b.finish('dut')] };
  verifyNetDesign(design);
  return optimise(design);
}

/** The first few rows on which hardware and meaning differ, as text; empty where there are none. */
export function differences<U extends AnyUse>(
  lower: Lowering<U>,
  meaning: Meaning,
  use: U,
  rows: readonly (readonly bigint[])[],
): string[] {
  const model = compileJs(moduleOf(lower, use));
  const results = unpackRows(model.outputs, model.run(packRows(model.inputs, rows), rows.length), rows.length);
  const wrong: string[] = [];
  for (const [i, row] of rows.entries()) {
    const expected = expectedWord(meaning, use, row);
    if (results[i][0] === expected) continue;
    const operands = row.map(
      (word, k) => `${word.toString(16)}${k < use.args.length ? ` (${decode(word, use.args[k])})` : ''}`,
    );
    wrong.push(`${useName(use)}: ${operands.join(', ')}: ${results[i][0].toString(16)}, not ${expected.toString(16)}`);
    if (wrong.length === 5) break;
  }
  return wrong;
}

function expectedWord(meaning: Meaning, use: AnyUse, row: readonly bigint[]): bigint {
  const { round, overflow, give } = use.attrs;
  const flags = give === 'flags';
  const operands: ExactScalar[] = use.args.map((f, i) => decode(row[i], f));
  if (use.random !== undefined) operands.push(Rational.of(row[row.length - 1]));
  const result = meaning(operands, {
    args: use.random === undefined ? use.args : [...use.args, uint(use.random)],
    type: flags ? uint(5) : use.type,
    attrs: { round, overflow, ...(flags ? { give, result: formatName(use.type) } : {}) } as ExactUse['attrs'],
  }) as ExactScalar;
  if (flags) return (result as Rational).num;
  return result === 'nan' ? (nanWord(use.type as FloatFormat) as bigint) : encodeExact(result, use.type);
}

export function useName({ args, type, attrs }: AnyUse): string {
  return `${args.map(formatName).join(',')}/${formatName(type)} ${attrs.round} ${attrs.overflow} ${attrs.give ?? ''}`;
}

/** Every row of words for operands of these widths. */
export function everyRow(widths: readonly number[]): bigint[][] {
  return widths.reduce<bigint[][]>(
    (rows, width) => rows.flatMap((row) => Array.from({ length: 2 ** width }, (_, i) => [...row, BigInt(i)])),
    [[]],
  );
}

/** A use of a float operator; result, RNE and IEEE unless told otherwise. */
export function use(
  args: readonly FloatFormat[],
  type: FloatFormat,
  attrs: Partial<FloatUse['attrs']> = {},
  random?: number,
): FloatUse & AnyUse<FloatFormat, FloatFormat, FloatUse['attrs']> {
  return { args, type, attrs: { round: 'RNE', overflow: 'IEEE', give: 'result', ...attrs }, random };
}
