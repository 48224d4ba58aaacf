import type { ManifestChannel } from '../manifest.ts';
import { type Net, NetBuilder } from '../netlist/builder.ts';
import type { Netlist } from '../netlist/netlist.ts';
import { pack, packedFields, packedWidth, unpack } from '../passes/interface/packing.ts';
import { axisChannel } from '../passes/interface/wrap.ts';
import type { Pace } from './control.ts';
import type { Plan } from './plan.ts';
import { counter } from './units/count.ts';
import { fifo } from './units/fifo.ts';

/** A top module and the ports of its handshakes. */
export interface Top {
  readonly netlist: Netlist;
  readonly input: Omit<ManifestChannel, 'beats'>;
  readonly output: Omit<ManifestChannel, 'beats'>;
}

/**
 * AMBA AXI4-Stream around a network that has `valid` and `ready` on both sides: a beat is a transfer, and every port begins at a
 * whole byte. Where a row takes several transfers on either side, `m_axis_tlast` marks the last one of its results, and
 * `s_axis_tlast` is there by convention, as the network counts. Else `tlast` travels with its row.
 */
export function axisTop(name: string, core: Netlist, { ports, inputBeats, outputBeats }: Plan, pace: Pace): Top {
  const b = new NetBuilder();
  const [fieldsIn, fieldsOut] = [packedFields(ports.inputs), packedFields(ports.outputs)];
  const travels = inputBeats === 1 && outputBeats === 1;
  const tdata = b.input('s_axis_tdata', packedWidth(fieldsIn), 'one beat, each port in whole bytes');
  const tlast = b.input('s_axis_tlast', 1, travels ? 'leaves with the results' : 'not read: beats are counted');
  const tvalid = b.input('s_axis_tvalid', 1);
  const receiver = b.input('m_axis_tready', 1);
  const marks = travels ? b.scoped('tlast', () => fifo(b, 1, rowsInside(pace))) : undefined;
  const offered = marks ? b.and(tvalid, marks.ready) : tvalid;
  const taken = marks ? b.and(receiver, marks.valid) : receiver;
  const results = b.instance(
    core,
    'core',
    new Map<string, Net>([...unpack(b, fieldsIn, tdata), ['in_valid', offered], ['out_ready', taken]]),
  );
  const [ready, valid] = ['in_ready', 'out_valid'].map((port) => results.get(port) as Net);
  marks?.push(b.and(tvalid, ready), tlast);
  marks?.take(b.and(receiver, valid));
  b.output('s_axis_tready', marks ? b.and(ready, marks.ready) : ready);
  b.output('m_axis_tdata', pack(b, fieldsOut, results), 'one beat, each port in whole bytes');
  b.output('m_axis_tlast', marks?.data ?? lastBeat(b, outputBeats, b.and(valid, receiver)), lastNote(travels));
  b.output('m_axis_tvalid', marks ? b.and(valid, marks.valid) : valid);
  return {
    netlist: b.finish(name, 'axi'),
    input: axisChannel('s_axis', packedWidth(fieldsIn), fieldsIn),
    output: axisChannel('m_axis', packedWidth(fieldsOut), fieldsOut),
  };
}

const lastNote = (travels: boolean) => (travels ? 's_axis_tlast of this row' : 'the last beat of a row');

/** Rows on their way where they come and go at full pace, one that enters, and one that leaves. */
const rowsInside = ({ latency, interval }: Pace) => Math.ceil(latency / interval) + 2;

function lastBeat(b: NetBuilder, beats: number, leaves: Net): Net {
  if (beats === 1) return b.const(1, 1n);
  const beat = counter(b, beats, 'beat', 'of the row that leaves');
  beat.advance(leaves);
  return beat.last;
}
