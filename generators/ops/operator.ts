import type { z } from 'zod';
import type { Exact } from '../exact/value.ts';
import type { Type } from '../formats/format.ts';
import type { Attrs } from '../ir/ir.ts';
import type { Net, NetBuilder } from '../netlist/builder.ts';
import type { HlsContext } from './hls.ts';

/** The types and attributes of one use of an operator: all that its meaning may depend on. */
export interface Use<A extends Attrs = Attrs> {
  readonly args: readonly Type[];
  readonly type: Type;
  readonly attrs: A;
}

/**
 * An operator of the IR. One folder holds everything about it; registering it in `registry.ts` is the only other step.
 * `exact` and `lower` are written apart from each other: neither may import what the other imports for computing.
 */
export interface Operator<A extends Attrs = Attrs> {
  readonly name: string;
  /** One line for lists. */
  readonly summary: string;
  /** Paragraphs for `bitwright ops NAME`: operands, result type, attributes, special cases, source. */
  readonly doc: string;
  /** Fewest and most operands. */
  readonly arity: readonly [min: number, max: number];
  /** Attributes with their descriptions; the command line gives them as `op:NAME:key=value/...`. */
  readonly params: z.ZodObject;
  /** A request that `bitwright ops NAME` shows and the tests run. */
  readonly example: string;
  /** Shapes for the exhaustive three-way test, as operator requests; total input bits 16 or fewer each. */
  readonly shapes: readonly string[];
  /** The part that this use asks for, where the operator has parts, by its attributes as given; see `overload.ts`. */
  variant?(args: readonly Type[], wanted: Type | undefined, given: Attrs): Operator;
  /** Attributes with what the operand types (and the wanted result) imply filled in. */
  complete?(attrs: Attrs, args: readonly Type[], wanted: Type | undefined): A;
  /**
   * The result type. `wanted` is the type that the user named, if any: operators whose result is chosen give it back,
   * exact ones ignore it (a cast then follows). Throws a DiagnosticError for operands that the operator does not take.
   */
  type(args: readonly Type[], attrs: A, wanted: Type | undefined): Type;
  /** The meaning, over exact values. The result must be a value of `use.type`. */
  exact(args: readonly Exact[], use: Use<A>): Exact;
  /** The hardware. Operands and result are words in their stored form; vectors are packed. */
  lower(b: NetBuilder, args: readonly Net[], use: Use<A>): Net;
  /** The C++ expression of the result, in `use.type`. */
  hls(c: HlsContext, args: readonly string[], use: Use<A>): string;
  /** Operand words that the usual corners of the formats do not reach. */
  corners?(use: Use<A>): readonly (readonly bigint[])[];
}
