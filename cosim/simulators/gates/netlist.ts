import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../../cache/cache.ts';
import { digestOf } from '../../cache/digest.ts';
import type { DesignFile } from '../../design-files.ts';
import { CosimError } from '../../error.ts';
import type { Pins } from '../../ports.ts';
import type { YosysTool } from '../../synthesis/tools.ts';
import type { Bit, YosysCell, YosysModule } from '../yosys/netlist.ts';

/** A combinational design as gates, each after those that it reads. A bit is `n<k>` of gate k, or another expression in C. */
export interface Gates {
  readonly gates: readonly { readonly type: string; readonly operands: readonly string[] }[];
  /** Every output bit, the ports in order, bit 0 first. */
  readonly outputs: readonly string[];
}

/** Yosys' gates (its manual, "Gates" of the internal cell library) in C, bitwise. */
export const GATES: Readonly<Record<string, (a: string, b: string) => string>> = {
  $_NOT_: (a) => `~${a}`,
  $_AND_: (a, b) => `${a} & ${b}`,
  $_OR_: (a, b) => `${a} | ${b}`,
  $_XOR_: (a, b) => `${a} ^ ${b}`,
  $_ANDNOT_: (a, b) => `${a} & ~${b}`,
};

const RESULT = 'gates.json';

/**
 * Has Yosys make gates of the Verilog, one instruction each for a processor; once for each text.
 * @throws CosimError BW5107 where Yosys ends with an error, BW4106 where something else than gates comes out
 */
export async function synthesiseGates(yosys: YosysTool, files: readonly DesignFile[], pins: Pins): Promise<Gates> {
  const script = `synth -flatten -noabc -top ${pins.top}; abc -g AND,OR,XOR,ANDNOT; opt_clean; write_json ${RESULT}`;
  const key = digestOf([yosys.version, script, ...files.flatMap(({ path, text }) => [path, text])]);
  const folder = await cached('gates-netlist', key, async (staging) => {
    await writeFile(join(staging, RESULT), await yosys.run(files, script, RESULT));
    return {};
  });
  const { modules } = JSON.parse(await readFile(join(folder, RESULT), 'utf8'));
  return gatesOf(modules[pins.top], pins);
}

/** The gates in an order in which each comes after those that it reads. */
export function gatesOf(module: YosysModule, pins: Pins): Gates {
  const drivers = new Map<Bit, YosysCell>();
  for (const [name, cell] of Object.entries(module.cells)) {
    if (!(cell.type in GATES))
      throw new CosimError('BW4106', `the cell ${cell.type} (${name}) is no gate`, 3, 'Use --simulator verilator.');
    drivers.set(cell.connections.Y[0], cell);
  }
  const known = new Map<Bit, string>([
    ['0', 'zero'],
    ['1', '~zero'],
    ...pins.inputs.flatMap(({ name }) => module.ports[name].bits).map((bit, k) => [bit, `in[${k}]`] as const),
  ]);
  const gates: { type: string; operands: string[] }[] = [];
  const operandsOf = ({ connections: { A, B } }: YosysCell): Bit[] => [A[0], ...(B ?? [])];
  const place = (start: Bit): string => {
    // A stack instead of recursion: chains of gates may be longer than the stack of JavaScript.
    const open = [start];
    for (let bit = open.at(-1); bit !== undefined; bit = open.at(-1)) {
      const cell = drivers.get(bit);
      if (!known.has(bit) && !cell)
        throw new CosimError('BW4106', `Yosys leaves the bit ${bit} without a driver`, 1, 'Use --simulator verilator.');
      const missing = known.has(bit) || !cell ? [] : operandsOf(cell).filter((operand) => !known.has(operand));
      if (open.length > drivers.size + 1)
        throw new CosimError('BW4107', 'the emitted Verilog has a combinational loop', 1);
      if (missing.length > 0) open.push(missing[0]);
      else {
        open.pop();
        if (known.has(bit) || !cell) continue;
        const operands = operandsOf(cell).map((operand) => known.get(operand) as string);
        known.set(bit, `n${gates.push({ type: cell.type, operands }) - 1}`);
      }
    }
    return known.get(start) as string;
  };
  const outputs = pins.outputs.flatMap(({ name }) => module.ports[name].bits.map(place));
  return { gates, outputs };
}
