import { DiagnosticError, fail } from '../diagnostics/diagnostic.ts';
import { encodeExact } from '../exact/encode.ts';
import { Rational } from '../exact/rational.ts';
import { fixedFormat } from '../formats/build.ts';
import type { FixedFormat, Format, Type, VectorType } from '../formats/format.ts';
import type { FloatOverflow, FloatRounding, Quantization } from '../formats/modes.ts';
import { formatName } from '../formats/name.ts';
import type { NodeId } from '../ir/ir.ts';
import type { Graph } from './graph.ts';
import { type Matrix, type MatvecOptions, matrixWords } from './matrix.ts';
import { captureWhere } from './where.ts';

/** A signal, or a number that becomes a constant in the smallest format that holds it exactly. */
export type Operand = Signal | number;

/** Overflow mode as text, with its saturated bits where it takes them: `SAT`, `WRAP:2`. */
export type OverflowText = 'WRAP' | 'SAT' | 'SAT_ZERO' | 'SAT_SYM' | 'WRAP_SM' | `WRAP:${number}` | `WRAP_SM:${number}`;

/** How a float result is rounded: into which format (default: the one that the operands share), and what is asked for. */
export interface IntoFloat {
  readonly to?: Format;
  /** Default `RNE`; `SR` rounds stochastically by the bits of `random`. */
  readonly round?: FloatRounding | 'SR';
  /** Default `IEEE`. */
  readonly overflow?: FloatOverflow;
  /** `flags`: not the result but its exception flags, uint5. */
  readonly give?: 'flags';
  readonly random?: Signal;
}

/** The same for products. */
export interface IntoFloatProduct extends IntoFloat {
  /** What multiplies: DSP blocks, LUTs, or (default `auto`) for floats by the width, for fixed point what tools choose. */
  readonly multiplier?: 'auto' | 'lut' | 'dsp';
}

/** The same for sums: exact and rounded once, or with every step rounded into an accumulator. */
export interface IntoFloatSum extends IntoFloat {
  readonly accumulator?: Format;
  /** With an accumulator; default `sequential`. */
  readonly order?: 'sequential' | 'tree';
}

/** What a vector and a scalar have in common. */
abstract class Value {
  readonly graph: Graph;
  readonly id: NodeId;

  constructor(graph: Graph, id: NodeId) {
    this.graph = graph;
    this.id = id;
  }

  /** Gives the value the name that its signal has in the Verilog, the C++ and every report. */
  named(name: string): this {
    this.graph.setName(this.id, name);
    return this;
  }
}

/**
 * A scalar value of a design. Methods add nodes; nothing is lost until `cast`, `div` or `sqrt` names a format with its
 * quantisation (default `TRN`) and overflow mode (default `WRAP`), both as in `ap_fixed`.
 */
export class Signal extends Value {
  get format(): Format {
    return this.graph.typeOf(this.id) as Format;
  }

  // -- arithmetic: exact on fixed point, with the result types of ap_fixed; on floats rounded once, as `into` says
  add(other: Operand, into?: IntoFloat): Signal {
    return this.#rounded('add', [other], into);
  }
  sub(other: Operand, into?: IntoFloat): Signal {
    return this.#rounded('sub', [other], into);
  }
  mul(other: Operand, into?: IntoFloatProduct): Signal {
    return this.#rounded('mul', [other], into);
  }
  /** this * factor + addend of floats, rounded once. */
  fma(factor: Signal, addend: Signal, into?: IntoFloatProduct): Signal {
    return this.#rounded('fma', [factor, addend], into);
  }
  /** 1 / this, of a float. */
  recip(into?: IntoFloat): Signal {
    return this.#rounded('recip', [], into);
  }
  /** 1 / sqrt(this), of a float. */
  rsqrt(into?: IntoFloat): Signal {
    return this.#rounded('rsqrt', [], into);
  }
  /** this * 2^n of a float and a signed integer that may change at run time. */
  ldexp(n: Signal, into?: IntoFloat): Signal {
    return this.#rounded('ldexp', [n], into);
  }
  /** The nearest whole number, in the float's own format. */
  roundToIntegral(round?: FloatRounding): Signal {
    return this.#rounded('round_to_integral', [], { round });
  }
  neg(): Signal {
    return this.#op('neg');
  }
  abs(): Signal {
    return this.#op('abs');
  }
  min(other: Operand): Signal {
    return this.#op('min', [other]);
  }
  max(other: Operand): Signal {
    return this.#op('max', [other]);
  }
  /** this * 2^n by moving the binary point: no hardware, nothing lost. */
  scalb(n: number): Signal {
    return this.#op('scalb', [], { n });
  }

  // -- rounding into a chosen format
  cast(to: Format, round?: Quantization | FloatRounding, overflow?: OverflowText | FloatOverflow): Signal {
    return this.#op('cast', [], modes(round, overflow), to);
  }
  /** this / divisor, rounded once. Division by zero saturates; see docs/semantics.md. */
  div(
    divisor: Operand,
    to?: Format,
    round?: Quantization | FloatRounding,
    overflow?: OverflowText | FloatOverflow,
  ): Signal {
    return this.#op('div', [divisor], modes(round, overflow), to);
  }
  sqrt(to?: Format, round?: Quantization | FloatRounding, overflow?: OverflowText | FloatOverflow): Signal {
    return this.#op('sqrt', [], modes(round, overflow), to);
  }

  // -- comparison: one bit
  eq(other: Operand): Signal {
    return this.#op('eq', [other]);
  }
  ne(other: Operand): Signal {
    return this.#op('ne', [other]);
  }
  lt(other: Operand): Signal {
    return this.#op('lt', [other]);
  }
  le(other: Operand): Signal {
    return this.#op('le', [other]);
  }
  gt(other: Operand): Signal {
    return this.#op('gt', [other]);
  }
  ge(other: Operand): Signal {
    return this.#op('ge', [other]);
  }
  /** One bit: either float is NaN. */
  unordered(other: Signal): Signal {
    return this.#op('unordered', [other]);
  }
  /** The class of a float, one-hot: uint9 in the order of RISC-V's fclass, NaN in bit 8. */
  classify(): Signal {
    return this.#op('classify');
  }
  /** This one bit decides: `whenOne` where it is 1, otherwise `whenZero`. */
  select(whenOne: Operand, whenZero: Operand): Signal {
    return this.#op('select', [whenOne, whenZero]);
  }

  // -- words
  /** Shift as ap_fixed's `<<`: the format stays, bits fall off the top. */
  shl(amount: number | Signal): Signal {
    return typeof amount === 'number' ? this.#op('shl', [], { n: amount }) : this.#op('shl', [amount]);
  }
  /** Shift as ap_fixed's `>>`: the format stays, bits fall off the bottom. */
  shr(amount: number | Signal): Signal {
    return typeof amount === 'number' ? this.#op('shr', [], { n: amount }) : this.#op('shr', [amount]);
  }
  and(other: Operand): Signal {
    return this.#op('and', [other]);
  }
  or(other: Operand): Signal {
    return this.#op('or', [other]);
  }
  xor(other: Operand): Signal {
    return this.#op('xor', [other]);
  }
  not(): Signal {
    return this.#op('not');
  }
  /** Bits hi..lo of the stored word, both included, as an unsigned integer. */
  slice(hi: number, lo: number): Signal {
    return this.#op('slice', [], { hi, lo });
  }
  bit(index: number): Signal {
    return this.slice(index, index);
  }
  /** Stored words side by side, this one on top. */
  concat(...lower: Signal[]): Signal {
    return this.#op('concat', lower);
  }
  /** The same word read in another format of its width. */
  bitcast(to: Format): Signal {
    return this.#op('bitcast', [], {}, to);
  }
  /** table[this]; words of the result format, this being an unsigned integer. */
  lookup(words: readonly bigint[], to: Format): Signal {
    return this.#op('rom', [], { table: words }, to);
  }

  /** This value `cycles` clock cycles ago; zero before. */
  delay(cycles = 1): Signal {
    if (cycles === 0) return this;
    return new Signal(this.graph, this.graph.structural('delay', [this.id], this.format, { n: cycles }));
  }

  #rounded(op: string, others: readonly Operand[], into: IntoFloat = {}): Signal {
    const args = into.random ? [...others, into.random] : others;
    return this.#op(op, args, attrsOf(into), wantedOf(into));
  }

  #op(op: string, others: readonly Operand[] = [], attrs = {}, wanted?: Type): Signal {
    const args = [this, ...others.map((o) => asSignal(this.graph, o))].map((s) => idIn(this.graph, s));
    return new Signal(this.graph, this.graph.apply(op, args, attrs, wanted));
  }
}

/** A vector of values of one format. */
export class Vec extends Value implements Iterable<Signal> {
  get type(): VectorType {
    return this.graph.typeOf(this.id) as VectorType;
  }
  get length(): number {
    return this.type.length;
  }
  at(index: number): Signal {
    return new Signal(this.graph, this.graph.apply('element', [this.id], { index }));
  }
  *[Symbol.iterator](): Iterator<Signal> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }
  /** Element by element; all results must have one format. */
  map(each: (element: Signal, index: number) => Signal): Vec {
    return vectorOf(
      this.graph,
      [...this].map((e, i) => each(e, i)),
    );
  }
  /** Sum of this[i] * other[i]: exact on fixed point, of floats rounded as `into` says. */
  dot(other: Vec, into?: IntoFloatSum & IntoFloatProduct): Signal {
    return this.#summed('dot', [other], into);
  }
  /** Sum of the elements: exact on fixed point, of floats rounded as `into` says. */
  sum(into?: IntoFloatSum): Signal {
    return this.#summed('sum', [], into);
  }
  /** The exact product of a constant matrix, whose weights have this format, with this vector. */
  matvec(matrix: Matrix, weights: FixedFormat, options: MatvecOptions = {}): Vec {
    const words = matrixWords(matrix, this.length, weights);
    const attrs = { weights: words, format: formatName(weights), ...options };
    return new Vec(this.graph, this.graph.apply('matvec', [this.id], attrs));
  }
  delay(cycles = 1): Vec {
    if (cycles === 0) return this;
    return new Vec(this.graph, this.graph.structural('delay', [this.id], this.type, { n: cycles }));
  }

  #summed(op: string, others: readonly Vec[], into: IntoFloatSum = {}): Signal {
    const args = [this, ...others, ...(into.random ? [into.random] : [])].map((v) => idIn(this.graph, v));
    return new Signal(this.graph, this.graph.apply(op, args, attrsOf(into), wantedOf(into)));
  }
}

/** What an operator on floats is asked for, as its attributes and its result format. */
function attrsOf({ to, round, overflow, give, accumulator, order, multiplier }: IntoFloatSum & IntoFloatProduct) {
  return {
    ...(round && { round }),
    ...(overflow && { overflow }),
    ...(give && { give, ...(to && { result: formatName(to) }) }),
    ...(accumulator && { accumulator: formatName(accumulator) }),
    ...(order && { order }),
    ...(multiplier && { multiplier }),
  };
}

const wantedOf = ({ to, give }: IntoFloat): Type | undefined => (give ? undefined : to);

export function vectorOf(graph: Graph, elements: readonly Signal[]): Vec {
  return new Vec(
    graph,
    graph.apply(
      'vector',
      elements.map((e) => idIn(graph, e)),
    ),
  );
}

/** A register: its value in this cycle; `next` gives the value of the following one. */
export class Register extends Signal {
  next(value: Operand): void {
    this.graph.connect(this.id, idIn(this.graph, asSignal(this.graph, value)));
  }
}

/** A forward reference: use it first, `assign` it later. A loop through no register is refused. */
export class Wire extends Signal {
  assign(value: Signal): void {
    this.graph.connect(this.id, idIn(this.graph, value));
  }
}

/** The node of a value in a graph; a value of another design has no meaning there. */
export function idIn(graph: Graph, value: Signal | Vec): NodeId {
  if (!(value instanceof Value))
    fail('BW2008', `${String(value)} is no value of a design`, {
      where: captureWhere(),
      help: 'give a signal, a vector or a number',
    });
  if (value.graph !== graph)
    fail('BW2016', `${value.graph.nameOf(value.id)} belongs to design ${value.graph.design}, not to ${graph.design}`, {
      where: captureWhere(),
      help: 'pass it in through a port',
    });
  return value.id;
}

export function asSignal(graph: Graph, operand: Operand): Signal {
  if (typeof operand !== 'number') return operand;
  const where = captureWhere();
  try {
    const value = Rational.fromNumber(operand);
    const format = smallestFormat(value);
    if (format.width <= 32)
      return new Signal(graph, graph.apply('const', [], { word: encodeExact(value, format) }, format));
  } catch (error) {
    if (error instanceof DiagnosticError || !(error instanceof RangeError)) throw error;
  }
  return fail('BW2018', `the constant ${operand} has no exact fixed-point format of 32 bits or fewer`, {
    where,
    help: 'say how to round it: d.const(value, format, round)',
  });
}

/** The narrowest fixed-point format that holds one value: 0.75 is ufixed<2,0>, -2 is fixed<1,2>. */
function smallestFormat(value: Rational): FixedFormat {
  if (value.num === 0n) return fixedFormat(false, 1, 1);
  let frac = value.den.toString(2).length - 1;
  let raw = value.num;
  if (frac === 0)
    while (raw % 2n === 0n) {
      raw /= 2n;
      frac -= 1;
    }
  const signed = raw < 0n;
  const width = signed ? (-raw - 1n).toString(2).length + (raw === -1n ? 0 : 1) : raw.toString(2).length;
  return fixedFormat(signed, width, width - frac);
}

function modes(round: string | undefined, overflow: string | undefined) {
  return { ...(round && { round }), ...(overflow && { overflow }) };
}
