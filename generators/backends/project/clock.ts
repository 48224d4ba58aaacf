import type { Manifest } from '../../manifest.ts';

/** The constraint on the clock, as vendor tools take it. */
export interface Clock {
  /** The clock port. */
  readonly port: string;
  readonly mhz: number;
  /** Period in ns, three decimals. */
  readonly period: string;
  /** Whether the frequency is one that was asked for. */
  readonly asked: boolean;
}

/** What projects are constrained to where the build names no frequency. */
export const DEFAULT_MHZ = 100;

/** Undefined for combinational designs: there is nothing to constrain. */
export function clockOf(manifest: Manifest, mhz: number | undefined): Clock | undefined {
  if (manifest.clock === null) return undefined;
  return { port: manifest.clock, ...periodOf(mhz) };
}

/** Frequency and period, also for tools that want a clock where the design has none. */
export function periodOf(mhz: number | undefined): Omit<Clock, 'port'> {
  const chosen = mhz ?? DEFAULT_MHZ;
  return { mhz: chosen, period: (1000 / chosen).toFixed(3), asked: mhz !== undefined };
}
