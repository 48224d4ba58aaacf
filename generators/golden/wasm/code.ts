/** Straight-line code over words, and its distribution over functions. */
import { sleb, TYPE, uleb, type WasmFunction } from './encode.ts';
import type { Machine } from './machine.ts';

/** A computed word or a constant, as a negative number: it stands among the bytes (0 to 255) of the code that uses it. */
export type Value = number;

interface Line {
  /** Bytes of instructions, and the values that stand on the stack there. */
  readonly items: readonly number[];
  readonly kind: 'value' | 'constant' | 'effect';
}

/** Lines in one function. V8 compiles functions one by one, in time that grows faster than they do. */
const LINES = 1000;
/** Bytes of the slot of a word that one function computes and another one needs. */
const SLOT = 16;

const LOCAL_GET = 0x20;
const LOCAL_SET = 0x21;

export class Code {
  readonly lines: Line[] = [];

  /** A line that leaves a word. */
  compute(...items: readonly number[]): Value {
    return -this.lines.push({ items, kind: 'value' });
  }
  /** A word that costs nothing to make again wherever it is used. */
  constant(items: readonly number[]): Value {
    return -this.lines.push({ items, kind: 'constant' });
  }
  /** A line that leaves nothing. */
  perform(...items: readonly number[]): void {
    this.lines.push({ items, kind: 'effect' });
  }
}

/** Address of static data: `offset` is added to what is on the stack. Alignment is a hint that x86 does not need. */
export function memarg(offset: number): number[] {
  return [0, ...uleb(offset)];
}

/** Pushes parameter k: the place of the present row in the ports of one size. */
export function pointer(k: number): number[] {
  return [LOCAL_GET, ...uleb(k)];
}

export interface Program {
  readonly functions: readonly WasmFunction[];
  readonly entry: number;
  /** Bytes of slots, from the address that was given. */
  readonly slotBytes: number;
}

/**
 * The code as a loop over rows: `run(pointer 0, pointer 1, ..., end)` goes on until pointer 0 is `end`. After each turn
 * pointer k grows by `strides[k]`. Code of more than 1000 lines becomes several functions.
 */
export function loopOver(code: Code, machine: Machine, strides: readonly number[], slotsAt: number): Program {
  const chunks = Math.max(1, Math.ceil(code.lines.length / LINES));
  const slots = slotsOf(code);
  const params = strides.map(() => TYPE.i32);
  const bodies = Array.from({ length: chunks }, (_, k) => chunkBody(code, k, machine, slots, slotsAt, strides.length));
  const advance = strides.flatMap((stride, k) => [
    ...pointer(k),
    ...[0x41, ...sleb(BigInt(stride)), 0x6a],
    ...[LOCAL_SET, ...uleb(k)],
  ]);
  const [only] = bodies;
  const turn =
    chunks === 1 ? only.body : bodies.flatMap((_, k) => [...strides.flatMap((__, p) => pointer(p)), 0x10, ...uleb(k)]);
  const again = [...pointer(0), ...pointer(strides.length), 0x47, 0x0d, 0];
  const loop: WasmFunction = {
    params: [...params, TYPE.i32],
    locals: [{ count: chunks === 1 ? only.locals : 0, type: machine.type }],
    body: [[0x03, 0x40], turn, advance, again, [0x0b]].flat(),
  };
  const parts = bodies.map(({ body, locals }) => ({ params, locals: [{ count: locals, type: machine.type }], body }));
  const functions = chunks === 1 ? [loop] : [...parts, loop];
  return { functions, entry: functions.length - 1, slotBytes: slots.size * SLOT };
}

const chunkOf = (line: number) => Math.floor(line / LINES);

/** A slot for each value that another chunk needs. */
function slotsOf({ lines }: Code): Map<number, number> {
  const slots = new Map<number, number>();
  for (const [at, { items }] of lines.entries())
    for (const item of items) {
      const line = -1 - item;
      if (item < 0 && lines[line].kind === 'value' && chunkOf(line) !== chunkOf(at) && !slots.has(line))
        slots.set(line, slots.size * SLOT);
    }
  return slots;
}

function chunkBody(
  { lines }: Code,
  chunk: number,
  machine: Machine,
  slots: ReadonlyMap<number, number>,
  slotsAt: number,
  firstLocal: number,
): { body: number[]; locals: number } {
  const body: number[] = [];
  const locals = new Map<number, number>();
  const whole = lines.length <= LINES;
  const localOf = (line: number) => {
    const local = firstLocal + (whole ? 1 : 0) + locals.size;
    locals.set(line, local);
    return uleb(local);
  };
  const push = (item: number): void => {
    if (item >= 0) {
      body.push(item);
      return;
    }
    const line = -1 - item;
    if (lines[line].kind === 'constant') for (const part of lines[line].items) push(part);
    else body.push(LOCAL_GET, ...uleb(locals.get(line) as number));
  };
  const fetch = (item: number): void => {
    const line = -1 - item;
    if (item >= 0 || lines[line].kind === 'constant' || locals.has(line)) return;
    const slot = slotsAt + (slots.get(line) as number);
    body.push(0x41, 0, ...machine.spill.load, ...memarg(slot), LOCAL_SET, ...localOf(line));
  };
  const end = Math.min(lines.length, (chunk + 1) * LINES);
  for (let line = chunk * LINES; line < end; line++) {
    const { items, kind } = lines[line];
    if (kind === 'constant') continue;
    for (const item of items) fetch(item);
    for (const item of items) push(item);
    if (kind === 'effect') continue;
    const local = localOf(line);
    body.push(LOCAL_SET, ...local);
    const slot = slots.get(line);
    if (slot === undefined) continue;
    body.push(0x41, 0, LOCAL_GET, ...local, ...machine.spill.store, ...memarg(slotsAt + slot));
  }
  return { body, locals: locals.size };
}
