import { decodeType } from '../../generators/exact/decode.ts';
import { encodeExactType } from '../../generators/exact/encode.ts';
import { type Type, widthOf } from '../../generators/formats/format.ts';
import { compileJs } from '../../generators/golden/compile.ts';
import { interpret } from '../../generators/golden/interpreter.ts';
import { packRows, unpackRows } from '../../generators/golden/packing.ts';
import { compileWasm } from '../../generators/golden/wasm/compile.ts';
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
 * Runs the exact meaning, the interpreter and the compiled golden models over the rows and gives the first disagreement as
 * text, or undefined. Float words are compared with the exact meaning by value, as several words may mean NaN. Where a
 * design looks at the bits of such a word, which the exact value does not tell, that row compares the executors alone.
 */
export function firstDisagreement(design: Design, netlists: NetDesign, rows: Rows): string | undefined {
  const exact = new ExactModel(design);
  const slow = interpret(netlists);
  const fast = compiledTellings(netlists, rows);
  const outputs = outputsOf(design);
  const inputs = inputsOf(design);
  const looksAtBits = hierarchy(design).some((d) => d.nodes.some((n) => ['slice', 'concat', 'bitcast'].includes(n.op)));
  for (const [index, row] of rows.entries()) {
    const [meant, interpreted] = [exact.step(row), slow.step(row)];
    const blind =
      looksAtBits &&
      !row.every((word, i) => encodeExactType(decodeType(word, inputs[i].type), inputs[i].type) === word);
    for (const [o, port] of outputs.entries()) {
      const compiled = fast.map(({ name, results }) => [name, results[index][o]] as const);
      const alike = compiled.every(([, word]) => word === interpreted[o]);
      if (alike && (blind || sameValue(meant[o], interpreted[o], port.type))) continue;
      const tellings = [['exact', meant[o]], ['interpreter', interpreted[o]], ...compiled] as const;
      const shown = tellings.map(([name, word]) => `${name} 0x${word.toString(16)}`);
      const given = inputs.map((p, i) => `${p.name}=0x${row[i].toString(16)}`);
      return `${design.name} row ${index} (${given.join(' ')}): ${port.name} ${shown.join(', ')}`;
    }
  }
  return undefined;
}

/** What generated JavaScript gives for the rows, and WebAssembly where it takes the netlist. */
function compiledTellings(netlists: NetDesign, rows: Rows) {
  const models = { JavaScript: compileJs(netlists), WebAssembly: compileWasm(netlists) };
  return Object.entries(models).flatMap(([name, model]) => {
    if (!model) return [];
    const packed = packRows(model.inputs, rows);
    return [{ name, results: unpackRows(model.outputs, model.run(packed, rows.length), rows.length) }];
  });
}

/** Equal words, or words of a float format (or vector of one) that mean the same value. */
function sameValue(a: bigint, b: bigint, type: Type): boolean {
  if (a === b) return true;
  return elementOf(type).kind === 'float' && encodeExactType(decodeType(b, type), type) === a;
}
