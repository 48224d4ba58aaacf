/** Compares the rows that a design accepted with the results that it delivered, and says what is wrong in one's own words. */
import { rowWords } from '../ports.ts';
import { beatsOf, type StreamLayout, toWires } from './layout.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { isElastic } from './traffic.ts';
import type { BrokenRule, Transcript } from './transcript.ts';

export type FaultKind = 'lost' | 'duplicated' | 'reordered' | 'wrong' | 'early' | 'rule' | 'slow' | 'late' | 'stuck';

export interface Fault {
  readonly kind: FaultKind;
  /** Number of the row, of those that were sent. */
  readonly row: number;
  /** Number of the beat within its results; only where they are several. */
  readonly beat?: number;
  readonly cycle: number;
  /** What happened, as the end of a sentence that begins with the simulator. */
  readonly message: string;
  /** Of a result that differs: the words due and seen in that beat, in the order of the output ports. */
  readonly result?: { readonly expected: Uint32Array; readonly actual: Uint32Array };
}

export interface StreamVerdict {
  /** Whole rows. */
  readonly accepted: number;
  readonly delivered: number;
  readonly resets: number;
  readonly cycles: number;
  /** Cycles from row to row, on average; undefined where there are no two. */
  readonly interval?: number;
  /** The first fault; undefined where nothing is wrong. */
  readonly fault?: Fault;
}

export interface Judged {
  readonly layout: StreamLayout;
  /** Rows that were to be sent. */
  readonly count: number;
  readonly transcript: Transcript;
  /** Result rows of the rows `from` to `to - 1`, sent after a reset. */
  readonly expected: (from: number, to: number) => Uint32Array;
  /** Whether beats came without gaps and were taken without stalls: then rows keep the interval, and the latency if it is fixed. */
  readonly steady: boolean;
}

export function judge(judged: Judged): StreamVerdict {
  const { transcript, layout } = judged;
  const segments = segmentsOf(transcript, layout);
  const faults = [
    ruleFault(judged, segments),
    stuckFault(judged, segments),
    sequenceFault(judged, segments),
    paceFault(judged),
  ];
  const [fault] = faults.flatMap((f) => f ?? []).sort((a, b) => a.cycle - b.cycle);
  const total = (count: (segment: Segment) => number) => segments.reduce((sum, segment) => sum + count(segment), 0);
  const interval = intervalOf(transcript, layout);
  return {
    accepted: total((segment) => segment.complete),
    delivered: total((segment) => Math.floor(segment.deliveredAt.length / layout.output.beats)),
    resets: transcript.resets.length,
    cycles: transcript.cycles,
    ...(interval !== undefined && { interval }),
    ...(fault && { fault }),
  };
}

/**
 * From row to row: as they are accepted where the latency is fixed. Elsewhere the first ones may go into buffers, faster than
 * the design can work, so by the last beats of results in the second half of the run.
 */
function intervalOf({ acceptedAt, deliveredAt }: Transcript, layout: StreamLayout): number | undefined {
  const { beats } = layout.output;
  const elastic = isElastic(layout);
  const ends = elastic ? deliveredAt.filter((_, beat) => (beat + 1) % beats === 0) : acceptedAt;
  const last = ends.length - 1;
  const from = elastic ? Math.floor(last / 2) : 0;
  return last < 1 ? undefined : (ends[last] - ends[from]) / (last - from);
}

const RULES: Readonly<Record<BrokenRule['rule'], string>> = {
  valid: 'takes back its valid before the receiver has taken the result',
  data: 'changes the result before the receiver has taken it',
  waits: 'waits for the ready of the receiver before it shows a result',
};

function ruleFault({ transcript, layout }: Judged, segments: readonly Segment[]): Fault | undefined {
  const [first] = transcript.broken;
  if (!first) return undefined;
  const { rule, delivered, cycle } = first;
  const within = segments.find((segment) => cycle < segment.end) as Segment;
  return { kind: 'rule', ...placeOf(layout, within, delivered - within.delivered), cycle, message: RULES[rule] };
}

/** Row and beat of the n-th transfer of results of a segment. */
function placeOf({ output: { beats } }: StreamLayout, { row }: Segment, n: number): { row: number; beat?: number } {
  return { row: row + Math.floor(n / beats), ...(beats > 1 && { beat: n % beats }) };
}

function stuckFault({ transcript, count, layout }: Judged, segments: readonly Segment[]): Fault | undefined {
  const { row, complete, acceptedAt } = segments[segments.length - 1];
  const reached = row + complete;
  if (reached === count) return undefined;
  const { beats } = layout.input;
  const within = acceptedAt.length % beats;
  const more = within === 0 ? 'rows' : `beats, after ${within} of the ${beats} of this row`;
  const message = `accepts no more ${more}, although the receiver is ready${isElastic(layout) ? ' once a result is offered' : ''}`;
  return { kind: 'stuck', row: reached, cycle: transcript.cycles, message };
}

/** Results between two resets belong to the rows accepted there, beat for beat; only a reset may leave some out. */
function sequenceFault({ layout, expected }: Judged, segments: readonly Segment[]): Fault | undefined {
  const stride = rowWords(layout.output.wires);
  const { beats } = layout.output;
  for (const segment of segments) {
    const { row, begun, complete, results, end } = segment;
    const due = toWires(layout.output, expected(row, row + begun), begun, row);
    const common = Math.min(due.length, results.length);
    const wrong = due.subarray(0, common).findIndex((word, w) => word !== results[w]);
    const first = wrong < 0 ? common / stride : Math.floor(wrong / stride);
    const early = earlyFault(layout, segment, first);
    if (early) return early;
    if (wrong >= 0 || results.length > due.length) return differing(layout, due, results, first, segment);
    const missing = complete * beats - results.length / stride;
    if (segment === segments[segments.length - 1] && missing > 0)
      return {
        kind: 'lost',
        ...placeOf(layout, segment, first),
        cycle: end,
        message:
          beats === 1
            ? `never delivers the result of this row, nor of the ${missing - 1} after it`
            : `never delivers this beat of the result, nor the ${missing - 1} that are due after it`,
      };
  }
  return undefined;
}

/** Of the first so many results of a segment, one that comes before it can. */
function earlyFault(layout: StreamLayout, segment: Segment, count: number): Fault | undefined {
  const { acceptedAt, deliveredAt } = segment;
  const firstBeat = (n: number) => acceptedAt[Math.floor(n / layout.output.beats) * layout.input.beats];
  const least = isElastic(layout) ? 0 : layout.latency;
  const early = deliveredAt.subarray(0, count).findIndex((cycle, n) => cycle < firstBeat(n) + least);
  if (early < 0) return undefined;
  const cycle = deliveredAt[early];
  const message = isElastic(layout)
    ? 'delivers a result before the first beat of its row has been accepted'
    : `delivers a result ${cycle - firstBeat(early)} cycles after its row, before the latency of ${layout.latency}`;
  return { kind: 'early', ...placeOf(layout, segment, early), cycle, message };
}

/** Results after the first difference that must agree for an explanation to hold: many, or as few as have so many bits. */
const WINDOWS = [8, 4, 2, 1];
const TELLING_BITS = 20;
/** How many rows away a result is looked for. */
const REACH = 64;

function differing(layout: StreamLayout, due: Uint32Array, got: Uint32Array, first: number, segment: Segment): Fault {
  const { output } = layout;
  const { beats } = output;
  const stride = rowWords(output.wires);
  const beatsIn = (words: Uint32Array) => words.length / stride;
  const beat = (words: Uint32Array, k: number) => words.subarray(k * stride, (k + 1) * stride);
  const same = (i: number, j: number) => beat(got, i).every((word, w) => word === due[j * stride + w]);
  const bits = output.wires.reduce((sum, wire) => sum + wire.width, 0);
  const windows = WINDOWS.filter((size) => size === WINDOWS[0] || size * bits >= TELLING_BITS);
  /** The distance after which what was delivered from `first` on is what was due from there on. */
  const continues = (places: readonly { readonly distance: number; readonly at: number }[]) => {
    for (const window of windows) {
      const found = places.find(({ at }) => {
        const size = Math.min(window, beatsIn(got) - first, beatsIn(due) - at);
        return size > 0 && Array.from({ length: size }, (_, k) => same(first + k, at + k)).every(Boolean);
      });
      if (found) return found.distance;
    }
    return undefined;
  };
  const actual = beatsOf(output, beat(got, first).slice(), 1);
  const expected = first < beatsIn(due) ? beatsOf(output, beat(due, first).slice(), 1) : new Uint32Array(0);
  const place = { ...placeOf(layout, segment, first), cycle: segment.deliveredAt[first] };
  const tell = (kind: FaultKind, message: string): Fault => ({ kind, ...place, message, result: { expected, actual } });
  const named = (n: number) => {
    const { row, beat } = placeOf(layout, segment, n);
    return beat === undefined ? `the result of row ${row}` : `beat ${beat} of the result of row ${row}`;
  };
  const distances = Array.from({ length: REACH * beats }, (_, k) => k + 1);
  const skipped = continues(distances.map((distance) => ({ distance, at: first + distance })));
  const again = continues(
    distances.flatMap((distance) => (distance > first ? [] : [{ distance, at: first - distance }])),
  );
  const elsewhere = distances.find((k) => first + k < beatsIn(due) && same(first, first + k));
  const back = distances.find((k) => first + k < beatsIn(got) && first < beatsIn(due) && same(first + k, first));
  if (elsewhere !== undefined && back !== undefined)
    return tell(
      'reordered',
      `delivers ${named(first + elsewhere)} before that of this ${beats === 1 ? 'row' : 'beat'}`,
    );
  if (skipped !== undefined) return tell('lost', `loses ${lostText(skipped, beats)}`);
  if (again !== undefined) return tell('duplicated', `delivers ${named(first - again)} again`);
  if (first >= beatsIn(due)) return tell('duplicated', 'delivers more results than it has accepted rows');
  const sameWords = expected.every((word, w) => word === actual[w]);
  return tell('wrong', sameWords ? 'delivers the result with a wrong tlast or padding' : 'delivers a wrong result');
}

/** `count` transfers of results. */
function lostText(count: number, beats: number): string {
  if (count % beats !== 0)
    return count === 1 ? 'this beat of the result' : `${count} beats of results from this one on`;
  const rows = count / beats;
  return rows === 1 ? 'the result of this row' : `the results of ${rows} rows from this one on`;
}

/** At full pace: see `Judged.steady`. */
function paceFault(judged: Judged): Fault | undefined {
  if (!judged.steady) return undefined;
  return isElastic(judged.layout) ? intervalFault(judged) : latencyFault(judged);
}

/** A row enters in every cycle and takes exactly the latency. */
function latencyFault({ transcript, layout }: Judged): Fault | undefined {
  const { acceptedAt, deliveredAt } = transcript;
  const waits = acceptedAt.findIndex((cycle, row) => cycle !== row);
  if (waits >= 0) {
    const message = 'does not accept a row in every cycle, although none of its results is stalled';
    return { kind: 'slow', row: waits, cycle: acceptedAt[waits], message };
  }
  const late = deliveredAt.findIndex(
    (cycle, row) => row < acceptedAt.length && cycle > acceptedAt[row] + layout.latency,
  );
  if (late < 0) return undefined;
  const message = `delivers a result ${deliveredAt[late] - acceptedAt[late]} cycles after its row; the latency is ${layout.latency}`;
  return { kind: 'late', row: late, cycle: deliveredAt[late], message };
}

/** Rows follow each other after the interval of the manifest, or faster. */
function intervalFault({ transcript, layout }: Judged): Fault | undefined {
  const interval = intervalOf(transcript, layout);
  if (interval === undefined || interval <= layout.ii) return undefined;
  const message = `takes ${Number(interval.toFixed(2))} cycles per row where nothing stalls; the manifest says ${layout.ii}`;
  const row = Math.floor(transcript.deliveredAt.length / layout.output.beats) - 1;
  return { kind: 'slow', row, cycle: transcript.deliveredAt[transcript.deliveredAt.length - 1], message };
}
