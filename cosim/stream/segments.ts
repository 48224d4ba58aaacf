import { rowWords } from '../ports.ts';
import type { StreamLayout } from './layout.ts';
import type { Transcript } from './transcript.ts';

/** What happened between two resets, or before the first or after the last one. */
export interface Segment {
  /** Number of its first row. */
  readonly row: number;
  /** Rows of which all beats were accepted, and those of which some were: one more at most. */
  readonly complete: number;
  readonly begun: number;
  /** Cycle of each beat accepted, and delivered. */
  readonly acceptedAt: Uint32Array;
  readonly deliveredAt: Uint32Array;
  /** The delivered beats, in words of the wires. */
  readonly results: Uint32Array;
  /** Beats delivered before, since the start of the run. */
  readonly delivered: number;
  /** Cycle of the reset that ends it, or of the end of the run. */
  readonly end: number;
}

export function segmentsOf(transcript: Transcript, { input, output }: StreamLayout): Segment[] {
  const { acceptedAt, deliveredAt, results, resets, cycles } = transcript;
  const stride = rowWords(output.wires);
  const stops = [...resets, { cycle: cycles, accepted: acceptedAt.length, delivered: deliveredAt.length }];
  let start = { accepted: 0, delivered: 0 };
  let row = 0;
  return stops.map((stop) => {
    const rows = (stop.accepted - start.accepted) / input.beats;
    const segment: Segment = {
      row,
      complete: Math.floor(rows),
      begun: Math.ceil(rows),
      acceptedAt: acceptedAt.subarray(start.accepted, stop.accepted),
      deliveredAt: deliveredAt.subarray(start.delivered, stop.delivered),
      results: results.subarray(start.delivered * stride, stop.delivered * stride),
      delivered: start.delivered,
      end: stop.cycle,
    };
    start = stop;
    row += segment.complete;
    return segment;
  });
}
