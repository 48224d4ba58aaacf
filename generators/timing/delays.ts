/**
 * Delays of device families in nanoseconds, of the slow corner, for the scheduler. `sources` says of each number whether it was
 * read somewhere, fitted to placements, or chosen.
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
  /** Bits that the ways in and out already go through: those of one carry cell. */
  readonly carryCovered: number;
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
    part: 'Kintex-7, speed grades -2 and -3',
    clockToQ: 0.223,
    setup: 0.03,
    lut: 0.043,
    net: 0.5,
    fanout: 0.05,
    carryIn: 0.31,
    carryBit: 0.0135,
    carryOut: 0.16,
    carryCovered: 4,
    invert: 0,
    dsp: 3.2,
    bram: { clockToOut: 1.8, setup: 0.45 },
    sources: [
      "timing reports of Vivado, as FloPoCo's model of xc7k70t-3 quotes them: flip-flop 0.216, LUT5 0.043, into CARRY4 0.260 and out of it 0.159, four bits of it 0.049, a local net 0.5; 5 to 10 % are added for grade -2",
      'carryCovered: the 0.049 is for each CARRY4 between the first and the last one',
      'dsp, bram: the order of magnitude of DS182, not checked number by number; fanout: chosen, not fitted',
    ],
  },
  xcup: {
    part: 'UltraScale+, speed grades -1 and -2',
    clockToQ: 0.093,
    setup: 0.025,
    lut: 0.15,
    net: 0.25,
    fanout: 0.03,
    carryIn: 0.17,
    carryBit: 0.005,
    carryOut: 0.116,
    carryCovered: 8,
    invert: 0,
    dsp: 2.2,
    bram: { clockToOut: 1.0, setup: 0.35 },
    sources: [
      "timing reports of Vivado 2021.2 for xczu3eg-1: FDRE 0.093, LUT6 0.18, unplaced nets 0.19 to 0.25; FloPoCo's model of xcvu3p-2: into CARRY8 0.115, out of it 0.116, eight bits of it 0.041 for each CARRY8 between the first and the last one",
      'dsp, bram: the order of magnitude of DS923, not checked number by number; fanout: chosen, not fitted',
    ],
  },
  ecp5: {
    part: 'ECP5, speed grade 6',
    clockToQ: 0.525,
    setup: 0.1,
    lut: 0.38,
    net: 0.75,
    fanout: 0.08,
    carryIn: 0.52,
    carryBit: 0.022,
    carryOut: 0.28,
    carryCovered: 0,
    invert: 0,
    dsp: 3.9,
    bram: { clockToOut: 3.5, setup: 0.1 },
    sources: [
      'cells_sim.v of Yosys for ECP5, after Project Trellis: LUT4 up to 0.379, CCU2C 0.516 in, 0.043 for two bits, 0.273 out',
      'clockToQ, net, fanout, dsp, bram: chosen, not fitted; no placement was run',
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
    carryCovered: 0,
    invert: 0.9,
    dsp: undefined,
    bram: { clockToOut: 2.146, setup: 0.203 },
    sources: [
      'Project IceStorm, timings_hx1k and hx8k: LogicCell40 (clock to output 0.540, LUT 0.316 to 0.449, into the carry 0.259, 0.126 a bit and 0.196 more from tile to tile), SB_RAM40_4K',
      'invert: a LUT and a short net, as Yosys maps differences; carryOut: a LUT that the carry passes',
      'net, fanout: fitted to nextpnr-ice40 0.4 (bench/pipelines/frequency.md)',
    ],
  },
};
