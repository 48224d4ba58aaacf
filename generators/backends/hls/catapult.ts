import { type HlsDialect, modeArguments, NO_PRAGMAS } from './dialect.ts';

/** Siemens Catapult: ac_fixed and ac_int ("Algorithmic C Datatypes" reference manual). */
export const catapult: HlsDialect = {
  name: 'catapult',
  title: 'Siemens Catapult',
  summary: 'Siemens Catapult: ac_fixed, ac_int, hls pragmas',
  includes: () => ['#include <ac_fixed.h>', '#include <ac_int.h>'],
  fixed: ({ signed, width, int }, modes) => `ac_fixed<${width}, ${int}, ${signed}${modeArguments('AC_', modes)}>`,
  uint: (width) => `ac_int<${width}, false>`,
  sint: (width) => `ac_int<${width}, true>`,
  bits: (word, _width, hi, lo) => `${word}.slc<${hi - lo + 1}>(${lo})`,
  storedBits: (value, hi, lo) => `ac_int<${hi - lo + 1}, false>(${value}.slc<${hi - lo + 1}>(${lo}))`,
  store: (variable, word) => `${variable}.set_slc(0, ${word});`,
  exactWidth: Number.POSITIVE_INFINITY,
  top: () => ({ before: ['#pragma hls_design top', '#pragma hls_pipeline_init_interval 1'], inside: [] }),
  inlined: NO_PRAGMAS,
  layer: NO_PRAGMAS,
  unroll: { before: ['#pragma hls_unroll yes'], inside: [] },
  partition: () => [],
  reset: () => [],
  main: 'int main(int argc, char **argv)',
};
