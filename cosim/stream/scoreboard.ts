/** Compares the rows that a design accepted with the results that it delivered, and says what is wrong in one's own words. */
import { rowWords } from '../ports.ts';
import { fromWires, type StreamLayout, toWires } from './layout.ts';
import type { BrokenRule, Transcript } from './transcript.ts';

export type FaultKind = 'lost' | 'duplicated' | 'reordered' | 'wrong' | 'early' | 'rule' | 'slow' | 'late' | 'stuck';

export interface Fault {
  readonly kind: FaultKind;
  /** Number of the row, of those that were sent. */
  readonly row: number;
  readonly cycle: number;
  /** What happened, as the end of a sentence that begins with the simulator. */
  readonly message: string;
  /** Of a result that differs: the words due and seen, in the order of the output ports. */
  readonly result?: { readonly expected: Uint32Array; readonly actual: Uint32Array };
}

export interface StreamVerdict {
  readonly accepted: number;
  readonly delivered: number;
  readonly resets: number;
  readonly cycles: number;
  /** Accepted rows between two accepted rows: cycles, on average. */
  readonly interval: number;
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
  /** Whether rows came without gaps and were taken without stalls: then each takes the latency, and one enters per cycle. */
  readonly steady: boolean;
}

export function judge(judged: Judged): StreamVerdict {
  const { transcript } = judged;
  const { acceptedAt, deliveredAt, resets, cycles } = transcript;
  const accepted = acceptedAt.length;
  const span = accepted > 1 ? acceptedAt[accepted - 1] - acceptedAt[0] : 0;
  const faults = [ruleFault(transcript), sequenceFault(judged), stuckFault(judged), paceFault(judged)];
  const [fault] = faults.flatMap((f) => f ?? []).sort((a, b) => a.cycle - b.cycle);
  return {
    accepted,
    delivered: deliveredAt.length,
    resets: resets.length,
    cycles,
    interval: accepted > 1 ? span / (accepted - 1) : 1,
    ...(fault && { fault }),
  };
}

const RULES: Readonly<Record<BrokenRule['rule'], string>> = {
  valid: 'takes back its valid before the receiver has taken the result',
  data: 'changes the result before the receiver has taken it',
  waits: 'waits for the ready of the receiver before it shows a result',
};

function ruleFault({ broken: [first] }: Transcript): Fault | undefined {
  if (!first) return undefined;
  const { rule, delivered: row, cycle } = first;
  return { kind: 'rule', row, cycle, message: RULES[rule] };
}

function stuckFault({ transcript, count }: Judged): Fault | undefined {
  const { acceptedAt, cycles } = transcript;
  if (acceptedAt.length === count) return undefined;
  const message = `accepts no more rows, although the receiver is ready`;
  return { kind: 'stuck', row: acceptedAt.length, cycle: cycles, message };
}

/** Results between two resets belong to the rows accepted there, one for one; only a reset may leave some out. */
function sequenceFault({ transcript, layout, expected }: Judged): Fault | undefined {
  const { acceptedAt, deliveredAt, results, resets, cycles } = transcript;
  const stride = rowWords(layout.output.wires);
  const end = { cycle: cycles, accepted: acceptedAt.length, delivered: deliveredAt.length };
  let start = { accepted: 0, delivered: 0 };
  for (const [k, stop] of [...resets, end].entries()) {
    const [row, at] = [start.accepted, start.delivered];
    const due = toWires(layout.output, expected(row, stop.accepted), stop.accepted - row, row);
    const got = results.subarray(at * stride, stop.delivered * stride);
    const common = Math.min(due.length, got.length);
    const wrong = due.subarray(0, common).findIndex((word, w) => word !== got[w]);
    const first = wrong < 0 ? common / stride : Math.floor(wrong / stride);
    const early = deliveredAt
      .subarray(at, at + first)
      .findIndex((cycle, i) => cycle < acceptedAt[row + i] + layout.latency);
    if (early >= 0)
      return {
        kind: 'early',
        row: row + early,
        cycle: deliveredAt[at + early],
        message: `delivers a result ${deliveredAt[at + early] - acceptedAt[row + early]} cycles after its row, before the latency of ${layout.latency}`,
      };
    if (wrong >= 0 || got.length > due.length)
      return differing(layout, due, got, first, { row: row + first, cycle: deliveredAt[at + first] });
    if (k === resets.length && got.length < due.length)
      return {
        kind: 'lost',
        row: row + first,
        cycle: cycles,
        message: `never delivers the result of this row, nor of the ${due.length / stride - first - 1} after it`,
      };
    start = stop;
  }
  return undefined;
}

/** Results after the first difference that must agree for an explanation to hold: many, or as few as have so many bits. */
const WINDOWS = [8, 4, 2, 1];
const TELLING_BITS = 20;
/** How far a result is looked for. */
const REACH = 64;

function differing(
  { output }: StreamLayout,
  due: Uint32Array,
  got: Uint32Array,
  first: number,
  place: { readonly row: number; readonly cycle: number },
): Fault {
  const stride = rowWords(output.wires);
  const rowsOf = (words: Uint32Array) => words.length / stride;
  const row = (words: Uint32Array, k: number) => words.subarray(k * stride, (k + 1) * stride);
  const same = (i: number, j: number) => row(got, i).every((word, w) => word === due[j * stride + w]);
  const bits = output.wires.reduce((sum, wire) => sum + wire.width, 0);
  const windows = WINDOWS.filter((rows) => rows === WINDOWS[0] || rows * bits >= TELLING_BITS);
  /** The distance after which what was delivered from `first` on is what was due from there on. */
  const continues = (places: readonly { readonly distance: number; readonly at: number }[]) => {
    for (const window of windows) {
      const found = places.find(({ at }) => {
        const rows = Math.min(window, rowsOf(got) - first, rowsOf(due) - at);
        return rows > 0 && Array.from({ length: rows }, (_, k) => same(first + k, at + k)).every(Boolean);
      });
      if (found) return found.distance;
    }
    return undefined;
  };
  const actual = fromWires(output, row(got, first).slice(), 1);
  const expected = first < rowsOf(due) ? fromWires(output, row(due, first).slice(), 1) : new Uint32Array(0);
  const tell = (kind: FaultKind, message: string): Fault => ({ kind, ...place, message, result: { expected, actual } });
  const distances = Array.from({ length: REACH }, (_, k) => k + 1);
  const skipped = continues(distances.map((distance) => ({ distance, at: first + distance })));
  const again = continues(
    distances.flatMap((distance) => (distance > first ? [] : [{ distance, at: first - distance }])),
  );
  const elsewhere = distances.find((k) => first + k < rowsOf(due) && same(first, first + k));
  const back = distances.find((k) => first + k < rowsOf(got) && first < rowsOf(due) && same(first + k, first));
  if (elsewhere !== undefined && back !== undefined)
    return tell('reordered', `delivers the result of row ${place.row + elsewhere} before that of this row`);
  if (skipped !== undefined)
    return tell(
      'lost',
      `loses ${skipped === 1 ? 'the result of this row' : `the results of ${skipped} rows from this one on`}`,
    );
  if (again !== undefined) return tell('duplicated', `delivers the result of row ${place.row - again} again`);
  if (first >= rowsOf(due)) return tell('duplicated', 'delivers more results than it has accepted rows');
  const sameWords = expected.every((word, w) => word === actual[w]);
  return tell('wrong', sameWords ? 'delivers the result with a wrong tlast or padding' : 'delivers a wrong result');
}

/** At full pace a row enters in every cycle and takes exactly the latency. */
function paceFault({ transcript, layout, steady }: Judged): Fault | undefined {
  if (!steady) return undefined;
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
