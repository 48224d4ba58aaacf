/** `bitwright formats`, `bitwright ops` and `bitwright layers`: what exists, from the registries. */

import type { z } from 'zod';
import { showValue } from '../exact/text.ts';
import { maxFiniteCode, minPositiveCode } from '../formats/float-codes.ts';
import { fracOf, type Type, widthOf } from '../formats/format.ts';
import { parseType, typeAlias, typeName } from '../formats/name.ts';
import { FORMAT_PRESETS } from '../formats/presets.ts';
import { rawRange } from '../formats/range.ts';
import { exampleLayer, settingsOf } from '../layers/describe.ts';
import type { Layer } from '../layers/layer.ts';
import { LAYERS, layerNamed } from '../layers/registry.ts';
import { printLayer } from '../network/print.ts';
import type { Operator } from '../ops/operator.ts';
import { OPERATORS, operatorNamed } from '../ops/registry.ts';
import { paint, print, printJson, table } from './terminal.ts';

export function opsCommand(name: string | undefined, options: { json?: boolean }): void {
  if (name !== undefined) showOperator(operatorNamed(name), options.json ?? false);
  else if (options.json) printJson(OPERATORS.map(({ name, summary, example }) => ({ name, summary, example })));
  else {
    const rows = OPERATORS.map((o) => [o.name, o.summary, o.example]);
    print(table(['operator', 'what it gives', 'for example'], rows));
  }
}

function showOperator(op: Operator, json: boolean): void {
  const attributes = Object.entries(op.params.shape).map(([k, schema]) => [k, (schema as z.ZodType).description ?? '']);
  const { name, summary, doc, arity, example, shapes } = op;
  if (json) {
    printJson({ name, summary, doc, arity, attributes: Object.fromEntries(attributes), example, shapes });
    return;
  }
  print(`${paint.bold(name)}  ${summary}\n\n${wrap(doc)}\n`);
  const rows = attributes.map(([k, d]) => [k, wrap(d, 70)]);
  if (rows.length > 0) print(`${table(['attribute', 'meaning'], rows)}\n`);
  print(`${paint.bold('Try')}  bitwright golden '${example}'`);
}

export function layersCommand(name: string | undefined, options: { json?: boolean }): void {
  if (name !== undefined) showLayer(layerNamed(name), options.json ?? false);
  else if (options.json) printJson(LAYERS.map(({ name, summary }) => ({ name, summary })));
  else {
    print(
      table(
        ['layer', 'what it gives'],
        LAYERS.map((l) => [l.name, l.summary]),
      ),
    );
  }
}

function showLayer(layer: Layer, json: boolean): void {
  const { name, summary, doc, arity, cases } = layer;
  const settings = settingsOf(layer);
  const [example] = cases;
  if (json) {
    printJson({ name, summary, doc, arity, settings, example });
    return;
  }
  print(`${paint.bold(name)}  ${summary}\n\n${wrap(doc)}\n`);
  const rows = settings.map((s) => [s.name, wrap(`${s.description}${s.optional ? ' (optional)' : ''}`, 70)]);
  if (rows.length > 0) print(`${table(['setting', 'meaning'], rows)}\n`);
  print(`${paint.bold('In a network document')}\n${printLayer(exampleLayer(layer))}`);
}

export function formatsCommand(name: string | undefined, options: { json?: boolean }): void {
  if (name !== undefined) showType(parseType(name), options.json ?? false);
  else if (options.json) printJson(FORMAT_PRESETS.map(({ name, summary, format }) => ({ name, summary, ...format })));
  else {
    print(NOTATION);
    print(
      table(
        ['preset', 'what it is'],
        FORMAT_PRESETS.map((p) => [p.name, p.summary]),
      ),
    );
  }
}

const NOTATION = `fixed<W,I> ufixed<W,I>   fixed point as ap_fixed: W bits (1 to 4096), I integer bits with the sign; also fixed8_3
intN uintN               fixed<N,N>, ufixed<N,N>
float<E,M>               sign, E exponent bits, M mantissa bits; options bias= inf= nan= subnormals=; also float4_3
FORMAT[N]                vector of N values; also FORMATxN
`;

function showType(type: Type, json: boolean): void {
  const facts = factsOf(type);
  if (json) printJson(facts);
  else for (const [k, v] of Object.entries(facts)) print(`${k.padEnd(18)} ${v}`);
}

function factsOf(type: Type): Record<string, string | number> {
  const base = { name: typeName(type), alias: typeAlias(type), bits: widthOf(type) };
  if (type.kind === 'vector') return { ...base, elements: type.length, element: typeName(type.element) };
  if (type.kind === 'fixed') {
    const { min, max } = rawRange(type);
    const show = (raw: bigint) => showValue(BigInt.asUintN(type.width, raw), type);
    return {
      ...base,
      'integer bits': type.int,
      'fraction bits': fracOf(type),
      smallest: show(min),
      largest: show(max),
      ulp: `2^${-fracOf(type)}`,
    };
  }
  return {
    ...base,
    'exponent bits': type.exp,
    'mantissa bits': type.man,
    bias: type.bias,
    infinities: type.inf ? 'yes' : 'no',
    NaN: type.nan,
    subnormals: type.subnormals ? 'yes' : 'no',
    'smallest positive': showValue(minPositiveCode(type), type),
    largest: showValue(maxFiniteCode(type), type),
  };
}

function wrap(text: string, width = 100): string {
  return text.replace(new RegExp(`(.{1,${width}})(?:\\s+|$)`, 'g'), '$1\n').trimEnd();
}
