/** A layer of a network as a C++ function: its own `hls` writes the body; types and constants go into headers. */
import { InternalError } from '../../diagnostics/diagnostic.ts';
import { Rational } from '../../exact/rational.ts';
import { type FixedFormat, fracOf } from '../../formats/format.ts';
import { formatName } from '../../formats/name.ts';
import { uniqueNames } from '../../ir/identifiers.ts';
import { type Design, isSequential } from '../../ir/ir.ts';
import { inputPort } from '../../layers/expand.ts';
import { exponentAt, type LayerHls, portFormat, scales } from '../../layers/hls.ts';
import { type LayerOrigin, layerOf } from '../../layers/origin.ts';
import { constantRange, type Range, smallestFormat, unionOf } from '../../layers/range.ts';
import type { Output } from '../../layers/settings.ts';
import { sizeOf, type TensorType, tensorText } from '../../layers/tensor.ts';
import { isConversion } from '../../ops/cast/hls.ts';
import { FunctionContext } from './context.ts';
import type { DesignFunction } from './design-function.ts';
import { numberLiteral } from './literal.ts';
import type { TranslationUnit } from './unit.ts';
import { CppWriter } from './writer.ts';

/** `typedef type name; // note` */
export interface Typedef {
  readonly type: string;
  readonly name: string;
  readonly note: string;
}

/** A constant array with the tokens of its initialiser by rows of the last axis. */
export interface ConstantTable {
  readonly type: string;
  readonly name: string;
  readonly shape: readonly number[];
  readonly note: string;
  readonly values: readonly string[];
}

/** A layer that became a function. */
export interface LayerFunction extends DesignFunction {
  readonly layer: {
    /** Name of the header of its constants, without folder; unique within a build. */
    readonly header: string;
    readonly title: string;
    readonly typedefs: readonly Typedef[];
    readonly tables: readonly ConstantTable[];
  };
}

/** Types of the elements of edges, by `network edge`. */
export type EdgeTypes = Map<string, string>;

/**
 * The layer that a design is written from: its own loops say what its nodes say. Designs with state, and formats that reach
 * further from the binary point than libraries and number literals are sure to be exact in, are written from their nodes.
 */
export function writtenLayer(design: Design): LayerOrigin | undefined {
  const origin = layerOf(design);
  if (!origin || isSequential(design)) return undefined;
  const { settings, inputs, type } = origin.use;
  const formats = [...inputs, type].flatMap((t) => t.formats);
  return [...formats, ...formatsIn(settings)].every(isNear) ? origin : undefined;
}

/** Bits on either side of the binary point. */
const MOST_BITS = 128;

function isNear(format: FixedFormat): boolean {
  return Math.abs(format.int) <= MOST_BITS && Math.abs(fracOf(format)) <= MOST_BITS;
}

/** The formats that settings name, of constants and of the output. */
function formatsIn(settings: Readonly<Record<string, unknown>>): FixedFormat[] {
  return Object.values(settings).flatMap((s) => (s as { format?: readonly FixedFormat[] } | undefined)?.format ?? []);
}

/** @param edges types of the edges that stand before this layer; its own is added */
export function layerFunction(
  unit: TranslationUnit,
  design: Design,
  name: string,
  origin: LayerOrigin,
  edges: EdgeTypes,
): LayerFunction {
  const { use, place } = origin;
  const writer = new LayerWriter(unit, origin, edges);
  use.layer.hls(writer);
  edges.set(`${place.network} ${place.name}`, writer.result);
  const bounds = (type: TensorType) => `[${sizeOf(type.shape)}]`;
  const inputs = use.inputs.map((t, i) => `const ${writer.inputTypes[i]} ${writer.inputs[i]}${bounds(t)}`);
  const partitions = writer.tables.flatMap((t) => unit.types.dialect.partition(t.name));
  return {
    name,
    design,
    parameters: [...inputs, `${writer.result} y${bounds(use.type)}`],
    body: [...partitions, ...writer.text()],
    result: writer.result,
    layer: {
      header: unit.files(place.name),
      title: `${place.name}: ${use.layer.name}, ${use.inputs.map(tensorText).join(' and ')} to ${tensorText(use.type)}`,
      typedefs: writer.typedefs,
      tables: writer.tables,
    },
  };
}

class LayerWriter implements LayerHls {
  readonly params: Readonly<Record<string, unknown>>;
  readonly types: readonly TensorType[];
  readonly type: TensorType;
  readonly range: Range;
  readonly inputs: readonly string[];
  /** Types of their elements. */
  readonly inputTypes: readonly string[];
  /** Type of an element of the result. */
  readonly result: string;
  readonly typedefs: Typedef[] = [];
  readonly tables: ConstantTable[] = [];
  readonly #unit: TranslationUnit;
  readonly #layer: string;
  readonly #output: Output | undefined;
  readonly #writer = new CppWriter();
  readonly #names: (wanted: string) => string;
  readonly #context: FunctionContext;
  /** Names that loops that follow each other share, and those that loops around have taken. */
  readonly #indices = new Map<string, string>();
  readonly #open = new Set<string>();
  readonly #known = new Map<string, string>();
  #factors: { readonly table: string | undefined; readonly exponents: readonly number[] } | undefined;

  constructor(unit: TranslationUnit, { use, place }: LayerOrigin, edges: EdgeTypes) {
    const { layer, settings, inputs, type } = use;
    this.#unit = unit;
    this.#layer = place.name;
    this.inputTypes = inputs.map(
      (t, i) => edges.get(`${place.network} ${place.from[i]}`) ?? unit.types.scalar(portFormat(t)),
    );
    this.params = settings;
    this.types = inputs;
    this.type = type;
    this.range = unionOf(layer.result(inputs, settings).ranges);
    this.#output = settings.output as Output | undefined;
    this.#names = uniqueNames(unit.taken());
    this.inputs = inputs.map((_, i) => this.#names(inputPort(inputs, i)));
    this.#names('y');
    this.#context = new FunctionContext(unit, this.#writer, this.#names);
    this.#context.writing('result');
    this.result = this.#typedef('result', unit.types.scalar(portFormat(type)), tensorText(type));
  }

  text(): readonly string[] {
    return this.#writer.text();
  }

  statement(line: string): void {
    this.#writer.line(line);
  }

  loop(label: string, index: string, count: number, body: (index: string) => void): void {
    const wanted = this.#open.has(index) ? `${index}_inner` : index;
    const name = this.#indices.get(wanted) ?? this.#names(wanted);
    this.#indices.set(wanted, name);
    this.#open.add(wanted);
    this.#context.loopOver(label, name, count, body);
    this.#open.delete(wanted);
  }

  when(condition: string, body: () => void): void {
    this.statement(`if (${condition}) {`);
    body();
    this.statement('}');
  }

  choose(branches: readonly (readonly [string, () => void])[], otherwise: () => void): void {
    for (const [i, [condition, body]] of branches.entries()) {
      this.statement(`${i === 0 ? '' : '} else '}if (${condition}) {`);
      body();
    }
    if (branches.length > 0) this.statement('} else {');
    otherwise();
    if (branches.length > 0) this.statement('}');
  }

  variable(name: string, format: FixedFormat, value: string): string {
    const variable = this.#names(name);
    const type = this.#typedef(name, this.#unit.types.fixed(format), formatName(format));
    this.statement(`${type} ${variable} = ${value};`);
    return variable;
  }

  integer(name: string, value: string): string {
    const variable = this.#names(name);
    this.statement(`const int ${variable} = ${value};`);
    return variable;
  }

  table(name: string, what: string, shape: readonly number[], format: FixedFormat, raws: readonly bigint[]): string {
    const values = raws.map((raw) => {
      const literal = numberLiteral(BigInt.asUintN(format.width, raw), format);
      if (literal === undefined) throw new InternalError(`no double is the constant ${raw} of ${formatName(format)}`);
      return literal;
    });
    const type = this.#typedef(name, this.#unit.types.fixed(format), formatName(format));
    const table = this.#unit.names(`${this.#layer}_${name}`);
    this.tables.push({ type, name: table, shape, note: `${what} of ${formatName(format)}`, values });
    return table;
  }

  constant(value: Rational, given?: FixedFormat): string {
    if (value.sign() === 0 && given === undefined) return '0';
    const format = given ?? smallestFormat(constantRange(value));
    const raw = value.mul(Rational.pow2(fracOf(format)));
    const text = this.#unit.constant(BigInt.asUintN(format.width, raw.num), format);
    const type = this.#unit.types.scalar(format);
    const input = this.types.findIndex((t) => this.#unit.types.scalar(portFormat(t)) === type);
    return input >= 0 && text.startsWith(`${type}(`) ? this.inputTypes[input] + text.slice(type.length) : text;
  }

  copy(index: string, travelling: string): void {
    this.statement(`y[${index}] = ${travelling};`);
  }

  finish(index: string, value: string, format: FixedFormat, channel: string): void {
    if (value === '0') {
      this.copy(index, value);
      return;
    }
    const { table, exponents } = this.#outward();
    const factor = table === undefined ? '' : ` * ${table}[${channel}]`;
    const scaled = factor === '' || /^[\w[\]]+$/.test(value) ? `${value}${factor}` : `(${value})${factor}`;
    this.copy(index, this.#rounded(scaled, factor === '' ? format : spread(format, exponents)));
  }

  /** The factors from values to what travels of the result. */
  #outward() {
    if (!this.#factors) {
      const exponents = this.type.formats.map((_, place) => -exponentAt(this.type, place));
      const what = 'from the values of the result to its stored integers, by channel';
      this.#factors = { table: scales(this, 'y_scale', what, exponents), exponents };
    }
    return this.#factors;
  }

  #rounded(value: string, from: FixedFormat): string {
    const to = portFormat(this.type);
    const { round, overflow } = this.#output ?? { round: 'TRN', overflow: 'WRAP' };
    if (isConversion(from, to, overflow, this.#context.exactWidth)) {
      // An assignment rounds by the modes of the type that is assigned to, which here are the defaults.
      if (round === 'TRN' && overflow === 'WRAP') return value;
      const type = this.#unit.types.fixed(to, { round, overflow });
      return `${this.#typedef('round', type, `how ${this.result} rounds`)}(${value})`;
    }
    const exact = this.variable('exact', from, value);
    return this.#context.viaNetlist('cast', [exact], { args: [from], type: to, attrs: { round, overflow } });
  }

  /** A type of the layer; one for all variables of a role that have one type. */
  #typedef(role: string, type: string, note: string): string {
    const key = `${role} ${type}`;
    const known = this.#known.get(key);
    if (known) return known;
    const name = this.#unit.names(`${this.#layer}_${role}_t`);
    this.#known.set(key, name);
    this.typedefs.push({ type, name, note });
    return name;
  }
}

/** Holds the values of a format times any of these powers of two. */
function spread({ signed, int, ...format }: FixedFormat, exponents: readonly number[]): FixedFormat {
  const [least, most] = [Math.min(...exponents), Math.max(...exponents)];
  return { ...format, signed, int: int + most, width: format.width + most - least };
}
