import type { ManifestChannel } from '../manifest.ts';
import { type Net, NetBuilder } from '../netlist/builder.ts';
import type { Netlist } from '../netlist/netlist.ts';
import { pack, packedFields, packedWidth, unpack } from '../passes/interface/packing.ts';
import { axisChannel } from '../passes/interface/wrap.ts';
import type { Plan } from './plan.ts';
import { counter } from './units/count.ts';

/** A top module and the ports of its handshakes. */
export interface Top {
  readonly netlist: Netlist;
  readonly input: Omit<ManifestChannel, 'beats'>;
  readonly output: Omit<ManifestChannel, 'beats'>;
}

/**
 * AMBA AXI4-Stream around a network that has `valid` and `ready` on both sides: a beat is a transfer, every port begins at a
 * whole byte, and `m_axis_tlast` marks the last transfer of a row. `s_axis_tlast` is there by convention; the network counts.
 */
export function axisTop(name: string, core: Netlist, { ports, outputBeats }: Plan): Top {
  const b = new NetBuilder();
  const [fieldsIn, fieldsOut] = [packedFields(ports.inputs), packedFields(ports.outputs)];
  const tdata = b.input('s_axis_tdata', packedWidth(fieldsIn), 'one beat, each port in whole bytes');
  b.input('s_axis_tlast', 1, 'not read: beats are counted');
  const tvalid = b.input('s_axis_tvalid', 1);
  const receiver = b.input('m_axis_tready', 1);
  const given = new Map<string, Net>([...unpack(b, fieldsIn, tdata), ['in_valid', tvalid], ['out_ready', receiver]]);
  const results = b.instance(core, 'core', given);
  const valid = results.get('out_valid') as Net;
  const beat = counter(b, outputBeats, 'beat', 'of the row that leaves');
  beat.advance(b.and(valid, receiver));
  b.output('s_axis_tready', results.get('in_ready') as Net);
  b.output('m_axis_tdata', pack(b, fieldsOut, results), 'one beat, each port in whole bytes');
  b.output('m_axis_tlast', outputBeats === 1 ? b.const(1, 1n) : beat.last, 'the last beat of a row');
  b.output('m_axis_tvalid', valid);
  return {
    netlist: b.finish(name, 'axi'),
    input: axisChannel('s_axis', packedWidth(fieldsIn), fieldsIn),
    output: axisChannel('m_axis', packedWidth(fieldsOut), fieldsOut),
  };
}
