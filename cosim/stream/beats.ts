/**
 * Rows that take several transfers: beat k of a port of w bits is bits k w to (k + 1) w - 1 of the word that the port has in
 * its row. Rows and beats alike are packed: every port in order, each in whole 32-bit words.
 */
import type { Manifest } from '../../generators/manifest.ts';
import { type Pins, type Port, portOffsets, rowWords, wordsOf } from '../ports.ts';
import { bitsAt, putBits } from './bits.ts';

/** The words of whole rows, for the ports of one beat. */
export function rowPorts(ports: readonly Port[], beats: number): Port[] {
  return ports.map(({ name, width }) => ({ name, width: width * beats }));
}

/** Pins whose data ports are those of whole rows, for a telling of the design that knows no beats. */
export function rowPins(pins: Pins, channels: Manifest['channels']): Pins {
  if (!channels) return pins;
  const { input, output } = channels;
  return { ...pins, inputs: rowPorts(pins.inputs, input.beats), outputs: rowPorts(pins.outputs, output.beats) };
}

/** `count` rows as `count * beats` transfers. `ports`: those of one beat. */
export function cutRows(ports: readonly Port[], beats: number, rows: Uint32Array, count: number): Uint32Array {
  if (beats === 1) return rows;
  const cut = new Uint32Array(rowWords(ports) * beats * count);
  eachWord(ports, beats, count, ({ row, lo, beat, word, bits }) => {
    cut[beat + word] = bitsAt(rows, row, lo + 32 * word, bits);
  });
  return cut;
}

/** The reverse of `cutRows`. */
export function joinBeats(ports: readonly Port[], beats: number, cut: Uint32Array, count: number): Uint32Array {
  if (beats === 1) return cut;
  const rows = new Uint32Array(rowWords(rowPorts(ports, beats)) * count);
  eachWord(ports, beats, count, ({ row, lo, beat, word }) => putBits(rows, row, lo + 32 * word, cut[beat + word]));
  return rows;
}

/** A word of 32 bits, or the `bits` that are left of it, of a port in a beat. */
interface Piece {
  /** First word of the port in its row, and of the port in its beat. */
  readonly row: number;
  readonly beat: number;
  /** Bit of the row's word at which the beat begins. */
  readonly lo: number;
  /** Number of the word in the beat's. */
  readonly word: number;
  readonly bits: number;
}

function eachWord(ports: readonly Port[], beats: number, count: number, visit: (piece: Piece) => void): void {
  const whole = rowPorts(ports, beats);
  const [inRow, inBeat] = [portOffsets(whole), portOffsets(ports)];
  const [rowStride, beatStride] = [rowWords(whole), rowWords(ports)];
  for (let k = 0; k < count * beats; k++)
    for (const [p, { width }] of ports.entries())
      for (let word = 0; word < wordsOf(width); word++)
        visit({
          row: Math.floor(k / beats) * rowStride + inRow[p],
          beat: k * beatStride + inBeat[p],
          lo: (k % beats) * width,
          word,
          bits: Math.min(32, width - 32 * word),
        });
}
