import type { Manifest } from '../generators/manifest.ts';
import { CosimError } from './error.ts';

/** A port as the packed rows see it. */
export interface Port {
  readonly name: string;
  /** Bits, at least 1. */
  readonly width: number;
}

/** 32-bit words that one word of `width` bits takes in a packed row. */
export function wordsOf(width: number): number {
  return Math.ceil(width / 32);
}

/** 32-bit words that one packed row of these ports takes. */
export function rowWords(ports: readonly Port[]): number {
  return ports.reduce((sum, port) => sum + wordsOf(port.width), 0);
}

/** First 32-bit word of each port within a row. */
export function portOffsets(ports: readonly Port[]): number[] {
  let at = 0;
  return ports.map((port) => {
    const offset = at;
    at += wordsOf(port.width);
    return offset;
  });
}

/** The bits of the most significant 32-bit word that belong to a port of `width` bits. */
export function topMask(width: number): number {
  return width % 32 === 0 ? 0xffffffff : 2 ** (width % 32) - 1;
}

/** Reads the unsigned word of `width` bits that starts at `rows[offset]`. */
export function readWord(rows: Uint32Array, offset: number, width: number): bigint {
  let word = 0n;
  for (let k = wordsOf(width) - 1; k >= 0; k--) word = (word << 32n) | BigInt(rows[offset + k]);
  return word;
}

/** Stores an unsigned word of `width` bits at `rows[offset]`. */
export function writeWord(rows: Uint32Array, offset: number, width: number, word: bigint): void {
  for (let k = 0; k < wordsOf(width); k++) rows[offset + k] = Number((word >> BigInt(32 * k)) & 0xffffffffn);
}

/** Packs one row of words per entry. */
export function packRows(ports: readonly Port[], rows: readonly (readonly bigint[])[]): Uint32Array {
  const stride = rowWords(ports);
  const offsets = portOffsets(ports);
  const packed = new Uint32Array(stride * rows.length);
  for (const [r, row] of rows.entries())
    for (const [p, port] of ports.entries()) writeWord(packed, r * stride + offsets[p], port.width, row[p]);
  return packed;
}

/** The words of one packed row, one per port. */
export function unpackRow(ports: readonly Port[], rows: Uint32Array, row: number): bigint[] {
  const base = row * rowWords(ports);
  const offsets = portOffsets(ports);
  return ports.map((port, p) => readWord(rows, base + offsets[p], port.width));
}

/** How a design is driven: its data ports and its control ports, taken from the manifest. */
export interface Pins {
  readonly top: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly clock: string | undefined;
  readonly reset: string | undefined;
  readonly enable: string | undefined;
  /** Cycles from a row to its outputs. */
  readonly latency: number;
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_$]*$/;

/**
 * The pins of a manifest.
 * @throws CosimError BW4100 where a name could not stand in Verilog or the design has no output.
 */
export function pinsOf(manifest: Manifest): Pins {
  const control = [manifest.clock, manifest.reset, manifest.enable].filter((name) => name !== null);
  const names = [manifest.top, ...control, ...manifest.ports.map((port) => port.name)];
  for (const name of names)
    if (!IDENTIFIER.test(name))
      throw new CosimError(
        'BW4100',
        `the manifest names ${JSON.stringify(name)}, not a Verilog identifier`,
        2,
        REBUILD,
      );
  const data = manifest.ports.filter((port) => !control.includes(port.name));
  const outputs = data.filter((port) => port.direction === 'output');
  if (outputs.length === 0) throw new CosimError('BW4100', 'the manifest has no output port to compare', 2, REBUILD);
  return {
    top: manifest.top,
    inputs: data.filter((port) => port.direction === 'input'),
    outputs,
    clock: manifest.clock ?? undefined,
    reset: manifest.reset ?? undefined,
    enable: manifest.enable ?? undefined,
    latency: manifest.latency,
  };
}

const REBUILD = 'Run `bitwright build` again, or correct manifest.json.';

/** @throws CosimError BW4101 where `rows` does not hold `count` rows of `ports`. */
export function checkRows(ports: readonly Port[], rows: Uint32Array, count: number): void {
  const wanted = rowWords(ports) * count;
  if (rows.length !== wanted)
    throw new CosimError(
      'BW4101',
      `${count} rows of these ports take ${wanted} words of 32 bits, not ${rows.length}`,
      2,
    );
}
