/** What Yosys runs for each device family, and how its cells add up to the figures that vendors report. */
export interface SynthesisFlow {
  /** The Yosys command; `-top` and the option about multipliers are added. */
  readonly command: string;
  /** Option that makes multipliers of LUTs where the flow would otherwise use DSP blocks; undefined: it never does. */
  readonly withoutDsp: string | undefined;
  /** LUTs that a cell occupies. */
  readonly lut: Weights;
  readonly ff: Weights;
  readonly dsp: Weights;
  /** Blocks of the vendor's size: 36 Kbit for xc7 and xcup, 18 Kbit for ecp5, 4 Kbit for ice40. */
  readonly bram: Weights;
  /** Carry cells as they are: CARRY4 and CARRY8 hold 4 and 8 bits, CCU2C holds 2, SB_CARRY 1. */
  readonly carry: Weights;
}

/** Pattern of cell types, and what each such cell counts. */
type Weights = readonly (readonly [pattern: RegExp, each: number])[];

/** Names of cells: UG953 and UG974, the libraries guides of 7 series and UltraScale. */
const xilinx = (family: string): SynthesisFlow => ({
  command: `synth_xilinx -family ${family} -noiopad -flatten`,
  withoutDsp: '-nodsp',
  // A shift register lives in a LUT. An INV is no LUT: placement moves it into the cell that reads it.
  lut: [
    [/^(LUT[1-6]|SRL16E|SRLC32E|RAM(32|64)X1S(_1)?)$/, 1],
    [/^(RAM(32|64)X1D(_1)?|RAM128X1S(_1)?|RAM32X2S)$/, 2],
    [/^(RAM32M|RAM64M|RAM128X1D|RAM256X1S)$/, 4],
    [/^(RAM32M16|RAM64M8|RAM256X1D|RAM512X1S)$/, 8],
  ],
  ff: [[/^FD[RSCP]E(_1)?$/, 1]],
  dsp: [[/^DSP48E[12]$/, 1]],
  bram: [
    [/^RAMB36E[12]$/, 1],
    [/^RAMB18E[12]$/, 0.5],
  ],
  carry: [[/^CARRY[48]$/, 1]],
});

export const SYNTHESIS_FLOWS = {
  xc7: xilinx('xc7'),
  xcup: xilinx('xcup'),
  // Names of cells: Lattice FPGA Libraries Reference Guide.
  ecp5: {
    command: 'synth_ecp5',
    withoutDsp: '-nodsp',
    // A CCU2C is two LUT4 of a slice together with their carry logic; memory of 16 x 4 shuts off two beside its own four.
    lut: [
      [/^LUT4$/, 1],
      [/^TRELLIS_DPR16X4$/, 6],
      [/^CCU2C$/, 2],
    ],
    ff: [[/^TRELLIS_FF$/, 1]],
    dsp: [[/^MULT18X18D$/, 1]],
    bram: [[/^(DP16KD|PDPW16KD)$/, 1]],
    carry: [[/^CCU2C$/, 1]],
  },
  // Names of cells: Lattice iCE Technology Library. No -dsp: only UltraPlus devices have DSP blocks, HX and LP do not.
  ice40: {
    command: 'synth_ice40',
    withoutDsp: undefined,
    lut: [[/^SB_LUT4$/, 1]],
    ff: [[/^SB_DFF\w*$/, 1]],
    dsp: [[/^SB_MAC16$/, 1]],
    bram: [[/^SB_RAM40_4K\w*$/, 1]],
    carry: [[/^SB_CARRY$/, 1]],
  },
} as const satisfies Record<string, SynthesisFlow>;

export type SynthesisTarget = keyof typeof SYNTHESIS_FLOWS;

export interface SynthesisFigures {
  readonly lut: number;
  readonly ff: number;
  readonly dsp: number;
  readonly bram: number;
  readonly carry: number;
  /** Every cell by its type. */
  readonly cells: Readonly<Record<string, number>>;
}

export function figuresOf(flow: SynthesisFlow, cells: Readonly<Record<string, number>>): SynthesisFigures {
  const sum = (weights: Weights) => {
    const weigh = (type: string) => weights.find(([pattern]) => pattern.test(type))?.[1] ?? 0;
    return Object.entries(cells).reduce((total, [type, count]) => total + count * weigh(type), 0);
  };
  const { lut, ff, dsp, bram, carry } = flow;
  return { lut: sum(lut), ff: sum(ff), dsp: sum(dsp), bram: sum(bram), carry: sum(carry), cells };
}
