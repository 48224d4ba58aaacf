import { CosimError } from '../../error.ts';
import type { Pins } from '../../ports.ts';
import { CELLS, HELPERS, type Operands, REGISTERS } from './cells.ts';
import type { Bit, YosysCell, YosysModule } from './netlist.ts';

/** A clock cycle of a module: outputs for these inputs and this state, and the state after the clock edge. */
export type Step = (inputs: readonly bigint[], state: readonly bigint[]) => [outputs: bigint[], next: bigint[]];

export interface Program {
  step: Step;
  /** Bits of each register. */
  readonly registers: readonly number[];
  /** Whether undefined bits or an unknown first state could reach an output. */
  readonly mayBeUndefined: boolean;
}

/** Where the word of a net is: a JavaScript variable, and the bit in it. */
interface Place {
  readonly variable: string;
  readonly bit: number;
}

const MEMORY = '$mem_v2';

/**
 * Translates a module into one JavaScript function. Undefined bits read as `fill`: where the results with 0 and with 1
 * agree, they do not depend on them.
 * @throws CosimError BW4106 for a cell whose meaning is not known here, BW4107 for a combinational loop.
 */
export function compileModule(module: YosysModule, pins: Pins, fill: 0 | 1): Program {
  const places = new Map<number, Place>();
  const place = (bits: readonly Bit[], variable: string) => {
    for (const [bit, net] of bits.entries()) if (typeof net === 'number') places.set(net, { variable, bit });
  };
  const portBits = (name: string) => {
    const port = module.ports[name];
    if (!port) throw new CosimError('BW4100', `the emitted Verilog has no port ${name}, which the manifest lists`, 1);
    return port.bits;
  };
  const clock = pins.clock === undefined ? undefined : portBits(pins.clock)[0];
  const controls = [pins.reset, pins.enable].filter((name) => name !== undefined);
  for (const [k, name] of [...pins.inputs.map((port) => port.name), ...controls].entries())
    place(portBits(name), `i${k}`);

  const cells = Object.entries(module.cells).map(([name, cell], k) => ({ name, cell, variable: `v${k}` }));
  const registers = cells.filter(({ cell }) => cell.type in REGISTERS);
  const others = cells.filter(({ cell }) => !(cell.type in REGISTERS));
  for (const { name, cell } of registers) checkClock(name, cell, clock);
  for (const { name, cell } of others) if (!(cell.type in CELLS)) checkMemory(name, cell);
  for (const [k, { cell }] of registers.entries()) place(cell.connections.Q, `q${k}`);
  for (const { cell, variable } of others) place(outputOf(cell), variable);

  const reader = new WordReader(places, fill);
  const constants: bigint[][] = [];
  const lines = inOrder(others, places).map(({ cell, variable }) => {
    if (cell.type !== MEMORY) return `const ${variable} = ${CELLS[cell.type](reader.operands(cell))};`;
    constants.push(memoryWords(reader, cell));
    return `const ${variable} = ${memoryRead(reader.operands(cell), cell, constants.length - 1)};`;
  });
  const next = registers.map(({ cell }, k) => REGISTERS[cell.type](reader.operands(cell), `q${k}`));
  const outputs = pins.outputs.map((port) => reader.word(portBits(port.name)));
  const body = [
    ...[...pins.inputs, ...controls].map((_, k) => `const i${k} = inputs[${k}];`),
    ...registers.map((_, k) => `const q${k} = state[${k}];`),
    ...lines,
    `return [[${outputs.join(', ')}], [${next.join(', ')}]];`,
  ].join('\n');
  const helpers = Object.keys(HELPERS);
  // The text is made of numbers and of names chosen here; nothing of the design's own text gets into it.
  const make = new Function(...helpers, 'constants', `return (inputs, state) => {\n${body}\n};`);
  return {
    step: make(...Object.values(HELPERS), constants),
    registers: registers.map(({ cell }) => cell.connections.Q.length),
    mayBeUndefined: reader.metUndefined || registers.length > 0,
  };
}

function outputOf(cell: YosysCell): readonly Bit[] {
  return cell.type === MEMORY ? cell.connections.RD_DATA : cell.connections.Y;
}

/** Connections that are read: all but the output. A register's are read after everything else. */
function inputBits(cell: YosysCell): Bit[] {
  const output = cell.type === MEMORY ? 'RD_DATA' : 'Y';
  return Object.entries(cell.connections).flatMap(([port, bits]) => (port === output ? [] : bits));
}

interface NamedCell {
  readonly name: string;
  readonly cell: YosysCell;
  readonly variable: string;
}

/** The cells with each after those that it reads. */
function inOrder(cells: readonly NamedCell[], places: ReadonlyMap<number, Place>): NamedCell[] {
  const byVariable = new Map(cells.map((entry) => [entry.variable, entry]));
  const readers = new Map<NamedCell, NamedCell[]>();
  const waiting = new Map<NamedCell, number>();
  for (const entry of cells) {
    const variables = inputBits(entry.cell).map((bit) =>
      typeof bit === 'number' ? places.get(bit)?.variable : undefined,
    );
    const sources = new Set(variables.flatMap((variable) => byVariable.get(variable ?? '') ?? []));
    waiting.set(entry, sources.size);
    for (const source of sources) readers.set(source, [...(readers.get(source) ?? []), entry]);
  }
  const ready = cells.filter((entry) => waiting.get(entry) === 0);
  for (const entry of ready)
    for (const reader of readers.get(entry) ?? []) {
      const left = waiting.get(reader)! - 1;
      waiting.set(reader, left);
      if (left === 0) ready.push(reader);
    }
  if (ready.length < cells.length) {
    const stuck = cells.find((entry) => !ready.includes(entry))!;
    throw new CosimError('BW4107', `the emitted Verilog has a combinational loop through ${stuck.name}`, 1);
  }
  return ready;
}

function checkClock(name: string, cell: YosysCell, clock: Bit | undefined): void {
  const rising = Number.parseInt(cell.parameters.CLK_POLARITY, 2) === 1;
  if (!rising || cell.connections.CLK[0] !== clock)
    throw new CosimError('BW4106', `the register ${name} is not clocked by the rising edge of the design's clock`, 1);
}

/** Only memories that are never written and read without a clock have a meaning here: tables. */
function checkMemory(name: string, cell: YosysCell): void {
  const number = (parameter: string) => Number.parseInt(cell.parameters[parameter], 2);
  if (cell.type === MEMORY && number('WR_PORTS') === 0 && number('RD_CLK_ENABLE') === 0) return;
  const what = cell.type === MEMORY ? 'memory that is written or clocked' : 'cell';
  const help = 'Use --simulator verilator or iverilog for this design.';
  throw new CosimError(
    'BW4106',
    `the evaluator of Yosys cells does not know the ${what} ${cell.type} (${name})`,
    3,
    help,
  );
}

/** The words of a table, from its initial content. */
function memoryWords(reader: WordReader, cell: YosysCell): bigint[] {
  const width = Number.parseInt(cell.parameters.WIDTH, 2);
  const size = Number.parseInt(cell.parameters.SIZE, 2);
  const bits = [...cell.parameters.INIT].reverse() as Bit[];
  return Array.from({ length: size }, (_, k) => reader.constant(bits.slice(k * width, (k + 1) * width)));
}

/** All read ports side by side; addresses outside the table are undefined. */
function memoryRead(cell: Operands, { parameters }: YosysCell, table: number): string {
  const width = cell.parameter('WIDTH');
  const addressBits = cell.parameter('ABITS');
  const offset = Number.parseInt(parameters.OFFSET, 2) | 0;
  const ports = Array.from({ length: cell.parameter('RD_PORTS') }, (_, k) => {
    const address = cell.part('RD_ADDR', k * addressBits, addressBits);
    const word = `(constants[${table}][Number(${address}) - ${offset}] ?? ${cell.undefinedWord(width)})`;
    return `${word} << ${k * width}n`;
  });
  return `(${ports.join(' | ')})`;
}

/** Makes the text that gathers a word from where its bits are. */
class WordReader {
  /** Whether an undefined bit was read. */
  metUndefined = false;
  private readonly places: ReadonlyMap<number, Place>;
  private readonly fill: 0 | 1;

  constructor(places: ReadonlyMap<number, Place>, fill: 0 | 1) {
    this.places = places;
    this.fill = fill;
  }

  operands(cell: YosysCell): Operands {
    const bits = (port: string): readonly Bit[] => cell.connections[port] ?? parameterBits(cell, port);
    return {
      width: (port) => bits(port).length,
      parameter: (name) => Number.parseInt(cell.parameters[name] ?? '0', 2),
      word: (port) => this.word(bits(port)),
      part: (port, low, count) => this.word(bits(port).slice(low, low + count)),
      undefinedWord: (width) => `${this.constant(Array.from({ length: width }, () => 'x'))}n`,
    };
  }

  constant(bits: readonly Bit[]): bigint {
    return bits.reduceRight((word, bit) => (word << 1n) | BigInt(this.bitValue(bit)), 0n);
  }

  /** The text of an unsigned word: runs of bits that lie side by side in one variable are moved together. */
  word(bits: readonly Bit[]): string {
    const terms: string[] = [];
    let known = 0n;
    for (let at = 0; at < bits.length; ) {
      const place = this.placeOf(bits[at]);
      if (!place) {
        known |= BigInt(this.bitValue(bits[at])) << BigInt(at);
        at++;
        continue;
      }
      let length = 1;
      for (; at + length < bits.length; length++) {
        const after = this.placeOf(bits[at + length]);
        if (after?.variable !== place.variable || after.bit !== place.bit + length) break;
      }
      const run = place.bit === 0 ? place.variable : `(${place.variable} >> ${place.bit}n)`;
      terms.push(`(BigInt.asUintN(${length}, ${run}) << ${at}n)`);
      at += length;
    }
    if (terms.length === 0) return `${known}n`;
    return `(${[...terms, ...(known === 0n ? [] : [`${known}n`])].join(' | ')})`;
  }

  private placeOf(bit: Bit): Place | undefined {
    return typeof bit === 'number' ? this.places.get(bit) : undefined;
  }

  /** Constants as they are; undefined ones, and nets that nothing drives, as the fill. */
  private bitValue(bit: Bit): 0 | 1 {
    if (bit === '0') return 0;
    if (bit === '1') return 1;
    this.metUndefined = true;
    return this.fill;
  }
}

function parameterBits(cell: YosysCell, name: string): Bit[] {
  return [...(cell.parameters[name] ?? '')].reverse() as Bit[];
}
