/** A filter as users write them; its text is kept in golden-text/. */
export const SMOOTH = `design smooth
  doc "Three-tap low-pass filter with an offset that is learnt slowly"
  %0 x = input : fixed<12,1>
  %1 scale = input : E4M3
  %2 x1 = delay %0 {n=1} : fixed<12,1>
  %3 x2 = delay %2 {n=1} : fixed<12,1>
  %4 taps = vector %0 %2 %3 : fixed<12,1>[3]
  %5 = const {word=0x8} : fixed<6,1>
  %6 = const {word=0x10} : fixed<6,1>
  %7 coefficients = vector %5 %6 %5 : fixed<6,1>[3]
  %8 filtered = dot %4 %7 : fixed<20,4>
  %9 offset = register %13 {init=0x10} : fixed<14,2>
  %10 error = sub %8 %9 : fixed<21,5>
  %11 = scalb %10 {n=-4} : fixed<21,1>
  %12 = add %9 %11 : fixed<23,3>
  %13 = cast %12 {round=RND_CONV overflow=SAT_SYM} : fixed<14,2>
  %14 late_scale = delay %1 {n=4} : E4M3
  %15 = cast %10 {round=RND overflow=SAT} : fixed<12,1>
  output y = %15
  output scale_out = %14
end
`;

/** Designs that hold every kind of state in every place, as texts. */
export const STATEFUL: readonly string[] = [
  SMOOTH,
  // Registers that take each other's values, one with a value of its own at reset, and one that counts without inputs.
  `design swap
  %0 x = input : fixed<8,3>
  %1 first = register %2 {init=0x14} : fixed<8,3>
  %2 second = register %1 {init=0xf0} : fixed<8,3>
  %3 third = register %0 {init=0x0} : fixed<8,3>
  %4 = add %1 %3 : fixed<9,4>
  output y = %4
  output z = %2
  output w = %3
end
`,
  `design counter
  %0 = const {word=0x1} : ufixed<4,4>
  %1 count = register %3 {init=0xd} : ufixed<4,4>
  %2 = add %1 %0 : ufixed<5,5>
  %3 = cast %2 {round=TRN overflow=WRAP} : ufixed<4,4>
  output y = %1
end
`,
  // Delay lines, also of vectors and of another delay line.
  `design lines
  %0 x = input : fixed<8,3>
  %1 v = input : ufixed<4,4>[3]
  %2 old = delay %0 {n=3} : fixed<8,3>
  %3 older = delay %2 {n=1} : fixed<8,3>
  %4 vs = delay %1 {n=2} : ufixed<4,4>[3]
  %5 kept = register %1 {init=0x4a1} : ufixed<4,4>[3]
  %6 same = register %5 {init=0x0} : ufixed<4,4>[3]
  %7 = sum %4 : ufixed<6,6>
  output y = %2
  output z = %3
  output v_old = %4
  output v_kept = %6
  output total = %7
end
`,
  // A stateful sub-design used twice in one that is itself used twice, with feedback around a stateless one.
  `design scale
  %0 x = input : fixed<8,3>
  %1 = const {word=0x6} : fixed<4,1>
  %2 = mul %0 %1 : fixed<12,4>
  %3 = cast %2 {round=RND overflow=SAT} : fixed<8,3>
  output y = %3
end
design leak
  %0 x = input : fixed<8,3>
  %1 acc = register %4 {init=0x8} : fixed<8,3>
  %2 smaller = instance %1 {design=scale} : ufixed<1,1>
  %3 = instance_output %2 {port=y} : fixed<8,3>
  %5 = add %3 %0 : fixed<9,4>
  %4 = cast %5 {round=TRN overflow=SAT} : fixed<8,3>
  output y = %1
end
design pair
  %0 x = input : fixed<8,3>
  %1 u0 = instance %0 {design=leak} : ufixed<1,1>
  %2 = instance_output %1 {port=y} : fixed<8,3>
  %3 u1 = instance %2 {design=leak} : ufixed<1,1>
  %4 = instance_output %3 {port=y} : fixed<8,3>
  output a = %2
  output b = %4
end
design chain
  doc "Two pairs in a row, */ and \\\\ in the text"
  %0 x = input : fixed<8,3>
  %1 p0 = instance %0 {design=pair} : ufixed<1,1>
  %2 = instance_output %1 {port=b} : fixed<8,3>
  %3 p1 = instance %2 {design=pair} : ufixed<1,1>
  %4 = instance_output %3 {port=a} : fixed<8,3>
  %5 = instance_output %3 {port=b} : fixed<8,3>
  output near = %2
  output a = %4
  output b = %5
end
`,
  // Every kind of state inside a sub-design, twice, one level further down.
  `design store
  %0 x = input : fixed<8,3>
  %1 v = input : ufixed<4,4>[3]
  %2 acc = register %0 {init=0x8} : fixed<8,3>
  %3 old = delay %0 {n=3} : fixed<8,3>
  %4 kept = register %1 {init=0x4a1} : ufixed<4,4>[3]
  %5 vs = delay %4 {n=2} : ufixed<4,4>[3]
  %6 = add %2 %3 : fixed<9,4>
  output y = %6
  output w = %5
end
design shelf
  %0 x = input : fixed<8,3>
  %1 v = input : ufixed<4,4>[3]
  %2 late = register %0 {init=0x0} : fixed<8,3>
  %3 s0 = instance %2 %1 {design=store} : ufixed<1,1>
  %4 = instance_output %3 {port=y} : fixed<9,4>
  %5 = instance_output %3 {port=w} : ufixed<4,4>[3]
  output y = %4
  output w = %5
end
design shelves
  %0 x = input : fixed<8,3>
  %1 v = input : ufixed<4,4>[3]
  %2 one = instance %0 %1 {design=shelf} : ufixed<1,1>
  %3 = instance_output %2 {port=w} : ufixed<4,4>[3]
  %4 two = instance %0 %3 {design=shelf} : ufixed<1,1>
  %5 = instance_output %4 {port=y} : fixed<9,4>
  %6 = instance_output %4 {port=w} : ufixed<4,4>[3]
  output y = %5
  output w = %6
end
`,
  // Names that C++ or the emitted text could want for themselves.
  `design state
  %0 i = input : fixed<8,3>[2]
  %1 value = input : E4M3
  %2 bits = register %1 {init=0x38} : E4M3
  %3 as_fixed8_5 = element %0 {index=0} : fixed<8,3>
  %4 scalb = scalb %3 {n=2} : fixed<8,5>
  %5 words = delay %4 {n=2} : fixed<8,5>
  %6 INLINE = sum %0 : fixed<9,4>
  output y = %2
  output input_row = %5
  output row = %6
end
`,
];
