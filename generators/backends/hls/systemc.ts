import { type HlsDialect, modeArguments, NO_PRAGMAS } from './dialect.ts';

/** Bits of `sc_uint` and `sc_int`, which compute in 64-bit integers; beyond, sc_biguint and sc_bigint. */
const NATIVE = 64;

function uint(width: number): string {
  return width <= NATIVE ? `sc_uint<${width}>` : `sc_biguint<${width}>`;
}

/** SystemC data types (IEEE 1666-2011, clause 7): sc_fixed, sc_uint and sc_biguint; for any C++ compiler. */
export const systemc: HlsDialect = {
  name: 'systemc',
  title: 'SystemC',
  summary: 'SystemC data types: sc_fixed, sc_uint; compiles with any C++ compiler',
  includes: () => ['#ifndef SC_INCLUDE_FX', '#define SC_INCLUDE_FX', '#endif', '#include <systemc.h>'],
  fixed: ({ signed, width, int }, modes) =>
    `${signed ? 'sc_fixed' : 'sc_ufixed'}<${width}, ${int}${modeArguments('SC_', modes)}>`,
  uint,
  sint: (width, room) => (Math.max(width, room) <= NATIVE ? `sc_int<${width}>` : `sc_bigint<${width}>`),
  bits: (word, width, hi, lo) => {
    const range = `${word}.range(${hi}, ${lo})`;
    // Ranges of the wide types do not convert into an integer without being asked.
    return width <= NATIVE ? range : `${uint(hi - lo + 1)}(${range})`;
  },
  storedBits: (value, hi, lo) => {
    const width = hi - lo + 1;
    return `${uint(width)}(${value}.range(${hi}, ${lo})${width <= NATIVE ? '.to_uint64()' : ''})`;
  },
  store: (variable, word, width) => `${variable}.range(${width - 1}, 0) = ${word};`,
  // SC_BUILTIN_MAX_WL_ of the Accellera library: it rounds values to this many bits without a word.
  exactWidth: 1024,
  top: () => NO_PRAGMAS,
  inlined: NO_PRAGMAS,
  layer: NO_PRAGMAS,
  unroll: NO_PRAGMAS,
  partition: () => [],
  reset: () => [],
  // libsystemc brings a main() that calls this one.
  main: 'int sc_main(int argc, char **argv)',
};
