/**
 * The sender and the receiver around a design, cycle by cycle: what `templates/cosim/stream-harness.cpp.hbs` and
 * `stream-bench.v.hbs` do for other simulators, with the same random numbers in the same places. So one seed means one
 * transcript, whatever simulates.
 */
import { Random } from '../vectors/random.ts';
import type { StreamLayout } from './layout.ts';
import { rulesOf, type Traffic } from './traffic.ts';
import type { BrokenRule, ResetEvent, Transcript } from './transcript.ts';

/** A design of which one clock cycle after the other is asked. */
export interface Dut {
  /** Words of 32 bits in a beat of input wires, and of output wires. */
  readonly inputWords: number;
  readonly outputWords: number;
  cycle(drive: Drive): Seen;
}

export interface Drive {
  readonly reset: boolean;
  readonly valid: boolean;
  readonly ready: boolean;
  readonly data: Uint32Array;
}

export interface Seen {
  readonly ready: boolean;
  readonly valid: boolean;
  readonly data: Uint32Array;
}

/** Broken rules that are kept. */
const MOST_BROKEN = 10;

/** Sends `count` rows through a design that is freshly reset; `beats` of wires hold them. `breathe` is called now and then. */
export async function driveStream(
  dut: Dut,
  beats: Uint32Array,
  count: number,
  traffic: Traffic,
  layout: StreamLayout,
  breathe: (acceptedRows: number) => Promise<void>,
): Promise<Transcript> {
  const random = new Random(traffic.seed);
  const { inBeats, outBeats, latency, eager, patience, aftermath, cyclesPerRow, resetMask } = rulesOf(layout);
  const limit = patience + count * cyclesPerRow;
  const all = count * inBeats;
  const results: Uint32Array[] = [];
  const [deliveredAt, acceptedAt]: [number[], number[]] = [[], []];
  const resets: ResetEvent[] = [];
  const broken: BrokenRule[] = [];
  let held: Uint32Array | undefined;
  let offering = false;
  let shown = false;
  /** Beats sent, of rows that no reset has cut off. */
  let sent = 0;
  /** Beats of results of complete rows that are still to come. */
  let due = 0;
  let dry = 0;
  let idle = 0;
  let after = 0;
  let cycle = 0;
  for (; idle <= patience && after <= aftermath && cycle < limit; cycle++) {
    const bits = random.next();
    // Every 64 cycles the weather changes: gaps only in two quarters of the time, stalls only in two.
    const gap = (cycle & 64) === 0 && (bits & 1023) < traffic.gap;
    const stall = ((cycle & 128) === 0 && ((bits >>> 10) & 1023) < traffic.stall) || (traffic.shy && !shown);
    const reset = sent < all && bits >>> 20 < traffic.reset && ((bits ^ cycle) & resetMask) === 0;
    offering ||= sent < all && !gap;
    // Where nothing is offered, the data is noise.
    const data = offering
      ? beats.subarray(sent * dut.inputWords, (sent + 1) * dut.inputWords)
      : new Uint32Array(dut.inputWords).fill(bits);
    const seen = dut.cycle({ reset, valid: offering, ready: !stall, data });
    if (cycle % 1024 === 1023) await breathe(Math.floor(sent / inBeats));
    shown = seen.valid && !reset;
    if (reset) {
      resets.push({ cycle, accepted: acceptedAt.length, delivered: deliveredAt.length });
      held = undefined;
      sent -= sent % inBeats;
      due = 0;
      dry = 0;
      continue;
    }
    // Only a receiver that has a `ready` may hold it back until it sees a result.
    dry = eager && due > 0 && !seen.valid ? dry + 1 : 0;
    const rule = brokenRule(held, seen) ?? (dry > latency ? 'waits' : undefined);
    if (rule && broken.length < MOST_BROKEN) broken.push({ rule, cycle, delivered: deliveredAt.length });
    held = seen.valid && stall ? seen.data : undefined;
    idle++;
    if (offering && seen.ready) {
      acceptedAt.push(cycle);
      sent++;
      if (sent % inBeats === 0) due += outBeats;
      offering = false;
      idle = 0;
    }
    if (seen.valid && !stall) {
      results.push(seen.data);
      deliveredAt.push(cycle);
      due--;
      idle = 0;
    }
    if (sent === all && due <= 0) after++;
  }
  const packed = new Uint32Array(results.length * dut.outputWords);
  for (const [k, words] of results.entries()) packed.set(words, k * dut.outputWords);
  return {
    results: packed,
    deliveredAt: Uint32Array.from(deliveredAt),
    acceptedAt: Uint32Array.from(acceptedAt),
    resets,
    broken,
    cycles: cycle,
  };
}

/** What a result that waits for the receiver must not do. */
function brokenRule(held: Uint32Array | undefined, seen: Seen): 'valid' | 'data' | undefined {
  if (!held) return undefined;
  if (!seen.valid) return 'valid';
  return held.some((word, k) => word !== seen.data[k]) ? 'data' : undefined;
}
