/** Networks written in TypeScript. The result is the same document that a `.json` file holds, checked the same way. */
import type { z } from 'zod';
import { captureWhere } from '../design/where.ts';
import type { Where } from '../diagnostics/diagnostic.ts';
import type { Format } from '../formats/format.ts';
import { formatName, parseFormat } from '../formats/name.ts';
import type { Layer } from '../layers/layer.ts';
import { LAYERS } from '../layers/registry.ts';
import type { TensorType } from '../layers/tensor.ts';
import { checkTensor } from '../layers/type.ts';
import { checkLayer, checkNetwork } from './check.ts';
import { type LayerDocument, type NetworkDocument, VERSION } from './document.ts';
import type { Network, NetworkEdge } from './network.ts';
import type { Path } from './place.ts';

/** A format, or one for each channel, as objects or by name. */
export type FormatGiven = Format | string | readonly (Format | string)[];

/** Settings as a document has them; formats may also be given as objects. */
type Given<T> = T extends readonly (infer E)[]
  ? readonly Given<E>[]
  : T extends object
    ? { readonly [K in keyof T]: K extends 'format' ? FormatGiven : Given<T[K]> }
    : T;

interface Named {
  /** Instance name; without one the kind with a number. */
  readonly name?: string;
}

/** A schema without fields has an index signature for an input. */
type SettingsOf<L extends Layer> = string extends keyof z.input<L['schema']>
  ? Named
  : Given<z.input<L['schema']>> & Named;

type Camel<N extends string> = N extends `${infer A}_${infer B}` ? `${A}${Capitalize<Camel<B>>}` : N;

/** One input: settings alone. Several: the other inputs first. Settings may be left out where every one is optional. */
type Method<L extends Layer> = L['arity'] extends readonly [1, 1]
  ? Record<string, never> extends z.input<L['schema']>
    ? (settings?: SettingsOf<L>) => Edge
    : (settings: SettingsOf<L>) => Edge
  : (others: readonly Edge[], settings?: SettingsOf<L>) => Edge;

type LayerMethods = { readonly [L in (typeof LAYERS)[number] as Camel<L['name']>]: Method<L> };

/** A tensor of a network that is being written. Every kind of layer is a method, which gives the tensor after it. */
export type Edge = EdgeBase & LayerMethods;

/**
 * Begins a network:
 *
 *     export default network('digits')
 *       .input('p', [64], uint(5))
 *       .dense({ weights: quantised(weights, fixed(8, 2)), bias: quantised(biases, fixed(8, 2)) })
 *       .argmax()
 *       .output('label');
 */
export function network(name: string, doc?: string): NetworkBuilder {
  return new NetworkBuilder(name, doc);
}

export class NetworkBuilder {
  readonly #name: string;
  readonly #doc: string | undefined;
  readonly #inputs: NetworkDocument['inputs'] = [];
  readonly #layers: LayerDocument[] = [];
  readonly #outputs: Record<string, string> = {};
  readonly #edges = new Map<string, NetworkEdge>();
  /** Where the parts were written, by their path in the document. */
  readonly #places = new Map<string, Where | undefined>();

  constructor(name: string, doc: string | undefined) {
    this.#name = name;
    this.#doc = doc;
    this.#places.set('', captureWhere());
  }

  /** An input port; a shape of [] is a scalar. */
  input(name: string, shape: readonly number[], format: FormatGiven): Edge {
    this.#place('inputs', this.#inputs.length);
    const names = formatNames(format);
    const type: TensorType = { shape, formats: [names].flat().map((f) => parseFormat(f)) as TensorType['formats'] };
    checkTensor(type);
    this.#inputs.push({ name, shape: [...shape], format: names });
    return this.#edge({ name, type });
  }

  /** The network as data: what `printNetwork` prints and a `.json` file holds. */
  get document(): NetworkDocument {
    return {
      'bitwright-network': VERSION,
      name: this.#name,
      ...(this.#doc !== undefined && { doc: this.#doc }),
      inputs: this.#inputs,
      layers: this.#layers,
      outputs: this.#outputs,
    };
  }

  /** The network, checked as a whole. */
  get checked(): Network {
    return checkNetwork(this.document, (path) => this.#whereOf(path));
  }

  /** For the methods of edges: one more layer. */
  layer(
    kind: string,
    from: readonly EdgeBase[],
    settings: Readonly<Record<string, unknown>> & { name?: string },
  ): Edge {
    const { name = this.#freeName(kind), ...given } = settings;
    const path = this.#place('layers', this.#layers.length);
    const names = from.map((e) => e.name);
    const document = {
      name,
      layer: kind,
      from: names.length === 1 ? names[0] : names,
      ...(plain(given) as object),
    } as LayerDocument;
    const checked = checkLayer(document, this.#edges, path, (p) => this.#whereOf(p));
    this.#layers.push(document);
    return this.#edge(checked);
  }

  /** For the methods of edges: one more output. */
  output(name: string, edge: EdgeBase): NetworkBuilder {
    this.#place('outputs', name);
    this.#outputs[name] = edge.name;
    return this;
  }

  #freeName(kind: string): string {
    for (let n = 1; ; n++) if (!this.#edges.has(`${kind}_${n}`)) return `${kind}_${n}`;
  }

  #edge(edge: NetworkEdge): Edge {
    this.#edges.set(edge.name, edge);
    return new EdgeBase(this, edge.name, edge.type) as Edge;
  }

  #place(...path: PropertyKey[]): Path {
    this.#places.set(path.join('/'), captureWhere());
    return path;
  }

  #whereOf(path: Path): Where | undefined {
    return this.#places.get(path.slice(0, 2).join('/')) ?? this.#places.get('');
  }
}

class EdgeBase {
  readonly #builder: NetworkBuilder;
  readonly name: string;
  readonly type: TensorType;

  constructor(builder: NetworkBuilder, name: string, type: TensorType) {
    this.#builder = builder;
    this.name = name;
    this.type = type;
  }

  /** Makes this tensor an output port of the network. */
  output(name: string): NetworkBuilder {
    return this.#builder.output(name, this);
  }

  static {
    for (const { name: kind, arity } of LAYERS as readonly Layer[]) {
      const method = kind.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      const value =
        arity[1] === 1
          ? function (this: EdgeBase, settings = {}) {
              return this.#builder.layer(kind, [this], settings);
            }
          : function (this: EdgeBase, others: readonly EdgeBase[], settings = {}) {
              return this.#builder.layer(kind, [this, ...others], settings);
            };
      Object.defineProperty(EdgeBase.prototype, method, { value });
    }
  }
}

function formatNames(given: FormatGiven): string | string[] {
  const name = (f: Format | string) => formatName(typeof f === 'string' ? parseFormat(f) : f);
  return Array.isArray(given) ? given.map(name) : name(given as Format | string);
}

/** A copy as JSON has it, with formats by their names. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, v]) => [key, key === 'format' ? formatNames(v) : plain(v)]);
  return Object.fromEntries(members);
}
