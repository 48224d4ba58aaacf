/** How rows travel through the handshake of a design: as its ports, or packed into the `tdata` of an AXI4-Stream. */
import type { Manifest } from '../../generators/manifest.ts';
import { CosimError } from '../error.ts';
import { type Port, pinsOf, portOffsets, rowWords, wordsOf } from '../ports.ts';
import { cutRows, joinBeats } from './beats.ts';
import { bitsAt, putBits } from './bits.ts';

type Channel = NonNullable<Manifest['channels']>['input'];
type ManifestField = NonNullable<Channel['data']>['fields'][number];

/** The padding of inputs is noise, since designs have to ignore it. */
interface Field extends Omit<ManifestField, 'fill'> {
  readonly fill: ManifestField['fill'] | 'noise';
}

/** One direction: the Verilog ports that hold a beat, and where its words are in them. */
export interface Side {
  readonly valid: string;
  readonly ready: string | undefined;
  /** Transfers of one row. */
  readonly beats: number;
  /** Whether tlast marks the last beat of each row; else rows carry a mark along. */
  readonly packets: boolean;
  /** Verilog ports that hold one beat. */
  readonly wires: readonly Port[];
  /** Words of one beat, as in `Manifest.ports`. */
  readonly ports: readonly Port[];
  /** Places of the words in the first wire; undefined where the wires are the ports. */
  readonly fields: readonly Field[] | undefined;
}

export interface StreamLayout {
  readonly top: string;
  readonly clock: string | undefined;
  readonly reset: string | undefined;
  readonly resetLevel: 'high' | 'low';
  readonly enable: string | undefined;
  readonly latency: number;
  /** Cycles between rows at full rate. */
  readonly ii: number;
  readonly input: Side;
  readonly output: Side;
}

/** @throws CosimError BW4100 where the manifest has no handshake or names what cannot be. */
export function streamLayout(manifest: Manifest): StreamLayout {
  const { channels, latency, ii } = manifest;
  if (!channels) throw new CosimError('BW4100', 'the manifest names no ports of a handshake', 2);
  const { inputs, outputs, ...pins } = pinsOf(manifest);
  const packets = channels.input.beats > 1 || channels.output.beats > 1;
  return {
    ...pins,
    resetLevel: manifest.reset_level,
    latency,
    ii,
    input: noisyPadding(sideOf(channels.input, inputs, packets)),
    output: sideOf(channels.output, outputs, packets),
  };
}

/** What a transfer of results is called in messages. */
export function resultUnit({ output }: StreamLayout): string {
  return output.beats === 1 ? 'row' : 'beat';
}

function sideOf({ valid, ready, last, beats, data }: Channel, ports: readonly Port[], packets: boolean): Side {
  const tdata = data ? [{ name: data.name, width: data.width }] : ports;
  const wires = [...tdata, ...(last === null ? [] : [{ name: last, width: 1 }])];
  return { valid, ready: ready ?? undefined, beats, packets, wires, ports, fields: data?.fields };
}

function noisyPadding(side: Side): Side {
  return { ...side, fields: side.fields?.map((field) => ({ ...field, fill: 'noise' })) };
}

/** Whether `tlast` is 1 for a row that is no packet: now and then, the same in every run. */
export function lastOf(row: number): boolean {
  return Math.imul(row + 1, 0x9e3779b1) >>> 29 === 0;
}

/**
 * Whole rows of the ports as beats of the wires. `first`: number of the first row; padding is filled as the manifest says.
 */
export function toWires(side: Side, rows: Uint32Array, count: number, first = 0): Uint32Array {
  const { fields, ports, wires, beats, packets } = side;
  const cut = cutRows(ports, beats, rows, count);
  if (!fields) return cut;
  const [from, to] = [rowWords(ports), rowWords(wires)];
  const offsets = portOffsets(ports);
  const out = new Uint32Array(to * beats * count);
  for (let beat = 0; beat < beats * count; beat++) {
    const number = first * beats + beat;
    for (const [p, field] of fields.entries()) putField(out, beat * to, field, cut, beat * from + offsets[p], number);
    if (packets ? (beat + 1) % beats === 0 : lastOf(number)) out[beat * to + to - 1] = 1;
  }
  return out;
}

/** Beats of wires as whole rows of the ports; padding and tlast are left out. */
export function fromWires(side: Side, wires: Uint32Array, count: number): Uint32Array {
  return joinBeats(side.ports, side.beats, beatsOf(side, wires, count * side.beats), count);
}

/** `count` beats of the wires as words of the ports. */
export function beatsOf({ fields, ports, wires }: Side, beats: Uint32Array, count: number): Uint32Array {
  if (!fields) return beats;
  const [from, to] = [rowWords(wires), rowWords(ports)];
  const offsets = portOffsets(ports);
  const out = new Uint32Array(to * count);
  for (let beat = 0; beat < count; beat++)
    for (const [p, { lo, width }] of fields.entries())
      for (let k = 0; k < wordsOf(width); k++)
        out[beat * to + offsets[p] + k] = bitsAt(beats, beat * from, lo + 32 * k, Math.min(32, width - 32 * k));
  return out;
}

/** ORs a word and its padding into zeros, 32 bits at a time. */
function putField(out: Uint32Array, base: number, field: Field, rows: Uint32Array, at: number, beat: number): void {
  const { lo, width, padding, fill } = field;
  for (let k = 0; k < wordsOf(width); k++) putBits(out, base, lo + 32 * k, rows[at + k]);
  const top = (rows[at + wordsOf(width) - 1] >>> ((width - 1) % 32)) & 1;
  const noise = (Math.imul(beat + 1, 0x85ebca6b) ^ lo) >>> 24;
  const bits = fill === 'noise' ? noise : fill === 'sign' && top === 1 ? 0xff : 0;
  putBits(out, base, lo + width, bits & (2 ** padding - 1));
}
