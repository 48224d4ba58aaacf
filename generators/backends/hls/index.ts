import { type Type, widthOf } from '../../formats/format.ts';
import { typeName } from '../../formats/name.ts';
import { uniqueNames } from '../../ir/identifiers.ts';
import { type Design, inputsOf, isSequential, outputsOf, type Port } from '../../ir/ir.ts';
import type { Backend, BackendInput, EmittedFile } from '../backend.ts';
import { template } from '../template.ts';
import { catapult } from './catapult.ts';
import { type DesignFunction, designFunction } from './design-function.ts';
import type { FunctionPragmas, HlsDialect } from './dialect.ts';
import { type EdgeTypes, type LayerFunction, layerFunction, writtenLayer } from './layer-function.ts';
import { layerHeaders } from './layer-headers.ts';
import { type IoPort, reader, rowWordsOf, writerOf } from './port-io.ts';
import { packedRows } from './rows.ts';
import { systemc } from './systemc.ts';
import { CppTypes } from './types.ts';
import { TranslationUnit } from './unit.ts';
import { vitis } from './vitis.ts';

export const HLS_DIALECTS: Readonly<Record<HlsDialect['name'], HlsDialect>> = { vitis, catapult, systemc };

/**
 * HLS C++ in one dialect: header and source of the top function, its self-checking test bench, and a program that
 * streams rows through it for co-simulation.
 */
export function hlsBackend(dialect: HlsDialect['name']): Backend {
  const { summary } = HLS_DIALECTS[dialect];
  return { name: `hls-${dialect}`, summary, emit: (input) => emit(HLS_DIALECTS[dialect], input) };
}

interface FunctionView {
  readonly comment: string;
  readonly head: string;
  readonly pragmas: FunctionPragmas;
  readonly body: readonly string[];
  readonly struct?: DesignFunction['struct'];
}

function emit(dialect: HlsDialect, { design, manifest, vectors }: BackendInput): EmittedFile[] {
  const top = design.name;
  const types = new CppTypes(dialect);
  const inputs = inputsOf(design);
  const outputs = outputsOf(design);
  const io = (port: Port): IoPort => ({ ...port, cppType: `${top}_${port.name}_t` });
  const ports = [...inputs, ...outputs].map(io);
  const designs = written(design);
  const fromNodes = designs.filter((d) => d === design || !writtenLayer(d));
  const locals = fromNodes.flatMap((d) => [...d.nodes.flatMap((n) => n.name ?? []), ...d.outputs.map((o) => o.name)]);
  const unit = new TranslationUnit(types, [top, ...ports.map((p) => p.cppType)], locals);

  const functions = new Map<string, DesignFunction>();
  const layers: LayerFunction[] = [];
  const edges: EdgeTypes = new Map(ports.map((p) => [`${top} ${p.name}`, p.cppType]));
  for (const d of designs) {
    const isTop = d === design;
    const layer = isTop ? undefined : writtenLayer(d);
    if (layer) {
      const made = layerFunction(unit, d, unit.names(d.name), layer, edges);
      layers.push(made);
      functions.set(d.name, made);
      continue;
    }
    const options = {
      portTypes: new Map(isTop ? ports.map((p) => [p.name, p.cppType]) : []),
      ownState: isTop,
      children: functions,
    };
    functions.set(d.name, designFunction(unit, d, isTop ? top : unit.names(d.name), options));
  }
  const topFunction = functions.get(top) as DesignFunction;
  const prototype = signature(`void ${top}`, topFunction.parameters);
  const topPorts = [...inputs.map(topPort('input')), ...outputs.map(topPort('output'))];
  const topPragmas = dialect.top(topPorts, manifest.latency);

  const helpers: FunctionView[] = unit.helpers.map((f) => ({
    comment: f.comment,
    head: signature(`static ${f.returns} ${f.name}`, f.parameters),
    pragmas: dialect.inlined,
    body: f.body,
  }));
  const ofDesigns: FunctionView[] = [...functions.values()].map((f) => ({
    comment:
      f.design.doc ?? (f === topFunction ? 'The top function: one call per row.' : `Sub-design ${f.design.name}.`),
    head: f === topFunction ? prototype : signature(`static void ${f.name}`, f.parameters),
    pragmas: f === topFunction ? topPragmas : layers.includes(f as LayerFunction) ? dialect.layer : dialect.inlined,
    body: f.body,
    struct: f.struct,
  }));

  const inputWords = wordsOf(inputs);
  const outputWords = wordsOf(outputs);
  const ioFunctions = [
    ...inputs.map((p) => reader(types, io(p), `read_${p.name}`)),
    ...outputs.map((p) => writerOf(types, io(p), `write_${p.name}`)),
  ];
  // Variables of the benches, clear of what else stands there.
  const unique = uniqueNames([top, 'argc', 'argv', 'in', 'out', 'rows', 'row', 'input', 'output', 'mismatches']);
  const variables = new Map(ports.map((p) => [p.name, unique(`${p.name}_port`)]));
  const variable = (p: Port) => variables.get(p.name) as string;
  const calls = {
    variables: ports.map((p) => `${p.cppType} ${variable(p)}${bounds(p.type)};`),
    read: inputs.map((p, i) => `read_${p.name}(${variable(p)}, input + ${offsets(inputs)[i]});`),
    call: `${top}(${ports.map(variable).join(', ')});`,
    write: outputs.map((p, i) => `write_${p.name}(output + ${offsets(outputs)[i]}, ${variable(p)});`),
  };
  const view = {
    top,
    dialect: dialect.title,
    main: dialect.main,
    sequential: isSequential(design),
    inputWords: Math.max(1, inputWords),
    readsInput: inputWords > 0,
    outputWords,
    calls,
  };
  const typedefs = ports.map((p) => ({
    type: scalarType(types, p.type),
    name: p.cppType,
    note: typeName(p.type),
  }));
  const headers = layerHeaders(top, dialect.title, layers);
  const source = template(
    'hls',
    'source.cpp',
  )({
    ...view,
    headers: [`${top}.h`, ...headers.map((h) => h.path)],
    functions: [...helpers, ...ofDesigns].map(renderFunction),
  });
  const header = template(
    'hls',
    'header.h',
  )({
    ...view,
    guard: `BITWRIGHT_${top}_H`,
    // By now all types of the files are known.
    includes: dialect.includes(types.room),
    typedefs,
    prototype,
  });
  return [
    { path: `hls/${top}.h`, text: header },
    ...headers.map((h) => ({ ...h, path: `hls/${h.path}` })),
    { path: `hls/${top}.cpp`, text: source },
    {
      path: `hls/${top}_io.h`,
      text: template('hls', 'io.h')({ ...view, guard: `BITWRIGHT_${top}_IO_H`, functions: ioFunctions }),
    },
    {
      path: `hls/${top}_tb.cpp`,
      text: template(
        'hls',
        'testbench.cpp',
      )({
        ...view,
        rowCount: vectors.inputs.length,
        ports: outputs.map((p, i) => ({ name: p.name, first: offsets(outputs)[i], count: rowWordsOf(p.type) })),
        inputs: packedRows(
          vectors.inputs,
          inputs.map((p) => widthOf(p.type)),
        ),
        outputs: packedRows(
          vectors.outputs,
          outputs.map((p) => widthOf(p.type)),
        ),
      }),
    },
    { path: `hls/${top}_rows.cpp`, text: template('hls', 'rows.cpp')(view) },
  ];
}

/** The designs that become functions, children first: layers that are written from their settings need no sub-designs. */
function written(top: Design): Design[] {
  const seen = new Map<string, Design>();
  const visit = (d: Design) => {
    if (seen.has(d.name)) return;
    if (d === top || !writtenLayer(d)) for (const child of d.children) visit(child);
    seen.set(d.name, d);
  };
  visit(top);
  return [...seen.values()];
}

function renderFunction(view: FunctionView): string {
  return template('hls', 'function')({ ...view, comment: commentText(view.comment), struct: view.struct ?? null });
}

/** On one line where it fits, else one parameter a line. */
function signature(head: string, parameters: readonly string[]): string {
  const whole = `${head}(${parameters.join(', ')})`;
  return whole.length <= 100 ? whole : `${head}(\n    ${parameters.join(',\n    ')})`;
}

/** A user's text inside a C++ comment of one line: nothing in it may end the comment or continue it. */
function commentText(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replaceAll('*/', '* /')
    .replace(/\\+$/, '');
}

const topPort = (direction: 'input' | 'output') => (port: Port) => ({
  name: port.name,
  direction,
  vector: port.type.kind === 'vector',
});

function scalarType(types: CppTypes, type: Type): string {
  return types.scalar(type.kind === 'vector' ? type.element : type);
}

function bounds(type: Type): string {
  return type.kind === 'vector' ? `[${type.length}]` : '';
}

function wordsOf(ports: readonly Port[]): number {
  return ports.reduce((sum, p) => sum + rowWordsOf(p.type), 0);
}

/** The first word of every port in a row. */
function offsets(ports: readonly Port[]): number[] {
  return ports.map((_, i) => wordsOf(ports.slice(0, i)));
}
