/** `bitwright train`: from a configuration and CSV files to a network document. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fail } from '../diagnostics/diagnostic.ts';
import { printNetwork } from '../network/print.ts';
import { startJax } from '../tensors/jax.ts';
import { type Checkpoint, printCheckpoint, readCheckpoint } from '../training/checkpoint.ts';
import { readTrainingConfig, type TrainingConfig } from '../training/config.ts';
import { type Dataset, readDataset } from '../training/dataset.ts';
import type { EpochReport } from '../training/fit.ts';
import { classesOf, type Graph, resolveGraph } from '../training/graph.ts';
import { type Outcome, type Phase, train } from '../training/trainer.ts';
import { print, printJson, progress, table } from './terminal.ts';

export interface TrainOptions {
  readonly output?: string;
  /** Data files that stand for those of the configuration. */
  readonly train?: string;
  readonly test?: string;
  readonly resume?: boolean;
  readonly json?: boolean;
}

const NETWORK = 'network.json';
const CHECKPOINT = 'checkpoint.json';
const HISTORY = 'history.csv';

export async function trainCommand(file: string, options: TrainOptions): Promise<void> {
  const text = read(file, 'configuration');
  const { config, whereOf } = readTrainingConfig(text, file);
  const graph = resolveGraph(config, whereOf);
  const named = (own: string | undefined, path: string) => own ?? relative('', resolve(dirname(file), path));
  const files = [named(options.train, config.data.train), named(options.test, config.data.test)];
  const [trainRows, testRows] = files.map((path) => readExamples(path, config, graph));
  const folder = options.output ?? join('rtl-out', `${config.name}-training`);
  const task = digest(text, ...files.map((path) => readFileSync(path)));
  await startJax();
  const resume = options.resume ? resumed(folder, task) : undefined;
  const history = historyOf(folder, resume !== undefined);
  const line = progress();
  const trained = await (async () => {
    try {
      return await train(
        config,
        graph,
        { train: trainRows, test: testRows },
        {
          onEpoch: async (phase, report, checkpoint) => {
            line.say(epochText(phase, report));
            write(folder, CHECKPOINT, await printCheckpoint(checkpoint, task));
            history.add(phase, report);
          },
        },
        resume,
      );
    } finally {
      line.done();
    }
  })();
  const network = printNetwork(trained.network);
  write(folder, NETWORK, network);
  const place = join(folder, NETWORK);
  if (options.json) printJson({ network: place, outcomes: trained.outcomes, bits: bitsOf(config) });
  else print(`${outcomeTable(trained.outcomes, config)}\n\n${place}`);
}

function read(file: string, what: string): string {
  if (!existsSync(file))
    fail('BW7012', `there is no ${what} '${file}'`, {
      help: 'check the path; --train and --test name other data files',
    });
  return readFileSync(file, 'utf8');
}

function readExamples(path: string, config: TrainingConfig, graph: Graph): Dataset {
  const features = graph.input.shape.reduce((product, n) => product * n, 1);
  return readDataset(read(path, 'data file'), path, {
    label: config.data.label,
    classes: classesOf(graph),
    features,
  });
}

function digest(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function resumed(folder: string, task: string): Checkpoint | undefined {
  const file = join(folder, CHECKPOINT);
  return existsSync(file) ? readCheckpoint(readFileSync(file, 'utf8'), file, task) : undefined;
}

/** Writes a file whole or not at all: an interruption leaves the one before. */
function write(folder: string, name: string, text: string): void {
  const partial = join(folder, `.${name}.partial`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(partial, text);
    renameSync(partial, join(folder, name));
  } catch (error) {
    fail('BW5003', `cannot write the output folder ${folder}: ${(error as Error).message.split(', ')[0]}`, {
      help: 'choose a folder that you may write to with -o DIR',
    });
  }
}

/** One line per epoch, in a file that a spreadsheet reads. */
function historyOf(folder: string, resumed: boolean) {
  const file = join(folder, HISTORY);
  const head = 'phase,epoch,training_loss,validation_loss,validation_accuracy';
  const lines = resumed && existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [head];
  return {
    add(phase: Phase, { epoch, loss, judgement }: EpochReport) {
      lines.push([phase, epoch, loss, judgement.loss, judgement.accuracy].join());
      write(folder, HISTORY, `${lines.join('\n')}\n`);
    },
  };
}

function epochText(phase: Phase, { epoch, epochs, loss, best }: EpochReport): string {
  const done = Math.round((20 * epoch) / epochs);
  const bar = `${'█'.repeat(done)}${'░'.repeat(20 - done)}`;
  const name = phase === 'float' ? 'real numbers' : 'fixed point ';
  return `${name} ${bar} epoch ${epoch} of ${epochs}, loss ${loss.toFixed(4)}, best accuracy held out ${percent(best.accuracy)}`;
}

function outcomeTable(outcomes: readonly Outcome[], config: TrainingConfig): string {
  const bits = bitsOf(config);
  return table(
    ['method', 'weight bits', 'result bits', 'test accuracy', 'test loss'],
    outcomes.map(({ method, test }) => [
      method,
      method === 'float' ? 'real' : bits.weights,
      method === 'float' ? 'real' : bits.results,
      percent(test.accuracy),
      test.loss.toFixed(4),
    ]),
  );
}

function bitsOf({ quantization: { weights, results } }: TrainingConfig) {
  const { k_hot } = weights;
  const digits = k_hot ? `, at most ${k_hot.digits} ${k_hot.kind} digits` : '';
  return { weights: `${weights.bits}${digits}`, results: String(results.bits) };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
