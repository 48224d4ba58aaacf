import { decodeType } from '../../generators/exact/decode.ts';
import { compileJs } from '../../generators/golden/compile.ts';
import { interpret } from '../../generators/golden/interpreter.ts';
import { packRows, unpackRows } from '../../generators/golden/packing.ts';
import { type Type, widthOf } from '../../generators/formats/format.ts';
import { type Design, inputsOf, outputsOf } from '../../generators/ir/ir.ts';
import type { NetDesign } from '../../generators/netlist/netlist.ts';
import { ExactModel } from '../../generators/ops/evaluate.ts';

export type Rows = readonly (readonly bigint[])[];

/** All combinations of input words. */
export function exhaustiveRows(types: readonly Type[]): bigint[][] {
  let rows: bigint[][] = [[]];
  for (const type of types) {
    const words = Array.from({ length: 2 ** widthOf(type) }, (_, i) => BigInt(i));
    rows = rows.flatMap((row) => words.map((w) => [...row, w]));
  }
  return rows;
}

/**
 * Runs the exact meaning, the interpreter and the compiled golden model over the rows and gives the first disagreement as
 * text, or undefined. Float results that are NaN by one telling must be NaN by every other; payloads are not compared.
 */
export function firstDisagreement(design: Design, netlists: NetDesign, rows: Rows): string | undefined {
  const exact = new ExactModel(design);
  const slow = interpret(netlists);
  const fast = compileJs(netlists);
  const outputs = outputsOf(design);
  const compiled = unpackRows(fast.outputs, fast.run(packRows(fast.inputs, rows), rows.length), rows.length);
  for (const [index, row] of rows.entries()) {
    const [meant, interpreted] = [exact.step(row), slow.step(row)];
    for (const [o, port] of outputs.entries()) {
      const tellings = { exact: meant[o], interpreter: interpreted[o], compiled: compiled[index][o] };
      if (sameWord(meant[o], interpreted[o], port.type) && interpreted[o] === compiled[index][o]) continue;
      const shown = Object.entries(tellings).map(([name, word]) => `${name} 0x${word.toString(16)}`);
      const given = inputsOf(design).map((p, i) => `${p.name}=0x${row[i].toString(16)}`);
      return `${design.name} row ${index} (${given.join(' ')}): ${port.name} ${shown.join(', ')}`;
    }
  }
  return undefined;
}

function sameWord(a: bigint, b: bigint, type: Type): boolean {
  if (a === b) return true;
  const [x, y] = [decodeType(a, type), decodeType(b, type)].map((v) => (Array.isArray(v) ? v : [v]));
  return a !== b && elementFormatIsFloat(type) && x.every((v, i) => v === y[i] || (v instanceof Object && sameNumber(v, y[i])));
}

function elementFormatIsFloat(type: Type): boolean {
  return (type.kind === 'vector' ? type.element : type).kind === 'float';
}

function sameNumber(a: unknown, b: unknown): boolean {
  return String(a) === String(b);
}
