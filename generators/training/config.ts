/** Training configurations: what is trained on what, in how many bits. */
import { z } from 'zod';
import { fail, type Where } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { OVERFLOWS, type OverflowMode, QUANTIZATIONS, type Quantization } from '../formats/modes.ts';
import { type Path, placeOf, placeText } from '../network/place.ts';
import { MAX_K_HOT_WIDTH } from '../tensors/k-hot.ts';

const names = <T extends string>(of: Readonly<Record<T, string>>) => Object.keys(of) as [T, ...T[]];

const bits = z.int().min(1).max(MAX_K_HOT_WIDTH);

const weights = z.strictObject({
  bits: bits.describe('W of the weights, with sign'),
  per: z
    .enum(['layer', 'output'])
    .default('layer')
    .describe('one binary point for all weights of a layer, or one for each output'),
  k_hot: z
    .strictObject({
      digits: z.int().positive().describe('K: digits other than zero'),
      kind: z.enum(['binary', 'signed']).default('signed').describe('ones of the magnitude, or digits -1 and 1'),
    })
    .optional()
    .describe('limits the digits of each weight, so that products become shifts and additions'),
  accumulator: z
    .int()
    .min(2)
    .max(32)
    .optional()
    .describe('bits of a signed accumulator that no sum of products overflows, whatever the input (A2Q)'),
});

const biases = z.strictObject({ bits: z.int().min(1).max(32).describe('W of biases and of shifts, with sign') });

const result = z.strictObject({
  bits: bits.describe('W of the results of layers'),
  round: z.enum(names<Quantization>(QUANTIZATIONS)).default('RND').describe('quantisation mode'),
  overflow: z.enum(names<OverflowMode>(OVERFLOWS)).default('SAT').describe('overflow mode'),
});

/** What every layer of a configuration may say; its twin reads the rest. */
export const layerSchema = z.looseObject({
  layer: z.string().describe('kind of layer'),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'a name is snake_case')
    .optional(),
  from: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('names of the layers read, or input; the one before if left out'),
  batch_norm: z
    .literal('folded')
    .optional()
    .describe('train with batch normalisation, and fold it into the weights and biases of this layer'),
  weights: weights.partial().optional(),
  biases: biases.optional(),
  output: z.union([z.literal('exact'), result.partial()]).optional(),
});

const phase = (epochs: number, rate: number) =>
  z
    .strictObject({
      epochs: z.int().nonnegative().default(epochs),
      rate: z.number().positive().default(rate).describe('learning rate at the start'),
    })
    .prefault({});

export const trainingSchema = z.strictObject({
  'bitwright-training': z.literal(1).describe('version of this schema'),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'a name is snake_case')
    .describe('name of the network'),
  doc: z.string().optional(),
  data: z
    .strictObject({
      train: z.string().describe('CSV file, as seen from the configuration'),
      test: z.string().describe('CSV file on which the table is made'),
      label: z.string().default('label').describe('column with the class numbers'),
    })
    .describe('a header line, then an example per line; all columns but the label are features'),
  input: z.strictObject({
    name: z.string().default('x').describe('input port'),
    shape: z.array(z.int().positive()).min(1).describe('channels last'),
    format: z.string().describe('fixed-point format; features are rounded to it'),
  }),
  layers: z.array(layerSchema).min(1),
  outputs: z
    .strictObject({
      scores: z.string().optional().describe('port for the values of the last layer, one for each class'),
      label: z.string().optional().describe('port for the number of the class with the largest'),
    })
    .refine((o) => o.scores !== undefined || o.label !== undefined, 'name a port for scores, label, or both')
    .default({ scores: 'y' })
    .describe('output ports'),
  quantization: z.strictObject({ weights, biases: biases.prefault({ bits: 16 }), results: result }),
  fit: z
    .strictObject({
      float: phase(60, 0.01),
      quantized: phase(40, 0.003),
      batch: z.int().positive().default(64),
      patience: z.int().positive().default(20).describe('epochs without a better validation before a phase stops'),
      validation: z.number().positive().lt(0.5).default(0.1).describe('share of the training rows held out'),
      decay: z.number().nonnegative().default(0).describe('weight decay per unit of learning rate'),
      point_rate: z
        .number()
        .nonnegative()
        .default(5)
        .describe('learning rate of binary points, relative to that of weights'),
      bias_correction: z
        .boolean()
        .default(false)
        .describe('shift biases after calibration by the mean error of each output, for the post-training baseline'),
      seed: z.int().nonnegative().max(0x7fffffff).default(1),
    })
    .prefault({}),
});

export type TrainingConfig = z.output<typeof trainingSchema>;
export type LayerConfig = TrainingConfig['layers'][number];

const VERSION = 'bitwright-training';

/** @throws BW7000 where the document is no training configuration, with the place in the file */
export function readTrainingConfig(text: string, file: string): { config: TrainingConfig; whereOf: WhereOf } {
  const whereOf: WhereOf = (path) => placeOf(file, text, path);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return fail('BW7000', `this is not JSON: ${(error as Error).message}`, { where: whereOf([]) });
  }
  if ((document as { [VERSION]?: unknown } | null)?.[VERSION] !== 1)
    fail('BW7000', 'this JSON is no training configuration of version 1', {
      where: whereOf([]),
      help: `a training configuration begins with "${VERSION}": 1`,
    });
  return { config: checked(trainingSchema, document, [], whereOf), whereOf };
}

export type WhereOf = (path: Path) => Where | undefined;

/** Parses a part of a configuration, which stands at `path`, with a schema; its first complaint becomes a BW7000. */
export function checked<S extends z.ZodType>(schema: S, value: unknown, path: Path, whereOf: WhereOf): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = [...path, ...issue.path];
  const name = placeText(place) || 'the configuration';
  if (issue.code === 'unrecognized_keys') {
    const [key] = issue.keys;
    const known = schema instanceof z.ZodObject && issue.path.length === 0 ? Object.keys(schema.shape) : [];
    const help = didYouMean(key, known) ?? 'docs/training.md lists the settings';
    return fail('BW7000', `${name} has no setting '${key}'`, { where: whereOf([...place, key]), help });
  }
  return fail('BW7000', `${name}: ${issue.message}`, {
    where: whereOf(place),
    help: 'docs/training.md lists the settings',
  });
}
