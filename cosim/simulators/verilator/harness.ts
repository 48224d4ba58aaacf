import { elementBytes } from '../../columns.ts';
import { type Pins, type Port, portOffsets, rowWords, topMask, wordsOf } from '../../ports.ts';
import { renderTemplate } from '../../template.ts';
import { SECTION } from '../../vectors/random.ts';
import type { Variant } from './variant.ts';

/** Module name of the wrapper, and prefix of the C++ that Verilator makes of it. */
export const WRAPPER = 'bitwright_bench';
export const MODEL = 'Vbench';

/** Input `p` of lane `l` in the wrapper: names of ours, so no port name can be a C++ keyword or be rewritten. */
const input = (p: number, lane: number) => `i${p}_${lane}`;
const output = (p: number, lane: number) => `o${p}_${lane}`;

/** The Verilog module that holds `lanes` instances of the design. */
export function wrapperText(pins: Pins, lanes: number): string {
  const range = (port: Port) => (port.width === 1 ? '' : `[${port.width - 1}:0] `);
  const controls = [pins.clock, pins.reset, pins.enable];
  const names = ['clk', 'rst', 'ce'];
  const present = names.filter((_, k) => controls[k] !== undefined);
  const lanesOf = (make: (lane: number) => string[]) => Array.from({ length: lanes }, (_, lane) => make(lane));
  return renderTemplate('verilator-wrapper.v', {
    name: WRAPPER,
    ports: [
      ...present.map((name) => `input wire ${name}`),
      ...lanesOf((lane) => [
        ...pins.inputs.map((port, p) => `input wire ${range(port)}${input(p, lane)}`),
        ...pins.outputs.map((port, p) => `output wire ${range(port)}${output(p, lane)}`),
      ]).flat(),
    ],
    top: pins.top,
    instances: lanesOf((lane) => [
      ...names.flatMap((name, k) => (controls[k] === undefined ? [] : [`.${controls[k]}(${name})`])),
      ...pins.inputs.map((port, p) => `.${port.name}(${input(p, lane)})`),
      ...pins.outputs.map((port, p) => `.${port.name}(${output(p, lane)})`),
    ]).map((connections, lane) => ({ name: lane === 0 ? 'dut' : `dut${lane}`, connections })),
  });
}

/** The C++ program that runs packed rows through the wrapper. */
export function harnessText(pins: Pins, variant: Variant): string {
  const inputWords = rowWords(pins.inputs);
  const outputWords = rowWords(pins.outputs);
  const inputAt = portOffsets(pins.inputs);
  const outputAt = portOffsets(pins.outputs);
  const lanes = Array.from({ length: variant.lanes }, (_, lane) => lane);
  return renderTemplate('verilator-harness.cpp', {
    model: MODEL,
    tracer: variant.tracer,
    headers: variant.headers,
    lanes: variant.lanes,
    inputWords,
    outputWords,
    sequential: pins.clock !== undefined,
    reset: pins.reset !== undefined,
    enable: pins.enable !== undefined,
    check: variant.tracer === '' ? checkText(pins) : '',
    drive: lanes.flatMap((lane) =>
      pins.inputs.flatMap((port, p) => driveStatements(input(p, lane), port.width, lane * inputWords + inputAt[p])),
    ),
    clear: lanes.flatMap((lane) => pins.inputs.flatMap((port, p) => clearStatements(input(p, lane), port.width))),
    sample: lanes.flatMap((lane) =>
      pins.outputs.flatMap((port, p) =>
        sampleStatements(output(p, lane), port.width, lane * outputWords + outputAt[p]),
      ),
    ),
  });
}

/** The part of the program that makes rows itself and compares their results. */
function checkText(pins: Pins): string {
  return renderTemplate('verilator-check.cpp', {
    inputs: pins.inputs,
    outputs: pins.outputs.map(({ width }) => ({ bytes: elementBytes(width) })),
    inputBits: pins.inputs.reduce((sum, { width }) => sum + width, 0),
    latency: pins.latency,
    section: SECTION,
  });
}

/*
 * Verilator holds ports of up to 32 bits in an unsigned integer, up to 64 bits in a 64-bit one and wider ones in an array
 * of 32-bit words, and wants the unused bits of the last word to be 0.
 */

export function driveStatements(port: string, width: number, at: number): string[] {
  const word = (k: number) => {
    const mask = k === wordsOf(width) - 1 ? topMask(width) : 0xffffffff;
    return mask === 0xffffffff ? `row[${at + k}]` : `(row[${at + k}] & 0x${mask.toString(16)}u)`;
  };
  if (width <= 32) return [`top->${port} = ${word(0)};`];
  if (width <= 64) return [`top->${port} = (uint64_t)${word(1)} << 32 | ${word(0)};`];
  return Array.from({ length: wordsOf(width) }, (_, k) => `top->${port}[${k}] = ${word(k)};`);
}

function clearStatements(port: string, width: number): string[] {
  if (width <= 64) return [`top->${port} = 0;`];
  return Array.from({ length: wordsOf(width) }, (_, k) => `top->${port}[${k}] = 0;`);
}

export function sampleStatements(port: string, width: number, at: number): string[] {
  if (width <= 32) return [`result[${at}] = top->${port};`];
  if (width <= 64)
    return [`result[${at}] = (uint32_t)top->${port};`, `result[${at + 1}] = (uint32_t)(top->${port} >> 32);`];
  return Array.from({ length: wordsOf(width) }, (_, k) => `result[${at + k}] = top->${port}[${k}];`);
}
