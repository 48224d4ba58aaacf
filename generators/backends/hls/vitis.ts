import { type HlsDialect, modeArguments } from './dialect.ts';

/** AMD Vitis HLS: ap_fixed and ap_int (UG1399, "Arbitrary Precision Data Types Library"; "HLS Pragmas"). */
export const vitis: HlsDialect = {
  name: 'vitis',
  title: 'AMD Vitis HLS',
  summary: 'AMD Vitis HLS: ap_fixed, ap_int, HLS pragmas',
  includes: (room) => {
    // The headers stop at 1024 bits unless told otherwise before they are included.
    const bound = room + 64;
    const macro = bound > 1024 ? ['#ifndef AP_INT_MAX_W', `#define AP_INT_MAX_W ${bound}`, '#endif'] : [];
    return [...macro, '#include <ap_fixed.h>', '#include <ap_int.h>'];
  },
  fixed: ({ signed, width, int }, modes) =>
    `${signed ? 'ap_fixed' : 'ap_ufixed'}<${width}, ${int}${modeArguments('AP_', modes)}>`,
  uint: (width) => `ap_uint<${width}>`,
  sint: (width) => `ap_int<${width}>`,
  bits: (word, _width, hi, lo) => `${word}.range(${hi}, ${lo})`,
  storedBits: (value, hi, lo) => `ap_uint<${hi - lo + 1}>(${value}.range(${hi}, ${lo}))`,
  store: (variable, word, width) => `${variable}.range(${width - 1}, 0) = ${word};`,
  exactWidth: Number.POSITIVE_INFINITY,
  top: (ports, latency) => ({
    before: [],
    inside: [
      ...ports.map(({ name, direction, vector }) =>
        vector
          ? `#pragma HLS ARRAY_PARTITION variable=${name} complete dim=1`
          : `#pragma HLS INTERFACE ${direction === 'input' ? 'ap_none' : 'ap_vld'} port=${name}`,
      ),
      '#pragma HLS PIPELINE II=1',
      ...(latency > 0 ? [`#pragma HLS LATENCY min=${latency} max=${latency}`] : []),
    ],
  }),
  inlined: { before: [], inside: ['#pragma HLS INLINE'] },
  layer: { before: [], inside: ['#pragma HLS PIPELINE II=1'] },
  unroll: { before: [], inside: ['#pragma HLS UNROLL'] },
  partition: (array) => [`#pragma HLS ARRAY_PARTITION variable=${array} complete dim=0`],
  reset: (variable) => [`#pragma HLS RESET variable=${variable}`],
  main: 'int main(int argc, char **argv)',
};
