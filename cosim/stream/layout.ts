/** How rows travel through the handshake of a design: as its ports, or packed into the `tdata` of an AXI4-Stream. */
import type { Manifest } from '../../generators/manifest.ts';
import { CosimError } from '../error.ts';
import { type Port, pinsOf, portOffsets, rowWords, wordsOf } from '../ports.ts';

type Channel = NonNullable<Manifest['channels']>['input'];
type ManifestField = NonNullable<Channel['data']>['fields'][number];

/** The padding of inputs is noise, since designs have to ignore it. */
interface Field extends Omit<ManifestField, 'fill'> {
  readonly fill: ManifestField['fill'] | 'noise';
}

/** One direction: the Verilog ports that hold a row, and where its words are in them. */
export interface Side {
  readonly valid: string;
  readonly ready: string | undefined;
  /** Verilog ports that hold one row. */
  readonly wires: readonly Port[];
  /** Words of the design, as in `Manifest.ports`. */
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
  readonly input: Side;
  readonly output: Side;
}

/** @throws CosimError BW4100 where the manifest has no handshake or names what cannot be. */
export function streamLayout(manifest: Manifest): StreamLayout {
  const { channels, latency } = manifest;
  if (!channels) throw new CosimError('BW4100', 'the manifest names no ports of a handshake', 2);
  const { inputs, outputs, ...pins } = pinsOf(manifest);
  return {
    ...pins,
    resetLevel: manifest.reset_level,
    latency,
    input: noisyPadding(sideOf(channels.input, inputs)),
    output: sideOf(channels.output, outputs),
  };
}

function sideOf({ valid, ready, last, data }: Channel, ports: readonly Port[]): Side {
  const tdata = data ? [{ name: data.name, width: data.width }] : ports;
  const wires = [...tdata, ...(last === null ? [] : [{ name: last, width: 1 }])];
  return { valid, ready: ready ?? undefined, wires, ports, fields: data?.fields };
}

function noisyPadding(side: Side): Side {
  return { ...side, fields: side.fields?.map((field) => ({ ...field, fill: 'noise' })) };
}

/** Whether `tlast` is 1 for a row: now and then, the same in every run. */
export function lastOf(row: number): boolean {
  return Math.imul(row + 1, 0x9e3779b1) >>> 29 === 0;
}

/** Rows of ports as rows of wires. `first`: number of the first row; padding is filled as the manifest says. */
export function toWires(side: Side, rows: Uint32Array, count: number, first = 0): Uint32Array {
  const { fields, ports, wires } = side;
  if (!fields) return rows;
  const [from, to] = [rowWords(ports), rowWords(wires)];
  const offsets = portOffsets(ports);
  const out = new Uint32Array(to * count);
  for (let row = 0; row < count; row++) {
    for (const [p, field] of fields.entries())
      putField(out, row * to, field, rows, row * from + offsets[p], first + row);
    if (lastOf(first + row)) out[row * to + to - 1] = 1;
  }
  return out;
}

/** Rows of wires as rows of ports; padding and tlast are left out. */
export function fromWires(side: Side, rows: Uint32Array, count: number): Uint32Array {
  const { fields, ports, wires } = side;
  if (!fields) return rows;
  const [from, to] = [rowWords(wires), rowWords(ports)];
  const offsets = portOffsets(ports);
  const out = new Uint32Array(to * count);
  for (let row = 0; row < count; row++)
    for (const [p, { lo, width }] of fields.entries())
      for (let k = 0; k < wordsOf(width); k++)
        out[row * to + offsets[p] + k] = bitsAt(rows, row * from, lo + 32 * k, Math.min(32, width - 32 * k));
  return out;
}

/** ORs a word and its padding into zeros, 32 bits at a time. */
function putField(out: Uint32Array, base: number, field: Field, rows: Uint32Array, at: number, row: number): void {
  const { lo, width, padding, fill } = field;
  for (let k = 0; k < wordsOf(width); k++) putBits(out, base, lo + 32 * k, rows[at + k]);
  const top = (rows[at + wordsOf(width) - 1] >>> ((width - 1) % 32)) & 1;
  const noise = (Math.imul(row + 1, 0x85ebca6b) ^ lo) >>> 24;
  const bits = fill === 'noise' ? noise : fill === 'sign' && top === 1 ? 0xff : 0;
  putBits(out, base, lo + width, bits & (2 ** padding - 1));
}

function putBits(out: Uint32Array, base: number, lo: number, bits: number): void {
  const at = base + (lo >>> 5);
  const shift = lo & 31;
  out[at] |= bits << shift;
  if (shift > 0 && bits >>> (32 - shift) !== 0) out[at + 1] |= bits >>> (32 - shift);
}

function bitsAt(rows: Uint32Array, base: number, lo: number, count: number): number {
  const at = base + (lo >>> 5);
  const shift = lo & 31;
  const word = shift === 0 ? rows[at] : (rows[at] >>> shift) | (rows[at + 1] << (32 - shift));
  return count === 32 ? word >>> 0 : (word & (2 ** count - 1)) >>> 0;
}
