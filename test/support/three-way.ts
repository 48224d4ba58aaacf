import { decodeType } from '../../generators/exact/decode.ts';
import { encodeExactType } from '../../generators/exact/encode.ts';
import { type Type, widthOf } from '../../generators/formats/format.ts';
import { compileJs } from '../../generators/golden/compile.ts';
import { interpret } from '../../generators/golden/interpreter.ts';
import { packRows, unpackRows } from '../../generators/golden/packing.ts';
import { type Design, elementOf, hierarchy, inputsOf, outputsOf } from '../../generators/ir/ir.ts';
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
 * text, or undefined. Float words are compared with the exact meaning by value, as several words may mean NaN. Where a
 * design looks at the bits of such a word, which the exact value does not tell, that row compares the executors alone.
 */
export function firstDisagreement(design: Design, netlists: NetDesign, rows: Rows): string | undefined {
  const exact = new ExactModel(design);
  const slow = interpret(netlists);
  const fast = compileJs(netlists);
  const outputs = outputsOf(design);
  const inputs = inputsOf(design);
  const looksAtBits = hierarchy(design).some((d) => d.nodes.some((n) => ['slice', 'concat', 'bitcast'].includes(n.op)));
  const compiled = unpackRows(fast.outputs, fast.run(packRows(fast.inputs, rows), rows.length), rows.length);
  for (const [index, row] of rows.entries()) {
    const [meant, interpreted] = [exact.step(row), slow.step(row)];
    const blind =
      looksAtBits &&
      !row.every((word, i) => encodeExactType(decodeType(word, inputs[i].type), inputs[i].type) === word);
    for (const [o, port] of outputs.entries()) {
      const tellings = { exact: meant[o], interpreter: interpreted[o], compiled: compiled[index][o] };
      if ((blind || sameValue(meant[o], interpreted[o], port.type)) && interpreted[o] === compiled[index][o]) continue;
      const shown = Object.entries(tellings).map(([name, word]) => `${name} 0x${word.toString(16)}`);
      const given = inputs.map((p, i) => `${p.name}=0x${row[i].toString(16)}`);
      return `${design.name} row ${index} (${given.join(' ')}): ${port.name} ${shown.join(', ')}`;
    }
  }
  return undefined;
}

/** Equal words, or words of a float format (or vector of one) that mean the same value. */
function sameValue(a: bigint, b: bigint, type: Type): boolean {
  if (a === b) return true;
  return elementOf(type).kind === 'float' && encodeExactType(decodeType(b, type), type) === a;
}
