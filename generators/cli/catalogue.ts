/** `bitwright formats` and `bitwright ops`: what exists, from the registries. */
import { fracOf, type Type, widthOf } from '../formats/format.ts';
import { FORMAT_PRESETS } from '../formats/presets.ts';
import { parseType, typeAlias, typeName } from '../formats/name.ts';
import { OPERATORS, operatorNamed } from '../ops/registry.ts';
import { showValue } from '../exact/text.ts';
import { rawRange } from '../formats/range.ts';
import { maxFiniteCode, minPositiveCode } from '../formats/float-codes.ts';
import type { z } from 'zod';
import { paint, print, printJson, table } from './terminal.ts';

export function opsCommand(name: string | undefined, options: { json?: boolean }): void {
  if (name === undefined) {
    if (options.json) return printJson(OPERATORS.map(({ name, summary, example }) => ({ name, summary, example })));
    print(table(['operator', 'what it gives', 'for example'], OPERATORS.map((o) => [o.name, o.summary, o.example])));
    return;
  }
  const op = operatorNamed(name);
  const params = Object.entries(op.params.shape).map(([key, schema]) => [key, (schema as z.ZodType).description ?? '']);
  if (options.json) {
    const { summary, doc, arity, example, shapes } = op;
    return printJson({ name: op.name, summary, doc, arity, attributes: Object.fromEntries(params), example, shapes });
  }
  print(`${paint.bold(op.name)}  ${op.summary}\n\n${wrap(op.doc)}\n`);
  if (params.length > 0) print(`${table(['attribute', 'meaning'], params.map(([k, d]) => [k, wrap(d, 70)]))}\n`);
  print(`${paint.bold('Try')}  bitwright golden '${op.example}'`);
}

export function formatsCommand(name: string | undefined, options: { json?: boolean }): void {
  if (name !== undefined) {
    const type = parseType(name);
    const facts = factsOf(type);
    return options.json ? printJson(facts) : print(table(['', ''], Object.entries(facts).map(([k, v]) => [k, String(v)])).trim());
  }
  if (options.json) return printJson(FORMAT_PRESETS);
  print(
    `fixed<W,I> ufixed<W,I>   fixed point as ap_fixed: W bits (1 to 4096), I integer bits with the sign; also fixed8_3
intN uintN               fixed<N,N>, ufixed<N,N>
float<E,M>               sign, E exponent bits, M mantissa bits; options bias= inf= nan= subnormals=; also float4_3
FORMAT[N]                vector of N values; also FORMATxN
`,
  );
  print(table(['preset', 'what it is'], FORMAT_PRESETS.map((p) => [p.name, p.summary])));
}

function factsOf(type: Type): Record<string, string | number> {
  const base = { name: typeName(type), alias: typeAlias(type), bits: widthOf(type) };
  if (type.kind === 'vector') return { ...base, elements: type.length, element: typeName(type.element) };
  if (type.kind === 'fixed') {
    const { min, max } = rawRange(type);
    const show = (raw: bigint) => showValue(BigInt.asUintN(type.width, raw), type);
    return { ...base, 'integer bits': type.int, 'fraction bits': fracOf(type), smallest: show(min), largest: show(max), ulp: `2^${-fracOf(type)}` };
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
