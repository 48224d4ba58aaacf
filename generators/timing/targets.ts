/** Facts about device families that estimates are made of, each with the vendor document that states it. */
export interface TargetDevice {
  readonly family: string;
  /** Inputs of a LUT. */
  readonly lutInputs: 4 | 6;
  /** LUTs that dedicated multiplexers join into a table of more inputs, at no cost in LUTs. */
  readonly joinedLuts: number;
  /** Multiplier of a DSP block: bits of its signed operands, the wider first. Undefined: the family has none. */
  readonly dsp: { readonly cell: string; readonly a: number; readonly b: number } | undefined;
  /** Block memory, bits with parity. A block may be used by halves where `half` is set. */
  readonly bram: { readonly cell: string; readonly bits: number; readonly half: boolean };
  /** Tables of so many bits and more, with a register behind them, become block memory in Yosys 0.55. */
  readonly blockRomBits: number;
  /** Where the facts about the device stand. */
  readonly sources: readonly string[];
}

export const TARGET_DEVICES = {
  xc7: {
    family: 'AMD 7 series (Artix-7, Kintex-7, Virtex-7, Zynq-7000)',
    lutInputs: 6,
    joinedLuts: 4,
    dsp: { cell: 'DSP48E1', a: 25, b: 18 },
    bram: { cell: 'RAMB36E1', bits: 36 * 1024, half: true },
    blockRomBits: 1 << 14,
    sources: [
      'UG474: LUT6, F7AMUX and F8MUX, CARRY4',
      'UG479: DSP48E1, 25 x 18 signed multiplier',
      'UG473: block RAM of 36 Kbit, or two of 18 Kbit',
    ],
  },
  xcup: {
    family: 'AMD UltraScale+',
    lutInputs: 6,
    joinedLuts: 8,
    dsp: { cell: 'DSP48E2', a: 27, b: 18 },
    bram: { cell: 'RAMB36E2', bits: 36 * 1024, half: true },
    blockRomBits: 1 << 14,
    sources: [
      'UG574: LUT6, F7MUX, F8MUX and F9MUX, CARRY8',
      'UG579: DSP48E2, 27 x 18 signed multiplier',
      'UG573: block RAM of 36 Kbit, or two of 18 Kbit',
    ],
  },
  ecp5: {
    family: 'Lattice ECP5 and ECP5-5G',
    lutInputs: 4,
    joinedLuts: 8,
    dsp: { cell: 'MULT18X18D', a: 18, b: 18 },
    bram: { cell: 'DP16KD', bits: 18 * 1024, half: false },
    blockRomBits: 1 << 12,
    sources: [
      'FPGA-DS-02012: LUT4, PFUMX and L6MUX21, CCU2C, embedded block RAM of 18 Kbit',
      'FPGA-TN-02205: sysDSP, 18 x 18 multiplier',
    ],
  },
  ice40: {
    family: 'Lattice iCE40 HX and LP',
    lutInputs: 4,
    joinedLuts: 1,
    // 16 x 16 multipliers (SB_MAC16) exist in the UltraPlus alone (FPGA-DS-02008).
    dsp: undefined,
    bram: { cell: 'SB_RAM40_4K', bits: 4 * 1024, half: false },
    blockRomBits: 1 << 11,
    sources: ['FPGA-DS-02029: LUT4, SB_CARRY, embedded block RAM of 4 Kbit, no DSP block'],
  },
} as const satisfies Record<string, TargetDevice>;

export type TargetName = keyof typeof TARGET_DEVICES;
