/**
 * Delays of device families in nanoseconds, of the slow corner, for the scheduler. Cells are from the named sources; `net` and
 * `fanout`, what routing adds, depend on placement and are fitted.
 */
import type { TargetName } from './targets.ts';

export interface DelayModel {
  /** Part and speed grade that the numbers belong to. */
  readonly part: string;
  /** Clock to output of a flip-flop, and set-up time at its input. */
  readonly clockToQ: number;
  readonly setup: number;
  /** Through a LUT, from its slowest input. */
  readonly lut: number;
  /** From an output to one input nearby, and what every doubling of the number of inputs adds. */
  readonly net: number;
  readonly fanout: number;
  /** From an operand into the carry chain, along it by one bit, and from it to a bit of the sum or to the carry out. */
  readonly carryIn: number;
  readonly carryBit: number;
  readonly carryOut: number;
  /** What a difference or comparison needs before its chain, where cells of carries do not invert an operand. */
  readonly invert: number;
  /** Multiplier block without registers; undefined where the family has none. */
  readonly dsp: number | undefined;
  /** Block memory: clock to output, and set-up time of the address. */
  readonly bram: { readonly clockToOut: number; readonly setup: number };
  readonly sources: readonly string[];
}

export const DELAYS: Readonly<Record<TargetName, DelayModel>> = {
  xc7: {
    part: 'Kintex-7, speed grade -2',
    clockToQ: 0.223,
    setup: 0.03,
    lut: 0.043,
    net: 0.5,
    fanout: 0.05,
    carryIn: 0.31,
    carryBit: 0.0135,
    carryOut: 0.16,
    invert: 0,
    dsp: 3.2,
    bram: { clockToOut: 1.8, setup: 0.45 },
    sources: [
      'DS182: TCKO, TAS, TILO, carry of CARRY4 (four bits in 0.053 ns), DSP48E1 without registers, RAMB36E1',
      'net, fanout: fitted, 0.4 to 0.6 ns for a net within a few slices',
    ],
  },
  xcup: {
    part: 'UltraScale+, speed grade -2',
    clockToQ: 0.08,
    setup: 0.025,
    lut: 0.1,
    net: 0.3,
    fanout: 0.03,
    carryIn: 0.17,
    carryBit: 0.008,
    carryOut: 0.09,
    invert: 0,
    dsp: 2.2,
    bram: { clockToOut: 1.0, setup: 0.35 },
    sources: ['DS923: CLB, DSP48E2 and RAMB36E2 switching characteristics', 'net, fanout: fitted'],
  },
  ecp5: {
    part: 'ECP5, speed grade 6',
    clockToQ: 0.525,
    setup: 0.1,
    lut: 0.24,
    net: 0.75,
    fanout: 0.08,
    carryIn: 0.45,
    carryBit: 0.036,
    carryOut: 0.45,
    invert: 0,
    dsp: 3.9,
    bram: { clockToOut: 3.5, setup: 0.1 },
    sources: [
      'FPGA-DS-02012: external switching characteristics',
      'Project Trellis timing database',
      'net, fanout: fitted',
    ],
  },
  ice40: {
    part: 'iCE40 HX8K',
    clockToQ: 0.54,
    setup: 0.1,
    lut: 0.4,
    net: 0.95,
    fanout: 0.12,
    carryIn: 0.26,
    carryBit: 0.15,
    carryOut: 0.57,
    invert: 0.9,
    dsp: undefined,
    bram: { clockToOut: 2.146, setup: 0.203 },
    sources: [
      'Project IceStorm, timings_hx8k: LogicCell40 (carry 0.126 ns a bit, 0.196 ns from tile to tile), SB_RAM40_4K',
      'invert: a LUT and a short net, as Yosys maps differences',
      'net, fanout: fitted to nextpnr-ice40 0.4',
    ],
  },
};
