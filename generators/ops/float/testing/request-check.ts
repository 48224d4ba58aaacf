/** Requests to a float operator: its lowering compiled, and compared with its exact meaning. */
import { decodeType } from '../../../exact/decode.ts';
import { encodeExactType } from '../../../exact/encode.ts';
import type { Exact } from '../../../exact/value.ts';
import { type FloatFormat, type Type, widthOf } from '../../../formats/format.ts';
import { parseFormat } from '../../../formats/name.ts';
import { compileJs } from '../../../golden/compile.ts';
import { packRows, unpackRows } from '../../../golden/packing.ts';
import { type Net, NetBuilder } from '../../../netlist/builder.ts';
import type { NetDesign } from '../../../netlist/netlist.ts';
import { optimise } from '../../../netlist/passes/index.ts';
import { verifyNetDesign } from '../../../netlist/verify.ts';
import type { Use } from '../../operator.ts';
import { request } from '../../testing/float-request.ts';

/** A use as lowerings take it: `type` is the format that is rounded into, also where the result is something else. */
interface HardwareUse {
  readonly args: readonly Type[];
  readonly type: FloatFormat;
  readonly attrs: object;
}

// Lowerings narrow the operand types; the request that is checked has the right ones.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyLowering = (b: NetBuilder, args: readonly Net[], use: any) => Net;

export function hardwareUse({ args, type, attrs }: Use): HardwareUse {
  const named = 'result' in attrs ? parseFormat(String(attrs.result)) : type.kind === 'vector' ? type.element : type;
  return { args, type: named as FloatFormat, attrs: { give: 'result', ...attrs } };
}

/** The operator as a module with inputs x0, x1, ... and output y. */
export function requestModule(lower: AnyLowering, use: Use): NetDesign {
  const b = new NetBuilder();
  const nets = use.args.map((type, i) => b.input(`x${i}`, widthOf(type)));
  const result = lower(b, nets, hardwareUse(use));
  b.output('y', result);
  const design = { modules: [b.finish('dut')] };
  verifyNetDesign(design);
  return optimise(design);
}

/** The first few rows on which hardware and meaning differ, as text; empty where there are none. */
export function requestDifferences(lower: AnyLowering, text: string, rows?: readonly (readonly bigint[])[]): string[] {
  const { use, values } = request(text);
  const all = rows ?? everyRow(use.args.map(widthOf));
  const model = compileJs(requestModule(lower, use));
  const results = unpackRows(model.outputs, model.run(packRows(model.inputs, all), all.length), all.length);
  const decoders = use.args.map(decoderOf);
  const wrong: string[] = [];
  for (const [i, row] of all.entries()) {
    const [got, expected] = [results[i][0], encodeExactType(values(row.map((word, k) => decoders[k](word))), use.type)];
    if (got === expected || sameNan(text, got, expected, use)) continue;
    const operands = row.map((word, k) => `${word.toString(16)} (${decodeType(word, use.args[k])})`);
    wrong.push(`${text}: ${operands.join(', ')}: ${got.toString(16)}, not ${expected.toString(16)}`);
    if (wrong.length === 5) break;
  }
  return wrong;
}

/** Rows beyond which a test of many modes takes a random part of them. */
const MANY = 4096;

/** The same for requests of which there are many: on every row of small operands, on random ones of larger. */
export function sampledDifferences(lower: AnyLowering, texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const widths = request(text).use.args.map(widthOf);
    const bits = widths.reduce((sum, width) => sum + width, 0);
    return requestDifferences(lower, text, 2 ** bits > MANY ? randomRows(widths, MANY) : undefined);
  });
}

/** Decodes a word once: rows repeat them. */
function decoderOf(type: Type): (word: bigint) => Exact {
  const known = new Map<bigint, Exact>();
  return (word) => {
    const value = known.get(word) ?? decodeType(word, type);
    known.set(word, value);
    return value;
  };
}

/** neg and abs keep the payload of a NaN, which exact values do not have. */
function sameNan(text: string, got: bigint, expected: bigint, { type }: Use): boolean {
  return (
    /^op:(neg|abs)\b/.test(text) &&
    type.kind === 'float' &&
    decodeType(got, type) === 'nan' &&
    encodeExactType('nan', type) === expected
  );
}

/** Every row of words of these widths. */
function everyRow(widths: readonly number[]): bigint[][] {
  return widths.reduce<bigint[][]>(
    (rows, width) => rows.flatMap((row) => Array.from({ length: 2 ** width }, (_, i) => [...row, BigInt(i)])),
    [[]],
  );
}

/** Rows of seeded pseudo-random words (xorshift64*, Vigna 2016), of these widths. */
export function randomRows(widths: readonly number[], count: number, seed = 1n): bigint[][] {
  let state = seed * 0x9e3779b97f4a7c15n + 1n;
  const next = () => {
    state = BigInt.asUintN(64, state ^ (state >> 12n));
    state = BigInt.asUintN(64, state ^ (state << 25n));
    state ^= state >> 27n;
    return BigInt.asUintN(64, state * 0x2545f4914f6cdd1dn) >> 32n;
  };
  const word = (width: number): bigint => {
    let bits = 0n;
    for (let have = 0; have < width; have += 32) bits = (bits << 32n) | next();
    return BigInt.asUintN(width, bits);
  };
  return Array.from({ length: count }, () => widths.map(word));
}

/** Every rounding, and every overflow for those that differ in it: to either side, and to one of them. */
const MODES = ['RNE:IEEE', 'RNE:SAT', 'RTZ:IEEE', 'RUP:IEEE', 'RDN:IEEE', 'RDN:SAT', 'RNA:IEEE', 'SR:IEEE', 'SR:SAT'];

/** Requests with these operands (`/IN,IN/OUT`) in the rounding and overflow modes, for the result and for the flags. */
export function everyMode(op: string, operands: string, modes = MODES): string[] {
  const [, inputs, out] = operands.split('/');
  return modes.flatMap((mode) => {
    const [round, overflow] = mode.split(':');
    const head = `op:${op}:round=${round}:overflow=${overflow}`;
    const args = round === 'SR' ? `${inputs},uint2` : inputs;
    const named = out === undefined ? '' : `:result=${out}`;
    return [`${head}/${args}${out === undefined ? '' : `/${out}`}`, `${head}:give=flags${named}/${args}`];
  });
}
