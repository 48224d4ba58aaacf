/**
 * The netlist executed as WebAssembly: SIMD over rows where nothing is kept from row to row and words have up to 32 bits,
 * scalar code up to 64 bits. Compiled when the first rows come.
 */
import { flatten } from '../../netlist/flatten.ts';
import type { NetDesign, Netlist, NodeId } from '../../netlist/netlist.ts';
import { capacityFor, columnIn, elementBytes, type GoldenStream, gather, scatter } from '../columns.ts';
import { type GoldenModel, type GoldenPort, packedWords } from '../golden.ts';
import { packRows, unpackRows } from '../packing.ts';
import { loopOver } from './code.ts';
import { emitCode, type Layout, machineFor } from './emit.ts';
import { encodeModule } from './encode.ts';
import type { Machine } from './machine.ts';
import type { Stream } from './ports.ts';
import { memoryBytes, tableBytes } from './table.ts';

/** The part of WebAssembly's JavaScript interface that is used here; the types of Node name it without its constructors. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
  ) => { readonly exports: { readonly memory: { readonly buffer: ArrayBuffer }; run(...pointers: number[]): void } };
};

/** The golden model of a design in WebAssembly; undefined where it computes words of more than 64 bits. */
export function compileWasm(design: NetDesign): GoldenModel | undefined {
  const program = programOf(design);
  if (!program) return undefined;
  const { inputs, outputs, sequential } = program.flat;
  let made: Instance | undefined;
  const instance = () => {
    made ??= instantiate(program);
    return made;
  };
  const run = (rows: Uint32Array, count: number) => {
    const { stream } = instance();
    const out = new Uint32Array(count * packedWords(outputs));
    for (let row = 0; row < count; row += stream.capacity) {
      const some = Math.min(stream.capacity, count - row);
      scatter(inputs, rows, row, some, stream.inputs);
      stream.evaluate(some);
      gather(outputs, stream.outputs, some, out, row);
    }
    return out;
  };
  return {
    inputs,
    outputs,
    sequential,
    reset: () => made?.reset(),
    step: (words) => unpackRows(outputs, run(packRows(inputs, [words]), 1), 1)[0],
    run,
    stream: () => instance().stream,
  };
}

/** What instances of a design share. */
interface Compiled {
  readonly flat: Netlist;
  readonly machine: Machine;
  /** Compiled when the first rows come. */
  module(): Image & { readonly module: object };
}

const programs = new WeakMap<NetDesign, Compiled | 'too wide'>();

/** The program of a design, made once however many models of it there are. */
function programOf(design: NetDesign): Compiled | undefined {
  let program = programs.get(design);
  if (!program) {
    const flat = flatten(design);
    const machine = machineFor(flat);
    let made: ReturnType<Compiled['module']> | undefined;
    const module = (by: Machine) => {
      if (!made) {
        const image = moduleImage(flat, by);
        made = { ...image, module: new WebAssembly.Module(image.bytes) };
      }
      return made;
    };
    program = machine ? { flat, machine, module: () => module(machine) } : 'too wide';
    programs.set(design, program);
  }
  return program === 'too wide' ? undefined : program;
}

interface Instance {
  readonly stream: GoldenStream;
  reset(): void;
}

/** The module as bytes, for who wants to look at it. */
export interface Image {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layout: Layout;
  readonly capacity: number;
  /** Bytes by which the pointers grow from row to row, in the order of the parameters. */
  readonly strides: readonly number[];
}

export function moduleImage(flat: Netlist, machine: Machine): Image {
  const memory = new Allocator();
  const tables = new Map<NodeId, number>();
  const state = new Map<NodeId, number>();
  const data: { at: number; bytes: Uint8Array }[] = [];
  for (const [id, node] of flat.nodes.entries()) {
    if (node.op === 'ram') state.set(id, memory.take(memoryBytes(node.depth, machine)));
    if (node.op !== 'rom' && node.op !== 'reg') continue;
    const words = node.op === 'rom' ? node.table : [BigInt.asIntN(node.width, node.init ?? 0n)];
    const bytes = tableBytes(words, machine);
    const at = memory.take(bytes.length);
    (node.op === 'rom' ? tables : state).set(id, at);
    data.push({ at, bytes });
  }
  const ports = [...flat.inputs, ...flat.outputs];
  const capacity = capacityFor(ports);
  const strides = [...new Set(ports.map(({ width }) => elementBytes(width)))];
  const streamOf = ({ width }: GoldenPort): Stream => {
    const bytes = elementBytes(width);
    return { pointer: strides.indexOf(bytes), base: memory.take(bytes * capacity), bytes };
  };
  const layout = { inputs: flat.inputs.map(streamOf), outputs: flat.outputs.map(streamOf), state, tables };
  const code = emitCode(flat, machine, layout);
  const perTurn = strides.map((stride) => stride * machine.lanes);
  const { functions, entry, slotBytes } = loopOver(code, machine, perTurn, memory.take(0));
  memory.take(slotBytes);
  return { bytes: encodeModule({ functions, entry, pages: memory.pages(), data }), layout, capacity, strides };
}

function instantiate({ flat, machine, module: compiled }: Compiled): Instance {
  const { module, layout, capacity, strides } = compiled();
  const { exports } = new WebAssembly.Instance(module);
  const { buffer } = exports.memory;
  const start = strides.map(() => 0);
  const columns = (ports: readonly GoldenPort[], streams: readonly Stream[]) =>
    ports.map(({ width }, k) => columnIn(buffer, streams[k].base, width, capacity));
  const resets = [...layout.state].filter(([id]) => {
    const node = flat.nodes[id];
    return node.op === 'reg' && node.init !== undefined;
  });
  const initial = resets.map(([, at]) => ({ at, bytes: new Uint8Array(buffer, at, machine.bits / 8).slice() }));
  return {
    stream: {
      capacity,
      inputs: columns(flat.inputs, layout.inputs),
      outputs: columns(flat.outputs, layout.outputs),
      evaluate(count) {
        const rows = Math.ceil(count / machine.lanes) * machine.lanes;
        if (count > 0) exports.run(...start, rows * strides[0]);
      },
    },
    reset() {
      for (const { at, bytes: word } of initial) new Uint8Array(buffer).set(word, at);
    },
  };
}

/** Hands out memory from the bottom, each part on a boundary of 16 bytes with as much behind it that may be read. */
class Allocator {
  #used = 16;
  take(bytes: number): number {
    const at = this.#used;
    this.#used += Math.ceil(bytes / 16) * 16 + 16;
    return at;
  }
  pages(): number {
    return Math.ceil(this.#used / 65536);
  }
}
