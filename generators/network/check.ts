/** From a document to a checked network. Every refusal names the layer, the place in the document and what to do. */
import type { z } from 'zod';
import { at, DiagnosticError, fail, type Where } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { CONTROL_PORTS, checkName } from '../ir/verify.ts';
import { layerNamed } from '../layers/registry.ts';
import { checkTensor, typeOfLayer } from '../layers/type.ts';
import { documentSchema, type LayerDocument, VERSION } from './document.ts';
import type { Network, NetworkEdge, NetworkLayer } from './network.ts';
import { type Path, placeText } from './place.ts';

/** The place of a part of the document, for diagnostics. */
export type WhereOf = (path: Path) => Where | undefined;

export function checkNetwork(document: unknown, whereOf: WhereOf): Network {
  checkVersion(document, whereOf);
  const frame = readBy(documentSchema, document, 'the network', [], whereOf);
  at(whereOf(['name']), () => checkName('network', frame.name, undefined));
  checkNames(frame, whereOf);
  const inputs = frame.inputs.map(({ name, shape, format }, i): NetworkEdge => {
    const type = { shape, formats: format };
    within(`input '${name}'`, whereOf(['inputs', i]), () => checkTensor(type));
    return { name, type };
  });
  const edges = new Map(inputs.map((e) => [e.name, e]));
  const layers: NetworkLayer[] = [];
  for (const index of inOrder(frame, whereOf)) {
    const layer = checkLayer(frame.layers[index], edges, ['layers', index], whereOf);
    edges.set(layer.name, layer);
    layers.push(layer);
  }
  const outputs = Object.entries(frame.outputs).map(([name, from]) => {
    if (!edges.has(from)) unknownEdge(`output '${name}'`, from, [...edges.keys()], whereOf(['outputs', name]));
    return { name, from };
  });
  checkUse(frame, whereOf);
  return { name: frame.name, ...(frame.doc !== undefined && { doc: frame.doc }), inputs, layers, outputs };
}

/** One layer with its inputs: what a builder checks at once, and a document layer by layer. */
export function checkLayer(
  document: LayerDocument,
  edges: ReadonlyMap<string, NetworkEdge>,
  path: Path,
  whereOf: WhereOf,
): NetworkLayer {
  const { name, layer: kind, from, ...given } = document;
  const what = `layer '${name}'`;
  const layer = within(what, whereOf([...path, 'layer']), () => layerNamed(kind));
  const settings = readBy(layer.schema, given, `${what} (${kind})`, path, whereOf);
  const sources = [from].flat();
  const inputs = sources.map((s) => (edges.get(s) as NetworkEdge).type);
  const type = within(`${what} (${kind})`, whereOf(path), () => typeOfLayer(layer, inputs, settings));
  return { name, from: sources, layer, settings, inputs, type };
}

function checkVersion(document: unknown, whereOf: WhereOf): void {
  const version = (document as { 'bitwright-network'?: unknown } | null)?.['bitwright-network'];
  if (version === VERSION) return;
  const help = `a network document begins with "bitwright-network": ${VERSION}`;
  if (version === undefined) fail('BW2102', 'this JSON is no network document', { where: whereOf([]), help });
  fail('BW2102', `this program reads version ${VERSION} of network documents, not ${JSON.stringify(version)}`, {
    where: whereOf(['bitwright-network']),
    help: `${help}; a later version needs a later Bitwright`,
  });
}

/** Reads by a schema; the first issue becomes a diagnostic, with the code that the schema gives it or BW2103. */
function readBy<S extends z.ZodType>(
  schema: S,
  given: unknown,
  what: string,
  path: Path,
  whereOf: WhereOf,
): z.output<S> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const issue = deepest(read.error.issues[0]);
  const place = [...path, ...issue.path];
  const field = placeText(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const [key] = issue.keys;
    const known = Object.keys((schema as unknown as z.ZodObject).shape ?? {});
    fail('BW2103', `${what}${field && `: ${field}`} has no field '${key}'`, {
      where: whereOf([...place, key]),
      help:
        (issue.path.length === 0 ? didYouMean(key, known) : undefined) ?? 'docs/network.schema.json lists the fields',
    });
  }
  const { code = 'BW2103', help = 'docs/network.schema.json lists the fields' } = (
    issue.code === 'custom' ? (issue.params ?? {}) : {}
  ) as { code?: string; help?: string };
  fail(code, `${what}${field && `: ${field}`}: ${issue.message}`, { where: whereOf(place), help });
}

/** Of a union's branches the one that got furthest says what is wrong. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const inner = issue.errors.flatMap((branch) => branch.slice(0, 1)).map(deepest);
  const best = inner.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  return { ...best, path: [...issue.path, ...best.path] } as z.core.$ZodIssue;
}

const rank = (issue: z.core.$ZodIssue) => issue.path.length * 2 + (issue.code === 'custom' ? 1 : 0);

/** A diagnostic of the body, with what it is about and its place. */
function within<T>(what: string, where: Where | undefined, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { diagnostic } = error;
    throw new DiagnosticError({
      ...diagnostic,
      message: `${what}: ${diagnostic.message}`,
      where: diagnostic.where ?? where,
    });
  }
}

/** Inputs, layers and outputs share one name space: all become signals or instances of one module. */
function checkNames({ inputs, layers, outputs }: Frame, whereOf: WhereOf): void {
  const named = [
    ...inputs.map(({ name }, i) => ({ what: 'input', name, path: ['inputs', i, 'name'] })),
    ...layers.map(({ name }, i) => ({ what: 'layer', name, path: ['layers', i, 'name'] })),
    ...Object.keys(outputs).map((name) => ({ what: 'output', name, path: ['outputs', name] })),
  ];
  const seen = new Set<string>();
  for (const { what, name, path } of named) {
    at(whereOf(path), () => checkName(what, name, undefined));
    if ((CONTROL_PORTS as readonly string[]).includes(name))
      fail('BW2002', `'${name}' belongs to the control ports`, { where: whereOf(path), help: `rename the ${what}` });
    if (seen.has(name))
      fail('BW2105', `'${name}' names two things in this network`, {
        where: whereOf(path),
        help: 'give inputs, layers and outputs names of their own',
      });
    seen.add(name);
  }
}

type Frame = z.output<typeof documentSchema>;

/** Indices of the layers, each after those that it reads, otherwise in the order of the document. */
function inOrder({ inputs, layers }: Frame, whereOf: WhereOf): number[] {
  const index = new Map(layers.map((l, i) => [l.name, i]));
  const known = [...inputs.map((e) => e.name), ...index.keys()];
  const order: number[] = [];
  const open: number[] = [];
  const visit = (i: number) => {
    if (order.includes(i)) return;
    const { name } = layers[i];
    if (open.includes(i))
      fail(
        'BW2106',
        `layers read each other in a circle: ${[...open.slice(open.indexOf(i)), i].map((j) => layers[j].name).join(' <- ')}`,
        {
          where: whereOf(['layers', i, 'from']),
          help: 'let one of them read something else',
        },
      );
    open.push(i);
    for (const source of [layers[i].from].flat()) {
      if (!known.includes(source)) unknownEdge(`layer '${name}'`, source, known, whereOf(['layers', i, 'from']));
      const before = index.get(source);
      if (before !== undefined) visit(before);
    }
    open.pop();
    order.push(i);
  };
  for (const i of layers.keys()) visit(i);
  return order;
}

function unknownEdge(what: string, name: string, known: readonly string[], where: Where | undefined): never {
  fail('BW2105', `${what} reads '${name}', which is no input and no layer`, {
    where,
    help: didYouMean(name, known) ?? `there are ${known.slice(0, 8).join(', ')}${known.length > 8 ? ', ...' : ''}`,
  });
}

function checkUse({ layers, outputs }: Frame, whereOf: WhereOf): void {
  if (Object.keys(outputs).length === 0)
    fail('BW2113', 'this network has no output', { where: whereOf(['outputs']), help: 'name a layer in "outputs"' });
  const read = new Set([...layers.flatMap((l) => [l.from].flat()), ...Object.values(outputs)]);
  for (const [i, { name }] of layers.entries())
    if (!read.has(name))
      fail('BW2113', `nothing reads layer '${name}'`, {
        where: whereOf(['layers', i]),
        help: 'name it in "outputs" or in the "from" of another layer, or remove it',
      });
}
