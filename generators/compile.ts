import { createHash } from 'node:crypto';
import type { Backend, BenchVectors, EmittedFile } from './backends/backend.ts';
import { widthOf } from './formats/format.ts';
import { formatName } from './formats/name.ts';
import type { GoldenModel } from './golden/golden.ts';
import { goldenModel } from './golden/model.ts';
import { unpackRows } from './golden/packing.ts';
import { type Design, elementOf, inputsOf, outputsOf, type Port } from './ir/ir.ts';
import { printDesign } from './ir/text.ts';
import { verifyDesign } from './ir/verify.ts';
import type { Handshake, Manifest, ManifestPort } from './manifest.ts';
import { flatten } from './netlist/flatten.ts';
import { clockingOf, type NetDesign, type Netlist, topOf } from './netlist/netlist.ts';
import { optimise } from './netlist/passes/index.ts';
import { shiftRegisters } from './netlist/passes/shift-registers.ts';
import { balanceSums } from './netlist/passes/sums/balance.ts';
import { separateSums } from './netlist/passes/sums/separate.ts';
import { verifyNetDesign } from './netlist/verify.ts';
import { typeRules } from './ops/registry.ts';
import { wrapDesign } from './passes/interface/wrap.ts';
import { lowerDesign } from './passes/lower-design.ts';
import { removeDead } from './passes/remove-dead.ts';
import { schedule } from './timing/schedule/index.ts';
import type { StagedState } from './timing/schedule/pipeline.ts';
import type { Schedule, TimingRequest } from './timing/schedule/schedule.ts';
import { TARGET_DEVICES, type TargetName } from './timing/targets.ts';

/** A design on its way to files: the graph, its hardware and the facts about both. */
export interface Compiled {
  readonly design: Design;
  /** What becomes Verilog. */
  readonly netlists: NetDesign;
  /** What it means: the hardware without pipelining, whose result rows belong to the input rows of the same cycle. */
  readonly reference: NetDesign;
  /** The hardware without an interface, of whose top module the schedule speaks. */
  readonly pipeline: NetDesign;
  /** The device whose synthesis the Verilog is written for; undefined: any. */
  readonly target: TargetName | undefined;
  /** Undefined where no pipelining was asked for. */
  readonly schedule: Schedule | undefined;
  /** The design's own registers in a pipeline; none without one. */
  readonly state: readonly StagedState[];
  /** Everything but the list of files. */
  readonly manifest: Manifest;
}

/** What is made of a design: a pipeline where a frequency or a latency is asked for. */
export type CompileRequest = Pick<TimingRequest, 'target'> & Partial<TimingRequest>;

/** description -> checked graph -> netlist -> optimised netlist -> pipeline. Without a request: a netlist for any device. */
export function compile(source: Design, request?: CompileRequest): Compiled {
  verifyDesign(source, typeRules);
  const design = removeDead(source);
  verifyDesign(design, typeRules);
  const lowered = lowerDesign(design);
  verifyNetDesign(lowered);
  const reference = optimise(lowered);
  const target = request?.target;
  const shaped = target ? eachModule(reference, (m) => balanceSums(m, TARGET_DEVICES[target].adderWords)) : reference;
  const { pipeline, schedule, state } = pipelined(shaped, request);
  const netlists = printable(pipeline, target);
  const manifest = manifestOf(source, netlists, schedule?.latency ?? 0);
  return { design, netlists, reference, pipeline, target, schedule, state, manifest };
}

/** In the form that the target's synthesis makes the most of. */
export function printable(design: NetDesign, target: TargetName | undefined): NetDesign {
  if (target === undefined) return design;
  const { adderWords, dsp, shiftRegisterBits } = TARGET_DEVICES[target];
  return eachModule(design, (m) => {
    const lines = shiftRegisterBits === undefined ? m : shiftRegisters(m, shiftRegisterBits);
    return separateSums(lines, { arity: adderWords, products: dsp === undefined });
  });
}

function eachModule(design: NetDesign, pass: (module: Netlist) => Netlist): NetDesign {
  const changed = { modules: design.modules.map(pass) };
  verifyNetDesign(changed);
  return changed;
}

/** A pipeline is one module, whatever hierarchy the design has: registers are placed where they are fewest. */
function pipelined(
  design: NetDesign,
  request: CompileRequest | undefined,
): Pick<Compiled, 'pipeline' | 'schedule' | 'state'> {
  if (request?.freq === undefined && request?.latency === undefined)
    return { pipeline: design, schedule: undefined, state: [] };
  const made = schedule(flatten(design), request);
  const pipeline = { modules: [made.netlist] };
  verifyNetDesign(pipeline);
  return { pipeline, schedule: made.schedule, state: made.state };
}

/** The design behind a handshake: its modules as they are, and a top module that says when they advance. */
export function withInterface(compiled: Compiled, handshake: Handshake): Compiled {
  if (handshake === 'none') return compiled;
  const { design, pipeline, target, state, manifest } = compiled;
  const { netlist, core, latency, input, output } = wrapDesign(
    design,
    { netlists: pipeline, latency: manifest.latency, state },
    handshake,
  );
  const children = pipeline.modules.slice(0, -1);
  const { clock, reset, resetLevel, enable } = clockingOf(netlist);
  const wrapped = printable({ modules: [...children, core, netlist] }, target);
  verifyNetDesign(wrapped);
  return {
    ...compiled,
    netlists: wrapped,
    manifest: {
      ...manifest,
      clock: netlist.sequential ? clock : null,
      reset: netlist.resets ? reset : null,
      reset_level: resetLevel,
      enable: netlist.sequential ? (enable ?? null) : null,
      handshake,
      channels: { input, output },
      latency,
      modules: wrapped.modules.map((m) => m.name),
    },
  };
}

/** The golden model: the very netlist that becomes Verilog, before it is pipelined, as WebAssembly or JavaScript. */
export function goldenOf(compiled: Compiled): GoldenModel {
  return goldenModel(compiled.reference);
}

/** The files of every back end, and the manifest that lists them. */
export function emit(compiled: Compiled, backends: readonly Backend[], vectors: BenchVectors): EmittedFile[] {
  const input = { ...compiled, vectors };
  const files: EmittedFile[] = [];
  for (const backend of backends) files.push(...backend.emit(input, files));
  const listed = files.map((f) => ({ path: f.path, kind: kindOf(f.path) }));
  const manifest: Manifest = { ...compiled.manifest, files: listed };
  return [...files, { path: 'manifest.json', text: `${JSON.stringify(manifest, null, 2)}\n` }];
}

/** The rows with what the golden model answers to them, from reset. `rows` are packed input rows. */
export function benchVectors(compiled: Compiled, rows: Uint32Array, count: number): BenchVectors {
  const golden = goldenOf(compiled);
  const outputs = golden.run(rows, count);
  return { inputs: unpackRows(golden.inputs, rows, count), outputs: unpackRows(golden.outputs, outputs, count) };
}

function manifestOf(design: Design, netlists: NetDesign, latency: number): Manifest {
  const { sequential, resets } = topOf(netlists);
  const port =
    (direction: 'input' | 'output') =>
    (p: Port): ManifestPort => ({
      name: p.name,
      direction,
      width: widthOf(p.type),
      format: formatName(elementOf(p.type)),
      ...(p.type.kind === 'vector' && { elements: p.type.length }),
    });
  return {
    bitwright: 1,
    name: design.name,
    top: design.name,
    description: createHash('sha256').update(printDesign(design)).digest('hex'),
    ports: [...inputsOf(design).map(port('input')), ...outputsOf(design).map(port('output'))],
    clock: sequential ? 'clk' : null,
    reset: resets ? 'rst' : null,
    reset_level: 'high',
    enable: sequential ? 'ce' : null,
    handshake: 'none',
    channels: null,
    latency,
    ii: 1,
    modules: netlists.modules.map((m) => m.name),
    files: [],
  };
}

function kindOf(path: string): Manifest['files'][number]['kind'] {
  if (path.endsWith('.hex')) return 'vectors';
  if (path.startsWith('rtl/')) return path.endsWith('.v') ? 'verilog' : 'text';
  if (path.startsWith('tb/')) return path.endsWith('.v') ? 'verilog-testbench' : 'text';
  if (path.startsWith('hls/')) return /_(tb|rows)\.cpp$/.test(path) ? 'hls-testbench' : 'hls';
  return 'script';
}
