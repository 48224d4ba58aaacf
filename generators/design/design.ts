import { at, fail } from '../diagnostics/diagnostic.ts';
import { castFixed } from '../exact/cast-fixed.ts';
import { encodeFloat } from '../exact/encode-float.ts';
import { Rational } from '../exact/rational.ts';
import { type Format, sameType, type Type, type VectorType } from '../formats/format.ts';
import { parseOverflow, type Quantization } from '../formats/modes.ts';
import { typeName } from '../formats/name.ts';
import { type Design, inputsOf, outputsOf } from '../ir/ir.ts';
import { checkName } from '../ir/verify.ts';
import { Graph } from './graph.ts';
import { asSignal, idIn, type Operand, Register, Signal, Vec, vectorOf, Wire } from './signal.ts';
import { captureWhere } from './where.ts';

/** Ports by name, in order. */
export type PortTypes = Readonly<Record<string, Type>>;

type ValueOf<T extends Type> = T extends VectorType ? Vec : Signal;

/** One value per port: a `Signal` for a scalar format, a `Vec` for a vector. */
export type Values<P extends PortTypes> = { readonly [K in keyof P]: ValueOf<P[K]> };

export interface Ports<I extends PortTypes, O extends PortTypes> {
  readonly inputs: I;
  readonly outputs: O;
  /** One or two sentences for the header of the generated files. */
  readonly doc?: string;
  /** See `Design`. */
  readonly origin?: () => object;
}

/** A finished design that remembers its port types, so that instances of it are typed. */
export interface TypedDesign<I extends PortTypes = PortTypes, O extends PortTypes = PortTypes> extends Design {
  readonly ports?: Ports<I, O>;
}

/**
 * Describes a datapath: `body` gets one value per input and gives one per output. The result is data, checked and frozen.
 *
 *     export default design('mac', {
 *       inputs: { a: fixed(8, 3), b: fixed(8, 3), c: fixed(16, 6) },
 *       outputs: { y: fixed(12, 5) },
 *     }, ({ a, b, c }) => ({ y: a.mul(b).add(c).cast(fixed(12, 5), 'RND_CONV', 'SAT') }));
 */
export function design<I extends PortTypes, O extends PortTypes>(
  name: string,
  ports: Ports<I, O>,
  body: (inputs: Values<I>, d: DesignBuilder) => Values<O>,
): TypedDesign<I, O> {
  const where = captureWhere();
  at(where, () => checkName('design', name, undefined));
  const graph = new Graph(name);
  const inputs = Object.entries(ports.inputs).map(([port, type]) => {
    at(where, () => checkName('port', port, undefined));
    return [port, asValue(graph, graph.structural('input', [], type, {}, port), type)] as const;
  });
  const results = body(Object.fromEntries(inputs) as Values<I>, new DesignBuilder(graph)) as Record<
    string,
    Signal | Vec
  >;
  for (const port of Object.keys(results ?? {}))
    if (!(port in ports.outputs))
      fail('BW2004', `design ${name} assigns '${port}', which is not among its outputs`, { where });
  const outputs = Object.entries(ports.outputs).map(([port, type]) => {
    const value = results?.[port];
    if (!(value instanceof Signal || value instanceof Vec))
      fail('BW2004', `output ${port} of design ${name} is never assigned`, {
        where,
        help: `give '${port}' in the object that the design returns`,
      });
    const id = idIn(graph, value);
    if (!sameType(graph.typeOf(id), type))
      fail(
        'BW2009',
        `output ${port} of design ${name} is ${typeName(type)}, and is assigned ${typeName(graph.typeOf(id))}`,
        {
          where,
          help: 'declare the exact type, or end with .cast(format, quantisation, overflow)',
        },
      );
    return { name: port, node: id, where };
  });
  return graph.finish(outputs, ports) as TypedDesign<I, O>;
}

/** What a body may add beside the methods of its signals: constants, state, vectors, sub-designs. */
export class DesignBuilder {
  readonly #graph: Graph;
  #instances = 0;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** A constant: a number rounded into the format (default to nearest, saturating), or its stored word as a bigint. */
  const(value: number | bigint, format: Format, round: Quantization = 'RND'): Signal {
    const word = typeof value === 'bigint' ? value : this.#encode(value, format, round);
    return new Signal(this.#graph, this.#graph.apply('const', [], { word }, format));
  }

  /** A register with its value after reset (default zero); give its next value with `.next(...)`. */
  register(name: string, format: Format, init: number | bigint = 0n): Register {
    const word = typeof init === 'bigint' ? init : this.#encode(init, format, 'RND');
    return new Register(this.#graph, this.#graph.structural('register', [], format, { init: word }, name));
  }

  /** A forward reference, to be given its source with `.assign(...)`. */
  wire(name: string, format: Format): Wire {
    return new Wire(this.#graph, this.#graph.wire(name, format));
  }

  /** A vector of scalars of one format; the first is element 0. */
  vector(elements: readonly Signal[]): Vec {
    return vectorOf(this.#graph, elements);
  }

  /** Exact sum of values of any formats, as a balanced tree. */
  sum(terms: readonly Operand[]): Signal {
    let level = terms.map((t) => asSignal(this.#graph, t));
    if (level.length === 0) fail('BW2007', 'sum takes at least one value', { where: captureWhere() });
    while (level.length > 1)
      level = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) =>
        2 * i + 1 < level.length ? level[2 * i].add(level[2 * i + 1]) : level[2 * i],
      );
    return level[0];
  }

  select(condition: Signal, whenOne: Operand, whenZero: Operand): Signal {
    return condition.select(whenOne, whenZero);
  }

  /** An operator by its name in the registry, as `bitwright ops` lists them. */
  op(
    name: string,
    operands: readonly (Signal | Vec)[],
    attrs: Record<string, string | number> = {},
    to?: Format,
  ): Signal {
    return new Signal(
      this.#graph,
      this.#graph.apply(
        name,
        operands.map((o) => idIn(this.#graph, o)),
        attrs,
        to,
      ),
    );
  }

  /** One more copy of a finished design. It stays a module of its own in the Verilog, a function in the C++. */
  instance<I extends PortTypes, O extends PortTypes>(
    child: TypedDesign<I, O>,
    inputs: Values<I>,
    name?: string,
  ): Values<O> {
    this.#graph.addChild(child);
    const given = inputs as Record<string, Signal | Vec>;
    const known = inputsOf(child);
    for (const port of Object.keys(given))
      if (!known.some((k) => k.name === port))
        fail('BW2011', `${child.name} has no input '${port}'`, { where: captureWhere() });
    const args = known.map((port) => {
      if (!given[port.name])
        fail('BW2011', `input ${port.name} of ${child.name} is not connected`, { where: captureWhere() });
      return idIn(this.#graph, given[port.name]);
    });
    const label = name ?? `${child.name}_${this.#instances++}`;
    const uint1: Type = { kind: 'fixed', signed: false, width: 1, int: 1 };
    const instance = this.#graph.structural('instance', args, uint1, { design: child.name }, label);
    return Object.fromEntries(
      outputsOf(child).map((port) => [
        port.name,
        asValue(
          this.#graph,
          this.#graph.structural('instance_output', [instance], port.type, { port: port.name }),
          port.type,
        ),
      ]),
    ) as Values<O>;
  }

  #encode(value: number, format: Format, round: Quantization): bigint {
    return at(captureWhere(), () => {
      if (format.kind === 'float') return encodeFloat(floatValue(value), format, 'RNE', 'SAT');
      if (!Number.isFinite(value)) fail('BW2018', `the constant ${value} is not a number of ${typeName(format)}`);
      return castFixed(Rational.fromNumber(value), format, round, parseOverflow('SAT'));
    });
  }
}

function floatValue(value: number) {
  if (Number.isNaN(value)) return 'nan';
  if (Object.is(value, -0)) return '-0';
  if (!Number.isFinite(value)) return value > 0 ? '+inf' : '-inf';
  return Rational.fromNumber(value);
}

function asValue(graph: Graph, id: number, type: Type): Signal | Vec {
  return type.kind === 'vector' ? new Vec(graph, id) : new Signal(graph, id);
}
