/** Training states as text, from which training goes on to the same end. */
import { fail } from '../diagnostics/diagnostic.ts';
import type { Tensors } from '../layers/twin.ts';
import { tensor } from '../tensors/jax.ts';
import type { FitState } from './fit.ts';

/** Where training stands: the phase, and the state in it. */
export interface Checkpoint extends Progress {
  readonly phase: string;
  readonly state: FitState;
}

/** What is there already when training begins. */
export interface Progress {
  /** The best parameters of the phases that are over. */
  readonly done: { readonly [phase: string]: Tensors };
  /** The phase that was interrupted, and the state in it. */
  readonly phase?: string;
  readonly state?: FitState;
}

const VERSION = 1;

/** @param task digest of the configuration and the data that the state belongs to */
export async function printCheckpoint({ phase, state, done }: Checkpoint, task: string): Promise<string> {
  const { epoch, parameters, moments, best } = state;
  const finished = await Promise.all(Object.entries(done).map(async ([name, t]) => [name, await print(t)]));
  return `${JSON.stringify({
    'bitwright-checkpoint': VERSION,
    task,
    phase,
    epoch,
    parameters: await print(parameters),
    first: await print(moments.first),
    second: await print(moments.second),
    best: { epoch: best.epoch, judgement: best.judgement, parameters: await print(best.parameters) },
    done: Object.fromEntries(finished),
  })}\n`;
}

/** @throws BW7011 where the text is no checkpoint, or one of another task */
export function readCheckpoint(text: string, file: string, task: string): Checkpoint {
  const where = { kind: 'file', file, line: 1, column: 1 } as const;
  const start = 'start without --resume, or in another folder with -o';
  let given: ReturnType<typeof JSON.parse>;
  try {
    given = JSON.parse(text);
  } catch {
    return fail('BW7011', 'this is no checkpoint', { where, help: start });
  }
  if (given?.['bitwright-checkpoint'] !== VERSION)
    fail('BW7011', 'this is no checkpoint of this version', { where, help: start });
  if (given.task !== task)
    fail('BW7011', 'this checkpoint belongs to another configuration, or to other data', { where, help: start });
  const { phase, epoch, parameters, first, second, best, done } = given;
  return {
    phase,
    state: {
      epoch,
      parameters: read(parameters),
      moments: { first: read(first), second: read(second) },
      best: { epoch: best.epoch, judgement: best.judgement, parameters: read(best.parameters) },
    },
    done: Object.fromEntries(Object.entries(done as Record<string, Printed>).map(([name, t]) => [name, read(t)])),
  };
}

/** Little-endian binary64 in base64: no digit is lost. */
type Printed = Record<string, { readonly shape: number[]; readonly data: string }>;

async function print(tensors: Tensors): Promise<Printed> {
  const entries = await Promise.all(
    Object.entries(tensors).map(async ([name, t]) => {
      const data = (await t.ref.data()) as Float64Array;
      return [
        name,
        { shape: t.shape, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') },
      ];
    }),
  );
  return Object.fromEntries(entries);
}

function read(printed: Printed): Tensors {
  return Object.fromEntries(
    Object.entries(printed).map(([name, { shape, data }]) => {
      const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
      return [name, tensor(new Float64Array(bytes.buffer), shape)];
    }),
  );
}
