import { invariant } from '../../diagnostics/diagnostic.ts';
import { uniqueNames } from '../../ir/identifiers.ts';
import type { Manifest } from '../../manifest.ts';
import type { BenchVectors, EmittedFile } from '../backend.ts';
import { template } from '../template.ts';
import { type Field, layOut, place, vectorFile, writes } from './bench-rows.ts';
import { range, signal } from './expression.ts';

type Channel = NonNullable<Manifest['channels']>['input'];

/** The self-checking test bench of a design with a handshake, and its vector file. */
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
  const count = (direction: string) => ports.filter((p) => p.direction === direction).length;
  const fields = layOut(ports);
  const [inputs, outputs] = [fields.slice(0, count('input')), fields.slice(count('input'))];
  const view = {
    ...benchView(manifest, fields, inputs, outputs, fresh),
    name,
    rows: vectors.inputs.length,
    sources: [paths.bench, ...sources].join(' '),
    vectors: paths.vectors,
  };
  return [
    { path: paths.bench, text: template<object>('verilog', 'stream-testbench')(view) },
    { path: paths.vectors, text: vectorFile(top, fields, vectors) },
  ];
}

/** Names of the control ports. */
function controls({ clock, reset, enable, channels }: Manifest): string[] {
  const names = (c: Channel | undefined) => (c ? [c.valid, c.ready, c.last, c.data?.name ?? null] : []);
  return [clock, reset, enable, ...names(channels?.input), ...names(channels?.output)].filter((n) => n !== null);
}

const OWN = [
  'ROWS REPORTS LATENCY rows row due file handle failures bad dut send receive cycle sent taken offering takes gives idle',
  'dice seed bumpy last tick start check stream',
].flatMap((words) => words.split(' '));

function benchView(
  manifest: Manifest,
  fields: readonly Field[],
  inputs: readonly Field[],
  outputs: readonly Field[],
  fresh: (wanted: string) => string,
) {
  const { top, clock, reset, reset_level: level, enable, latency } = manifest;
  const { input, output } = manifest.channels as NonNullable<Manifest['channels']>;
  const n = Object.fromEntries(OWN.map((word) => [word, fresh(word)]));
  const rowWidth = fields.reduce((sum, f) => sum + 4 * f.digits, 4);
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
    rowTop: rowWidth - 1,
    mark: `[${rowWidth - 1}:${rowWidth - 4}]`,
    n,
    inReady,
    input: { ...input, packed: input.data && packedInput(input.data) },
    output: { ...output, range: output.data && ` ${range(output.data.width)}` },
    inputs: inputs.map((field) => ({
      ...place(field),
      report: writes(` ${field.port.name}=`, '', signal(n.due, rowWidth), field.lo, field.port.width),
    })),
    outputs: outputs.map((field, k) => {
      const { name, width } = field.port;
      const expected = fresh(`expected_${name}`);
      const place_ = output.data?.fields[k];
      return {
        ...place(field),
        expected,
        source: place_ && ` = ${output.data?.name}[${place_.lo + width - 1}:${place_.lo}]`,
        report: [
          ...writes(`row %0d: ${name} is `, `${n.taken}, `, signal(name, width), 0, width),
          ...writes(', expected ', '', signal(expected, width), 0, width),
        ],
      };
    }),
    connections: connections.map((text, i) => `${text}${i < connections.length - 1 ? ',' : ''}`),
    unused: fresh('unused_ok'),
    readsAll: `&{1'b0, ${[n.row, n.due, n.dice, n.seed, ...(output.data ? [output.data.name] : [])].join(', ')}}`,
  };
}

/** `tdata` of the input ports, its padding zeros. */
function packedInput({ width, fields }: NonNullable<Channel['data']>) {
  const parts = fields.flatMap(({ port, padding }) => [port, ...(padding > 0 ? [`${padding}'d0`] : [])]).toReversed();
  return { range: ` ${range(width)}`, parts: parts.length === 1 ? parts[0] : `{${parts.join(', ')}}` };
}
