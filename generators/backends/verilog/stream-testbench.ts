import { invariant } from '../../diagnostics/diagnostic.ts';
import { uniqueNames } from '../../ir/identifiers.ts';
import type { Manifest } from '../../manifest.ts';
import type { BenchVectors, EmittedFile } from '../backend.ts';
import { template } from '../template.ts';
import { beatFile, type Field, layOut, place, vectorFile, writes } from './bench-rows.ts';
import { range, signal } from './expression.ts';

type Channel = NonNullable<Manifest['channels']>['input'];

/**
 * The self-checking test bench of a design with a handshake, and its vector file: a line per row, or per transfer where rows
 * take several.
 */
export function printStreamTestbench(
  manifest: Manifest,
  sources: readonly string[],
  vectors: BenchVectors,
): EmittedFile[] {
  const { top, channels, ports, modules } = manifest;
  invariant(channels, 'a handshake has channels');
  const fresh = uniqueNames([...modules, ...ports.map((p) => p.name), ...controls(manifest)]);
  const name = uniqueNames(modules)(`${top}_tb`);
  const paths = { bench: `tb/${name}.v`, vectors: `tb/${top}_vectors.hex` };
  const lines = linesOf(manifest);
  const { inputs, outputs } = lines;
  const [inBeats, outBeats] = [channels.input.beats, channels.output.beats];
  const rows = vectors.inputs.length;
  const view = {
    ...benchView(manifest, lines, fresh),
    name,
    rows,
    firstResult: rows * inBeats,
    lastLine: rows * (inBeats + outBeats) - 1,
    sources: [paths.bench, ...sources].join(' '),
    vectors: paths.vectors,
  };
  return [
    { path: paths.bench, text: template<object>('verilog', 'stream-testbench')(view) },
    {
      path: paths.vectors,
      text: lines.split
        ? beatFile(top, { fields: inputs, beats: inBeats }, { fields: outputs, beats: outBeats }, vectors)
        : vectorFile(top, [...inputs, ...outputs], vectors),
    },
  ];
}

/** How a line of the vector file is laid out: inputs and results side by side, or each in lines of their own. */
interface Lines {
  readonly split: boolean;
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  /** Bits of the longest line, and of one with results. */
  readonly width: number;
  readonly resultWidth: number;
}

function linesOf({ ports, channels }: Manifest): Lines {
  const of = (direction: string) => ports.filter((p) => p.direction === direction);
  const bits = (fields: readonly Field[]) => fields.reduce((sum, f) => sum + 4 * f.digits, 4);
  if (channels?.input.beats === 1 && channels.output.beats === 1) {
    const fields = layOut([...of('input'), ...of('output')]);
    const inputs = fields.slice(0, of('input').length);
    const width = bits(fields);
    return { split: false, inputs, outputs: fields.slice(inputs.length), width, resultWidth: width };
  }
  const [inputs, outputs] = [layOut(of('input')), layOut(of('output'))];
  const resultWidth = bits(outputs);
  return { split: true, inputs, outputs, width: Math.max(bits(inputs), resultWidth), resultWidth };
}

/** Names of the control ports. */
function controls({ clock, reset, enable, channels }: Manifest): string[] {
  const names = (c: Channel | undefined) => (c ? [c.valid, c.ready, c.last, c.data?.name ?? null] : []);
  return [clock, reset, enable, ...names(channels?.input), ...names(channels?.output)].filter((n) => n !== null);
}

const OWN = [
  'ROWS REPORTS LATENCY rows row due file handle failures bad dut send receive cycle sent taken offering takes gives idle',
  'dice seed bumpy last tick start check stream SENDS RESULTS II PATIENCE HALF began',
].flatMap((words) => words.split(' '));

function benchView(
  manifest: Manifest,
  { split, inputs, outputs, width, resultWidth }: Lines,
  fresh: (wanted: string) => string,
) {
  const { top, clock, reset, reset_level: level, enable, latency, ii } = manifest;
  const { input, output } = manifest.channels as NonNullable<Manifest['channels']>;
  const [inBeats, outBeats] = [input.beats, output.beats];
  const pace = Math.max(ii, inBeats, outBeats);
  const names = Object.fromEntries(OWN.map((word) => [word, fresh(word)]));
  const n = split ? names : { ...names, SENDS: names.ROWS, RESULTS: names.ROWS };
  // The row whose result is due, and the beat of it.
  const due = outBeats === 1 ? n.taken : `${n.taken} / ${outBeats}, ${n.taken} % ${outBeats}`;
  const where = outBeats === 1 ? 'row %0d' : 'row %0d, beat %0d';
  // What the design has no port for is a signal of the bench: always accepting, never stalled.
  const inReady = input.ready ?? (enable === null ? "1'b1" : n.receive);
  const connect = (port: string | null, net: string | null) => (port === null ? [] : [`.${port}(${net})`]);
  const data = (channel: Channel, of: readonly Field[]) =>
    channel.data
      ? connect(channel.data.name, channel.data.name)
      : of.flatMap(({ port }) => connect(port.name, port.name));
  const connections = [
    ...connect(clock, clock),
    ...connect(reset, reset),
    ...connect(enable, n.receive),
    ...data(input, inputs),
    ...connect(input.last, input.last),
    ...connect(input.valid, n.send),
    ...connect(input.ready, input.ready),
    ...data(output, outputs),
    ...connect(output.last, output.last),
    ...connect(output.valid, output.valid),
    ...connect(output.ready, n.receive),
  ];
  return {
    dut: top,
    axis: manifest.handshake === 'axis',
    clock,
    reset,
    resetting: level === 'high' ? "1'b1" : "1'b0",
    running: level === 'high' ? "1'b0" : "1'b1",
    stallable: enable !== null || output.ready !== null,
    latency,
    ii,
    elastic: pace > 1,
    patience: 1000 + 4 * (latency + pace),
    split,
    inBeats,
    outBeats,
    several: inBeats > 1,
    where,
    dueArguments: due,
    // A result may come once so many transfers of inputs are exceeded.
    sentBefore: split ? times(inBeats, outBeats === 1 ? n.taken : `(${n.taken} / ${outBeats})`) : n.taken,
    sends: times(inBeats, n.ROWS),
    results: times(outBeats, n.ROWS),
    halfEnd: outBeats === 1 ? n.HALF : `${times(outBeats, n.HALF)} + ${outBeats - 1}`,
    lastIn: split ? lastBeat(n.sent, inBeats) : `${n.sent} == ${n.ROWS} - 1`,
    lastOut: split ? lastBeat(n.taken, outBeats) : `(${n.taken} == ${n.ROWS} - 1)`,
    rowTop: width - 1,
    mark: `[${resultWidth - 1}:${resultWidth - 4}]`,
    n,
    inReady,
    input: { ...input, packed: input.data && packedInput(input.data) },
    output: { ...output, range: output.data && ` ${range(output.data.width)}` },
    inputs: inputs.map((field) => ({
      ...place(field),
      report: writes(` ${field.port.name}=`, '', signal(n.due, width), field.lo, field.port.width),
    })),
    outputs: outputs.map((field, k) => {
      const { name, width } = field.port;
      const expected = fresh(`expected_${name}`);
      const packed = output.data?.fields[k];
      return {
        ...place(field),
        expected,
        source: packed && ` = ${output.data?.name}[${packed.lo + width - 1}:${packed.lo}]`,
        report: [
          ...writes(`${where}: ${name} is `, `${due}, `, signal(name, width), 0, width),
          ...writes(', expected ', '', signal(expected, width), 0, width),
        ],
      };
    }),
    connections: connections.map((text, i) => `${text}${i < connections.length - 1 ? ',' : ''}`),
    unused: fresh('unused_ok'),
    readsAll: `&{1'b0, ${[n.row, n.due, n.dice, n.seed, ...(output.data ? [output.data.name] : [])].join(', ')}}`,
  };
}

function times(beats: number, what: string): string {
  return beats === 1 ? what : `${beats} * ${what}`;
}

/** Whether the transfer of this number is the last one of its row. */
function lastBeat(number: string, beats: number): string {
  return beats === 1 ? "1'b1" : `(${number} % ${beats} == ${beats - 1})`;
}

/** `tdata` of the input ports, its padding zeros. */
function packedInput({ width, fields }: NonNullable<Channel['data']>) {
  const parts = fields.flatMap(({ port, padding }) => [port, ...(padding > 0 ? [`${padding}'d0`] : [])]).toReversed();
  return { range: ` ${range(width)}`, parts: parts.length === 1 ? parts[0] : `{${parts.join(', ')}}` };
}
