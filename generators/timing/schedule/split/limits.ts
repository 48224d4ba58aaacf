import type { DelayModel } from '../../delays.ts';
import type { TargetDevice } from '../../targets.ts';

/** What an operation may be that is alone in its stage. */
export interface Limits {
  readonly device: TargetDevice;
  /** LUTs in a row; at least 1. */
  readonly levels: number;
  /** Bits of a carry chain; at least 2. */
  readonly carryBits: number;
  /** Whether a multiplier block fits. */
  readonly dsp: boolean;
}

/** The inputs of a wide operation have this many readers each: half a dozen, of which the model takes the logarithm. */
const READERS = 8;

export function limitsOf(device: TargetDevice, delays: DelayModel, period: number): Limits {
  const { clockToQ, setup, lut, net, fanout, carryIn, carryBit, carryOut, carryCovered, invert, dsp } = delays;
  const room = period - setup - clockToQ - net - fanout * Math.log2(READERS);
  return {
    device,
    levels: Math.max(1, Math.floor((room + net) / (lut + net))),
    carryBits: Math.max(2, 1 + carryCovered + Math.floor((room - carryIn - invert - carryOut) / carryBit)),
    dsp: dsp !== undefined && dsp <= room,
  };
}
