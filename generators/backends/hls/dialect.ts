import type { FixedFormat } from '../../formats/format.ts';

/** A formal parameter of the top function. */
export interface TopPort {
  readonly name: string;
  readonly direction: 'input' | 'output';
  readonly vector: boolean;
}

/** Pragmas of a function: lines in front of it, and lines after its opening brace. */
export interface FunctionPragmas {
  readonly before: readonly string[];
  readonly inside: readonly string[];
}

/**
 * All that the C++ libraries and HLS tools differ in. Everything else is written in what they share: conversion on
 * construction and assignment (fixed point by the modes of the type, integers modulo 2^W), exact `+ - *` of fixed point,
 * comparisons, `x[i]` for a bit, and `+ - * & | ^ ~ << >>` of integers whose low bits are right in each of them.
 */
export interface HlsDialect {
  readonly name: 'vitis' | 'catapult' | 'systemc';
  /** The tool or library, for the first line of a file. */
  readonly title: string;
  readonly summary: string;
  /** Preprocessor lines on top of the header; `room` is `CppTypes.room` of the files. */
  includes(room: number): readonly string[];
  /** The fixed-point type; modes are names of ours (`RND`, `SAT`), left out for the defaults `TRN` and `WRAP`. */
  fixed(format: FixedFormat, modes?: { readonly round: string; readonly overflow: string }): string;
  /** Unsigned integer of this many bits. */
  uint(width: number): string;
  /**
   * Two's complement integer. `room` is the width that arithmetic on it may need: the SystemC integers of up to 64 bits
   * compute in 64 bits, so wider arithmetic needs the wide types.
   */
  sint(width: number, room: number): string;
  /** Bits hi..lo of an unsigned integer of `width` bits. */
  bits(word: string, width: number, hi: number, lo: number): string;
  /** The stored bits hi..lo of a fixed-point value as an expression of an unsigned integer. */
  storedBits(value: string, hi: number, lo: number): string;
  /** Statement that gives a fixed-point variable its stored bits. */
  store(variable: string, word: string, width: number): string;
  /** The widest fixed-point type that the library is exact in; wider values travel as unsigned integers. */
  readonly exactWidth: number;
  /** Of the top function, which takes a call in every cycle; `latency` in cycles, 0 where the tool chooses it. */
  top(ports: readonly TopPort[], latency: number): FunctionPragmas;
  readonly inlined: FunctionPragmas;
  /** Of the function of a layer, which takes a call in every cycle too. */
  readonly layer: FunctionPragmas;
  /** Lines before a loop and after its opening brace that unroll it. */
  readonly unroll: FunctionPragmas;
  /** Lines after the declaration of an array that make it registers or wires. */
  partition(array: string): readonly string[];
  /** Lines after the declaration of a static variable that have it reset. */
  reset(variable: string): readonly string[];
  /** Head of the main function; SystemC's library has its own `main`. */
  readonly main: string;
}

export const NO_PRAGMAS: FunctionPragmas = { before: [], inside: [] };

/** `8, 3` or `8, 3, AP_RND, AP_SAT`: template arguments with modes where they are not the defaults. */
export function modeArguments(prefix: string, modes: { round: string; overflow: string } | undefined): string {
  if (!modes || (modes.round === 'TRN' && modes.overflow === 'WRAP')) return '';
  const overflow = modes.overflow === 'WRAP' ? '' : `, ${prefix}${modes.overflow}`;
  return `, ${prefix}${modes.round}${overflow}`;
}
