/** `bitwright profile`: what the layers of a network do on data, beside the real-valued model. */
import { existsSync, writeFileSync } from 'node:fs';
import { fail } from '../diagnostics/diagnostic.ts';
import { widthOf } from '../formats/format.ts';
import { unpackRows } from '../golden/packing.ts';
import { networkPorts } from '../network/expand.ts';
import type { Network } from '../network/network.ts';
import { type LayerProfile, type NetworkProfile, profileNetwork } from '../network/profile.ts';
import { profilePlot } from '../network/profile-plot.ts';
import { valuesOfWord } from '../network/words.ts';
import { loadNetwork } from './load-design.ts';
import { csvFile, type ListedStimuli } from './stimuli.ts';
import { paint, print, printJson, table } from './terminal.ts';

export interface ProfileOptions {
  readonly data: string;
  readonly ignore?: string;
  readonly plot?: string;
  readonly json?: boolean;
}

export async function profileCommand(argument: string, options: ProfileOptions): Promise<void> {
  const network = await loadNetwork(argument, {});
  if (!existsSync(options.data))
    fail('BW4004', `there is no file '${options.data}'`, { help: 'give the path of a CSV file' });
  const stimuli = csvFile(options.data, networkPorts(network), options.ignore?.split(',') ?? []);
  const result = profileNetwork(network, rowsOf(network, stimuli), stimuli.labels);
  if (options.plot !== undefined) write(options.plot, profilePlot(network.name, result));
  if (options.json) printJson({ name: network.name, data: options.data, ...result });
  else printProfile(network.name, options.data, result);
}

/** Row by row the values of every input. */
function* rowsOf(network: Network, { rows, count }: ListedStimuli): Iterable<number[][]> {
  const ports = networkPorts(network).inputs.map((p) => ({ name: p.name, width: widthOf(p.type) }));
  for (const words of unpackRows(ports, rows, count))
    yield network.inputs.map((e, i) => valuesOfWord(words[i], e.type).map((v) => v.toNumber()));
}

function printProfile(name: string, data: string, { rows, layers, accuracy }: NetworkProfile): void {
  print(`${paint.bold(name)}: ${rows} rows of ${data}\n`);
  const head = [
    'layer',
    'kind',
    'result',
    'format holds',
    'seen',
    'overflows',
    'spare bits',
    'largest error',
    'rms error',
    'SQNR',
  ];
  print(table(head, layers.map(cells)));
  print('\nSeen: before the output format rounds. Errors: against the real-valued model, without any rounding.');
  for (const { output, quantised, real } of accuracy)
    print(`Accuracy of ${output}: ${percent(quantised)}, real-valued model ${percent(real)}`);
}

function cells({ name, kind, type, format, seen, overflows, spareBits, error, values }: LayerProfile): string[] {
  const share = overflows > 0 ? ` (${percent(overflows / values)})` : '';
  return [
    name,
    kind,
    type,
    `${short(format.min)} to ${short(format.max)}`,
    `${short(seen.min)} to ${short(seen.max)}`,
    overflows > 0 ? paint.red(`${overflows}${share}`) : '0',
    String(spareBits),
    short(error.largest),
    short(error.rms),
    error.sqnr === null ? 'exact' : `${error.sqnr.toFixed(1)} dB`,
  ];
}

const short = (x: number) => String(Number(x.toPrecision(4)));
const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    fail('BW5003', `cannot write '${file}': ${(error as Error).message}`, { help: 'give another path to --plot' });
  }
}
