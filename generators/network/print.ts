/** The text of a document: stable, and made to be read. One row of weights per line, its numbers in columns. */
import { layerNamed } from '../layers/registry.ts';
import type { LayerDocument, NetworkDocument } from './document.ts';

/** Longest line on which an object of plain values stays together. */
const LINE = 110;

export function printNetwork(document: NetworkDocument): string {
  return `${print(ordered(document), '')}\n`;
}

/** The text of one layer of a document. */
export function printLayer(layer: LayerDocument): string {
  return print(orderedLayer(layer), '');
}

/** Fields in the order of the schemas, so that equal networks have equal text. */
function ordered(document: NetworkDocument): unknown {
  const { 'bitwright-network': version, name, doc, inputs, layers, outputs } = document;
  return {
    'bitwright-network': version,
    name,
    ...(doc !== undefined && { doc }),
    inputs: inputs.map(({ name, shape, format }) => ({ name, shape, format })),
    layers: layers.map(orderedLayer),
    outputs,
  };
}

function orderedLayer({ name, layer, from, ...settings }: LayerDocument): unknown {
  const fields = Object.keys(layerNamed(layer).schema.shape).filter((key) => settings[key] !== undefined);
  return { name, layer, from, ...Object.fromEntries(fields.map((key) => [key, settings[key]])) };
}

function print(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inside = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every(isPlain)) return `[${value.map((v) => JSON.stringify(v)).join(', ')}]`;
    const columns = value.every(isRow) ? Math.max(...value.flat().map((n) => String(n).length)) : 0;
    const lines = value.map((v) => (columns > 0 ? row(v as number[], columns) : print(v, inside)));
    return `[\n${lines.map((line) => inside + line).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).filter(([, v]) => v !== undefined);
  const texts = members.map(([key, v]) => `${JSON.stringify(key)}: ${print(v, inside)}`);
  const line = `{ ${texts.join(', ')} }`;
  if (indent !== '' && !line.includes('\n') && indent.length + line.length <= LINE) return line;
  return `{\n${texts.map((text) => inside + text).join(',\n')}\n${indent}}`;
}

const isPlain = (v: unknown) => typeof v !== 'object' || v === null;
const isRow = (v: unknown) => Array.isArray(v) && v.length > 0 && v.every((n) => typeof n === 'number');

function row(numbers: readonly number[], width: number): string {
  return `[${numbers.map((n) => String(n).padStart(width)).join(', ')}]`;
}
