/** Facts about device families that estimates are made of, each with the vendor document that states it. */
export interface TargetDevice {
  readonly family: string;
  /** Inputs of a LUT. */
  readonly lutInputs: 4 | 6;
  /** LUTs that dedicated multiplexers join into a table of more inputs, at no cost in LUTs. */
  readonly joinedLuts: number;
  /** Words that one row of LUTs adds: three where a LUT has two outputs, of which one is a carry that the next bit takes. */
  readonly adderWords: 2 | 3;
  /** Inputs of the LUT in front of a carry that may decide it: more than two take in logic of one operand. */
  readonly carryInputs: 2 | 6;
  /** Bits of the shift register that a LUT can be; undefined: none. It has no reset. */
  readonly shiftRegisterBits: 32 | undefined;
  /** Multiplier of a DSP block: bits of its signed operands, the wider first. Undefined: the family has none. */
  readonly dsp: { readonly cell: string; readonly a: number; readonly b: number } | undefined;
  /** Block memory, bits with parity. A block may be used by halves where `half` is set. */
  readonly bram: {
    readonly cell: string;
    readonly bits: number;
    readonly half: boolean;
    /** Words and their bits, of a block or the half of one, with a port to read and one to write. */
    readonly shapes: readonly (readonly [words: number, bits: number])[];
    /** Whether a word that is read and written in one cycle can be read as it was; else logic beside the block sees to it. */
    readonly readsFirst: boolean;
  };
  /** LUTs as memory with a port to read and one to write, the smallest first: words, their bits, and the LUTs that it takes. */
  readonly lutRams: readonly { readonly words: number; readonly bits: number; readonly luts: number }[];
  /** Memories of so many bits and more, with a register behind them, become block memory in Yosys 0.55. */
  readonly blockRamBits: number;
  /** Tables of so many bits and more, with a register behind them, become block memory in Yosys 0.55. */
  readonly blockRomBits: number;
  /** Where the facts about the device stand. */
  readonly sources: readonly string[];
}

/** Shapes of 18 Kbit, parity bits and all. */
const KBIT_18 = [
  [512, 36],
  [1024, 18],
  [2048, 9],
  [4096, 4],
  [8192, 2],
  [16384, 1],
] as const;

export const TARGET_DEVICES = {
  xc7: {
    family: 'AMD 7 series (Artix-7, Kintex-7, Virtex-7, Zynq-7000)',
    lutInputs: 6,
    joinedLuts: 4,
    adderWords: 3,
    carryInputs: 6,
    shiftRegisterBits: 32,
    dsp: { cell: 'DSP48E1', a: 25, b: 18 },
    bram: { cell: 'RAMB36E1', bits: 36 * 1024, half: true, shapes: KBIT_18, readsFirst: true },
    lutRams: [
      { words: 32, bits: 6, luts: 4 },
      { words: 64, bits: 3, luts: 4 },
    ],
    blockRomBits: 1 << 14,
    blockRamBits: 1 << 12,
    sources: [
      'UG474: LUT6 as two LUT5 of the same inputs, F7AMUX and F8MUX, CARRY4, SRLC32E; distributed memory: 32 x 6 and 64 x 3 of four LUTs (RAM32M, RAM64M)',
      'UG479: DSP48E1, 25 x 18 signed multiplier',
      'UG473: block RAM of 36 Kbit, or two of 18 Kbit; 512 x 36 as simple dual port; READ_FIRST',
    ],
  },
  xcup: {
    family: 'AMD UltraScale+',
    lutInputs: 6,
    joinedLuts: 8,
    adderWords: 3,
    carryInputs: 6,
    shiftRegisterBits: 32,
    dsp: { cell: 'DSP48E2', a: 27, b: 18 },
    bram: { cell: 'RAMB36E2', bits: 36 * 1024, half: true, shapes: KBIT_18, readsFirst: true },
    lutRams: [
      { words: 32, bits: 14, luts: 8 },
      { words: 64, bits: 7, luts: 8 },
    ],
    blockRomBits: 1 << 14,
    blockRamBits: 1 << 12,
    sources: [
      'UG574: LUT6 as two LUT5 of the same inputs, F7MUX, F8MUX and F9MUX, CARRY8, SRLC32E; distributed memory: 32 x 14 and 64 x 7 of eight LUTs',
      'UG579: DSP48E2, 27 x 18 signed multiplier',
      'UG573: block RAM of 36 Kbit, or two of 18 Kbit; 512 x 36 as simple dual port; READ_FIRST',
    ],
  },
  ecp5: {
    family: 'Lattice ECP5 and ECP5-5G',
    lutInputs: 4,
    joinedLuts: 8,
    adderWords: 2,
    carryInputs: 2,
    shiftRegisterBits: undefined,
    dsp: { cell: 'MULT18X18D', a: 18, b: 18 },
    bram: {
      cell: 'DP16KD',
      bits: 18 * 1024,
      half: false,
      shapes: KBIT_18,
      readsFirst: false,
    },
    lutRams: [{ words: 16, bits: 4, luts: 6 }],
    blockRomBits: 1 << 12,
    blockRamBits: 1 << 11,
    sources: [
      'FPGA-DS-02012: LUT4, PFUMX and L6MUX21, CCU2C, embedded block RAM of 18 Kbit',
      'Project Trellis, nextpnr-ecp5: distributed memory of 16 x 4 is four LUTs beside the two that its write port shuts off',
      'FPGA-TN-02205: sysDSP, 18 x 18 multiplier',
    ],
  },
  ice40: {
    family: 'Lattice iCE40 HX and LP',
    lutInputs: 4,
    joinedLuts: 1,
    adderWords: 2,
    carryInputs: 2,
    shiftRegisterBits: undefined,
    // 16 x 16 multipliers (SB_MAC16) exist in the UltraPlus alone (FPGA-DS-02008).
    dsp: undefined,
    bram: {
      cell: 'SB_RAM40_4K',
      bits: 4 * 1024,
      half: false,
      shapes: [
        [256, 16],
        [512, 8],
        [1024, 4],
        [2048, 2],
      ],
      readsFirst: false,
    },
    lutRams: [],
    blockRomBits: 1 << 11,
    blockRamBits: 1,
    sources: ['FPGA-DS-02029: LUT4, SB_CARRY, embedded block RAM of 4 Kbit, no DSP block and no distributed memory'],
  },
} as const satisfies Record<string, TargetDevice>;

export type TargetName = keyof typeof TARGET_DEVICES;
