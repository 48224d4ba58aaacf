/** Interfaces: a module of control logic around the core, with the handshake that was asked for. */
import { fail } from '../../diagnostics/diagnostic.ts';
import { uniqueNames } from '../../ir/identifiers.ts';
import { type Design, inputsOf, outputsOf } from '../../ir/ir.ts';
import type { Handshake, ManifestChannel, ManifestField } from '../../manifest.ts';
import { type Net, NetBuilder } from '../../netlist/builder.ts';
import { type NetDesign, type Netlist, topOf } from '../../netlist/netlist.ts';
import type { StagedState } from '../../timing/schedule/pipeline.ts';
import { type Core, gateState, instantiate, travelling, validRegisters } from './core.ts';
import { pack, packedFields, packedWidth, unpack } from './packing.ts';
import { registerSlice } from './slice.ts';

interface Wrapped {
  readonly netlist: Netlist;
  /** Cycles from a row to its results, where nothing stalls. */
  readonly latency: number;
  readonly input: ManifestChannel;
  readonly output: ManifestChannel;
}

type Wrap = (name: string, core: Core, design: Design) => Wrapped;

const WRAPS: Readonly<Record<Exclude<Handshake, 'none'>, Wrap>> = {
  valid: wrapValid,
  ready: wrapReady,
  axis: wrapAxis,
};

/** What an interface is put around. */
export interface Pipeline {
  readonly netlists: NetDesign;
  /** Cycles from a row to its results. */
  readonly latency: number;
  /** The design's own registers, where it is a pipeline; see `gateState`. */
  readonly state: readonly StagedState[];
}

/**
 * A module that has the name of the design and the ports of the handshake, and the core that it instantiates: the top of
 * `netlists` by another name, its state waiting for valid rows.
 */
export function wrapDesign(
  design: Design,
  { netlists, latency, state }: Pipeline,
  handshake: Exclude<Handshake, 'none'>,
): Wrapped & { readonly core: Netlist } {
  const top = topOf(netlists);
  const fresh = uniqueNames(netlists.modules.map((m) => m.name));
  const core = gateState({ ...top, name: fresh(`${top.name}_core`) }, latency, state);
  return { ...WRAPS[handshake](top.name, core, design), core: core.netlist };
}

/** A valid bit travels with each row; the whole of it waits where `ce` is 0. */
function wrapValid(name: string, core: Core): Wrapped {
  const b = new NetBuilder();
  const inValid = b.input('in_valid', 1, 'the inputs hold a row');
  const valid = travelling(b, inValid, validRegisters(b, core.latency));
  const results = instantiate(b, core, dataInputs(b, core), valid);
  b.output('out_valid', valid[core.latency], 'the outputs hold its results');
  dataOutputs(b, core, results);
  return {
    netlist: b.finish(name),
    latency: core.latency,
    input: { valid: 'in_valid', ready: null, last: null, beats: 1, data: null },
    output: { valid: 'out_valid', ready: null, last: null, beats: 1, data: null },
  };
}

/**
 * All stages move together, unless the last one holds a row that the receiver does not take. So a row enters in every cycle
 * as long as rows leave; `in_ready` follows `out_ready` without a register between them.
 */
function wrapReady(name: string, core: Core): Wrapped {
  const b = new NetBuilder();
  const inValid = b.input('in_valid', 1, 'the inputs hold a row');
  const inputs = dataInputs(b, core);
  const outReady = b.input('out_ready', 1, 'the results are taken');
  const { valid, advance } = stallable(b, inValid, core.latency, outReady);
  const results = instantiate(b, core, inputs, valid, advance);
  b.output('in_ready', advance, 'the row is taken');
  b.output('out_valid', valid[core.latency], 'the outputs hold its results');
  dataOutputs(b, core, results);
  return {
    netlist: b.finish(name, 'free'),
    latency: core.latency,
    input: { valid: 'in_valid', ready: 'in_ready', last: null, beats: 1, data: null },
    output: { valid: 'out_valid', ready: 'out_ready', last: null, beats: 1, data: null },
  };
}

/** AMBA AXI4-Stream on both sides: as `ready`, with a register slice behind the core, so that all outputs are registers. */
function wrapAxis(name: string, core: Core, design: Design): Wrapped {
  if (inputsOf(design).length === 0)
    fail('BW2040', `design ${design.name} has no inputs, so it cannot have an AXI4-Stream of them`, {
      help: 'use --interface valid or ready',
    });
  const b = new NetBuilder();
  const [fieldsIn, fieldsOut] = [packedFields(inputsOf(design)), packedFields(outputsOf(design))];
  const [widthIn, widthOut] = [packedWidth(fieldsIn), packedWidth(fieldsOut)];
  const tdata = b.input('s_axis_tdata', widthIn, 'one row, each port in whole bytes');
  const tlast = b.input('s_axis_tlast', 1, 'travels with its row');
  const tvalid = b.input('s_axis_tvalid', 1);
  const receiver = b.input('m_axis_tready', 1);
  const slice = registerSlice(b, widthOut + 1);
  const { valid, advance } = stallable(b, tvalid, core.latency, slice.ready);
  const registers = Array.from({ length: core.latency }, (_, k) => b.reg(1, undefined, `last_${k + 1}`));
  const lasts = travelling(b, tlast, registers, advance);
  const results = instantiate(b, core, unpack(b, fieldsIn, tdata), valid, advance);
  b.output('s_axis_tready', advance);
  slice.connect(receiver, {
    valid: valid[core.latency],
    data: b.named(b.concat(lasts[core.latency], pack(b, fieldsOut, results)), 'result'),
  });
  b.output('m_axis_tdata', b.slice(slice.data, widthOut - 1, 0), 'its results, each port in whole bytes');
  b.output('m_axis_tlast', b.bit(slice.data, widthOut));
  b.output('m_axis_tvalid', slice.valid);
  return {
    netlist: b.finish(name, 'axi'),
    latency: core.latency + 1,
    input: axisChannel('s_axis', widthIn, fieldsIn),
    output: axisChannel('m_axis', widthOut, fieldsOut),
  };
}

/**
 * Valid bits, and whether the stages may move: the last one is empty or its row is taken. Without stages a row passes where
 * the receiver is ready.
 */
function stallable(b: NetBuilder, inValid: Net, latency: number, ready: Net): { valid: Net[]; advance: Net } {
  const registers = validRegisters(b, latency);
  const advance = latency === 0 ? ready : b.named(b.or(ready, b.not(registers[latency - 1])), 'advance');
  return { valid: travelling(b, inValid, registers, advance), advance };
}

function dataInputs(b: NetBuilder, { netlist, rowInputs }: Core): Map<string, Net> {
  const own = new Set(rowInputs.values());
  return new Map(
    netlist.inputs.filter((p) => !own.has(p.name)).map((p) => [p.name, b.input(p.name, p.width, p.note)] as const),
  );
}

function dataOutputs(b: NetBuilder, { netlist }: Core, results: ReadonlyMap<string, Net>): void {
  for (const port of netlist.outputs) b.output(port.name, results.get(port.name) as Net, port.note);
}

export function axisChannel(prefix: string, width: number, fields: ManifestField[]): ManifestChannel {
  return {
    valid: `${prefix}_tvalid`,
    ready: `${prefix}_tready`,
    last: `${prefix}_tlast`,
    beats: 1,
    data: { name: `${prefix}_tdata`, width, fields },
  };
}
