/** The designs over which the size model is fitted and judged. */

export interface BenchDesign {
  /** As on the command line. */
  readonly argument: string;
  /** Kept out of the fit: the error on these is what a new design may expect. */
  readonly heldOut: boolean;
}

const hexadecimal = (word: number) => word.toString(16);

const FITTED: readonly string[] = [
  // Adders, comparators and what stands around them, at widths on both sides of a carry cell.
  'op:add/fixed8_3,fixed8_3',
  'op:add/int32,int32',
  'op:sub/ufixed<19,4>,fixed<16,6>',
  'op:neg/fixed<17,5>',
  'op:abs/fixed<24,8>',
  'op:lt/fixed<12,4>,fixed<12,4>',
  'op:ge/uint32,uint32',
  'op:eq/uint24,uint24',
  'op:max/fixed<16,4>,fixed<16,4>',
  'op:select/uint1,uint20,uint20',
  'op:xor/uint32,uint32',
  // Casts: rounding and overflow.
  'op:cast:round=RND_CONV:overflow=SAT/fixed<24,10>/fixed<12,4>',
  'op:cast:round=RND:overflow=WRAP/fixed<32,8>/fixed<16,8>',
  'op:cast:round=TRN:overflow=SAT_SYM/fixed<20,10>/fixed<16,4>',
  // Products and what is made of them.
  'op:mul/fixed<6,3>,fixed<6,3>',
  'op:mul/uint8,uint8',
  'op:mul/fixed<12,4>,fixed<12,4>',
  'op:mul/int16,int16',
  'op:mul/uint20,uint9',
  'op:mul/int24,int24',
  'op:mul/fixed<15,3>,fixed<7,3>/fixed<12,4>',
  'op:dot/int8x4,int8x4',
  'op:dot/fixed<8,2>[3],fixed<6,2>[3]/fixed<12,4>',
  // Sums.
  'op:sum/int8x8',
  'op:sum/uint12x16',
  'op:sum/fixed<16,4>[5]',
  // Quotients and roots.
  'op:div:round=RND:overflow=SAT/fixed<8,3>,ufixed<5,2>/fixed<10,6>',
  'op:div:round=RND/fixed<16,8>,fixed<16,8>/fixed<16,8>',
  'op:sqrt:round=RND/ufixed<8,4>/ufixed<8,2>',
  'op:sqrt:round=TRN/ufixed<24,12>/ufixed<16,8>',
  // Tables.
  `op:rom:table=${Array.from({ length: 64 }, (_, i) => (i * i * 37 + 11 * i) % 256)
    .map(hexadecimal)
    .join('_')}/uint6/uint8`,
  `op:rom:table=${Array.from({ length: 256 }, (_, i) => (i * i * 1021 + 77 * i) % 4096)
    .map(hexadecimal)
    .join('_')}/uint8/uint12`,
  // Small floats.
  'op:add/E4M3,E4M3/E4M3',
  'op:mul/E4M3,E4M3/E4M3',
  'op:mul/E5M2,E5M2/E5M2',
  'op:fma/E5M2,E5M2,binary16/binary16',
  'op:add/float<5,4>,float<5,4>',
  'op:mul/float<6,6>,float<6,6>',
  'op:div/float<4,5>,float<4,5>',
  // Floats of 16 and 32 bits.
  'op:add/binary16,binary16',
  'op:sub/bfloat16,bfloat16',
  'op:mul/binary16,binary16',
  'op:mul/bfloat16,bfloat16/binary32',
  'op:fma/binary16,binary16,binary16/binary16',
  'op:fma/float<5,4>,float<5,4>,float<5,4>',
  'op:div/binary16,binary16',
  'op:sqrt/binary16',
  'op:rsqrt/bfloat16',
  'op:add/binary32,binary32',
  'op:mul/float<8,10>,float<8,10>',
  'op:cast/binary32/binary16',
  'op:cast/binary16/fixed<16,8>',
  'op:cast/fixed<16,8>/bfloat16',
  'op:lt/binary32,binary32',
  'op:max/bfloat16,bfloat16',
  'op:round_to_integral/binary16',
  'op:ldexp/binary16,int6/binary16',
  // Blocks.
  'op:sum/bfloat16x4/bfloat16',
  'op:dot/E4M3x4,E4M3x4/binary16',
  'op:mx_quantise/bfloat16[8]/E4M3[8]',
  // Designs.
  'examples/fir/fir.ts',
  'examples/complex-multiplier/complex-multiplier.ts',
];

const HELD_OUT: readonly string[] = [
  'op:add/fixed<13,4>,ufixed<11,2>',
  'op:cast:round=RND_INF:overflow=SAT/fixed<18,9>/fixed<9,3>',
  'op:mul/fixed<10,3>,ufixed<14,6>',
  'op:mul/int18,int18',
  'op:sum/int10x12',
  'op:div:round=TRN/ufixed<12,6>,ufixed<9,3>/ufixed<12,6>',
  'op:min/int24,int20',
  'op:add/float<6,9>,float<6,9>',
  'op:mul/float<5,7>,float<5,7>',
  'op:fma/E4M3,E4M3,E5M2/binary16',
  'op:sqrt/float<6,9>',
  'op:cast/binary16/E4M3',
  'op:classify/binary32',
  'op:mx_dot/E8M0,E2M1[8],E8M0,E2M1[8]/bfloat16',
  'op:dot/int7x4,int7x4',
  'op:recip/bfloat16',
  'examples/biquad/biquad.ts',
  'op:mul/bfloat16,E4M3/bfloat16',
];

export const BENCH_DESIGNS: readonly BenchDesign[] = [
  ...FITTED.map((argument) => ({ argument, heldOut: false })),
  ...HELD_OUT.map((argument) => ({ argument, heldOut: true })),
];
