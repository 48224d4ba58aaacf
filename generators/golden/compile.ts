/**
 * The netlist executed as generated JavaScript. Small netlists become one loop over the rows with all state in local
 * variables; large ones are cut into several functions, as V8 does not optimise functions beyond a size.
 */
import { flatten } from '../netlist/flatten.ts';
import type { NetDesign, Netlist } from '../netlist/netlist.ts';
import { streamOfRows } from './columns.ts';
import { type GoldenModel, packedWords } from './golden.ts';
import type { Kind } from './js/carrier.ts';
import { type Emitted, emitJs } from './js/emit.ts';
import { runtime } from './js/runtime.ts';
import type { Statement } from './js/words.ts';
import { packRows, unpackRows } from './packing.ts';

/** Statements in one loop body. V8 gives up at 60 KB of bytecode; a statement takes about 20 bytes. */
const LONGEST_LOOP = 1500;
/** Statements in each function of a netlist that is larger. */
const CHUNK = 500;

/**
 * @param hierarchy `calls`: a module without state is a function that its instances call, so that the program grows with the
 *   modules and not with their instances
 */
export function compileJs(design: NetDesign, hierarchy: 'flat' | 'calls' = 'flat'): GoldenModel {
  const children = new Map(
    design.modules.filter((m) => hierarchy === 'calls' && !m.sequential).map((m) => [m.name, m]),
  );
  const top = flatten(design, (module) => children.has(module.name));
  const { inputs, outputs, sequential } = top;
  const loops = new Map<Netlist, Loop>();
  /** The loop of a module without state. */
  const called = (module: Netlist): Loop => {
    const known = loops.get(module);
    if (known) return known;
    const emitted = emitJs(module, children);
    const loop = build(emitted, module, newState(emitted), emitted.calls.map(called));
    loops.set(module, loop);
    return loop;
  };
  const emitted = emitJs(top, children);
  const state = newState(emitted);
  const loop = build(emitted, top, state, emitted.calls.map(called));
  const run = (rows: Uint32Array, count: number) => {
    const out = new Uint32Array(count * packedWords(outputs));
    loop(rows, count, out);
    return out;
  };
  return {
    inputs,
    outputs,
    sequential,
    reset: () => setInitial(state, emitted),
    step: (words) => unpackRows(outputs, run(packRows(inputs, [words]), 1), 1)[0],
    run,
    stream: () => streamOfRows({ inputs, outputs, run }),
  };
}

type Loop = (rows: Uint32Array, count: number, out: Uint32Array) => void;

/** Words that outlive a function call, by kind: register states, and words passed between chunks. */
interface Memory {
  readonly int: Int32Array;
  readonly num: Float64Array;
  readonly big: bigint[];
}

function memory(counts: Readonly<Record<Kind, number>>): Memory {
  return {
    int: new Int32Array(counts.int),
    num: new Float64Array(counts.num),
    big: new Array<bigint>(counts.big).fill(0n),
  };
}

function newState(emitted: Emitted): Memory {
  const { length } = emitted.state;
  const state = memory({ int: length, num: length, big: length });
  setInitial(state, emitted);
  return state;
}

function setInitial(state: Memory, { state: registers }: Emitted): void {
  for (const [k, { kind, init }] of registers.entries())
    if (init === undefined) continue;
    else if (kind === 'big') state.big[k] = init;
    else state[kind][k] = Number(init);
}

/** @param called the loops of the instances' modules */
function build(emitted: Emitted, { inputs, outputs }: Netlist, state: Memory, called: readonly Loop[]): Loop {
  const words = (ports: Netlist['inputs']) => new Uint32Array(packedWords(ports));
  const constants = Object.fromEntries([
    ...emitted.tables.map((table, i) => [`t${i}`, table]),
    ...emitted.calls.flatMap((module, k) => [
      [`call${k}`, called[k]],
      [`given${k}`, words(module.inputs)],
      [`made${k}`, words(module.outputs)],
    ]),
  ]);
  const source = sourceOf(emitted, packedWords(inputs), packedWords(outputs));
  const declared = Object.keys(constants).map((name) => `const ${name} = C.${name};`);
  const make = new Function('R', 'S', 'M', 'C', ['"use strict";', ...declared, source].join('\n')) as (
    r: typeof runtime,
    s: Memory,
    m: typeof memory,
    c: typeof constants,
  ) => Loop;
  return make(runtime, state, memory, constants);
}

function sourceOf(emitted: Emitted, wordsIn: number, wordsOut: number): string {
  const rows = `for (let i = 0, p = 0, q = 0; i < count; i++, p += ${wordsIn}, q += ${wordsOut})`;
  return emitted.statements.length <= LONGEST_LOOP ? oneLoop(emitted, rows) : chunked(emitted, rows);
}

function oneLoop({ statements, state }: Emitted, rows: string): string {
  const at = (k: number) => `S.${state[k].kind}[${k}]`;
  return [
    'return (rows, count, out) => {',
    ...state.map((_, k) => `  let s${k} = ${at(k)};`),
    `  ${rows} {`,
    ...statements.map((s) => `    ${s.text}`),
    '  }',
    ...state.map((_, k) => `  ${at(k)} = s${k};`),
    '};',
  ].join('\n');
}

/** Functions of `CHUNK` statements; what one defines and another needs travels through typed arrays. */
function chunked({ statements, state }: Emitted, rows: string): string {
  const chunks: Statement[][] = [];
  for (let i = 0; i < statements.length; i += CHUNK) chunks.push(statements.slice(i, i + CHUNK));
  const definedBy = new Map<string, { readonly chunk: number; readonly kind: Kind }>();
  for (const [chunk, list] of chunks.entries())
    for (const { defines, kind } of list) if (defines && kind) definedBy.set(defines, { chunk, kind });

  const slots = new Map<string, string>();
  const counts = { int: 0, num: 0, big: 0 };
  const imports = chunks.map((list, chunk) => {
    const foreign = new Set<string>();
    for (const { text } of list)
      for (const [name] of text.matchAll(/\bv\d+\b/g)) if (definedBy.get(name)?.chunk !== chunk) foreign.add(name);
    for (const name of foreign) {
      const kind = definedBy.get(name)?.kind as Kind;
      if (!slots.has(name)) slots.set(name, `${kind}[${counts[kind]++}]`);
    }
    return foreign;
  });

  const stateIn = (text: string) => text.replace(/\bs(\d+)\b/g, (_, k) => `S${state[Number(k)].kind}[${k}]`);
  const functions = chunks.map((list, chunk) => [
    `const f${chunk} = (rows, p, out, q) => {`,
    ...[...imports[chunk]].map((name) => `  const ${name} = ${slots.get(name)};`),
    ...list.map((s) => `  ${stateIn(s.text)}`),
    ...list.flatMap(({ defines }) => (defines && slots.has(defines) ? [`  ${slots.get(defines)} = ${defines};`] : [])),
    '};',
  ]);
  return [
    `const { int, num, big } = M(${JSON.stringify(counts)});`,
    'const { int: Sint, num: Snum, big: Sbig } = S;',
    ...functions.flat(),
    'return (rows, count, out) => {',
    `  ${rows} {`,
    ...chunks.map((_, chunk) => `    f${chunk}(rows, p, out, q);`),
    '  }',
    '};',
  ].join('\n');
}
