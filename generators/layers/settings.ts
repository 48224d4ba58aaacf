/** Pieces of the layers' schemas. What they refuse names a diagnostic code, and the place in the document that is wrong. */
import { z } from 'zod';
import { DiagnosticError } from '../diagnostics/diagnostic.ts';
import { type Constants, rowFormat } from '../exact/constants.ts';
import { Rational } from '../exact/rational.ts';
import { fixedFormat } from '../formats/build.ts';
import { type FixedFormat, fracOf } from '../formats/format.ts';
import { OVERFLOWS, overflowName, parseOverflow, QUANTIZATIONS, type Quantization } from '../formats/modes.ts';
import { formatName, parseFormat } from '../formats/name.ts';
import { rawRange } from '../formats/range.ts';
import { constantRange, smallestFormat } from './range.ts';

/** An issue with a diagnostic code of ours and what to do. */
function issue(ctx: z.RefinementCtx, code: string, message: string, help?: string, path: PropertyKey[] = []): void {
  ctx.addIssue({ code: 'custom', message, path, params: { code, help } });
}

/** Runs a parser of ours; its diagnostic becomes an issue at this place. */
function read<T>(ctx: z.RefinementCtx, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { code, message, help } = error.diagnostic;
    issue(ctx, code, message, help);
    return z.NEVER;
  }
}

const fixedFormatName = z.string().transform((text, ctx): FixedFormat => {
  const format = read(ctx, () => parseFormat(text));
  if (format === z.NEVER || format.kind === 'fixed') return format as FixedFormat;
  issue(ctx, 'BW2111', `${formatName(format)} is no fixed-point format`, 'layers compute in fixed point: fixed<W,I>');
  return z.NEVER;
});

/** One format, or one for each channel. */
export const formats = z
  .union([fixedFormatName, z.array(fixedFormatName).min(1)])
  .transform((given) => (Array.isArray(given) ? given : [given]))
  .describe('fixed-point format, or a list with one for each channel (for weights: for each output)');

/** The format of the edge that a layer drives: where its exact result is rounded, once. */
export const output = z
  .strictObject({
    format: formats,
    round: z
      .enum(Object.keys(QUANTIZATIONS) as [Quantization, ...Quantization[]])
      .default('TRN')
      .describe('quantisation mode'),
    overflow: z
      .string()
      .default('WRAP')
      .transform((text, ctx) => read(ctx, () => overflowName(parseOverflow(text))))
      .describe(`overflow mode: ${Object.keys(OVERFLOWS).join(', ')}, WRAP:N, WRAP_SM:N`),
  })
  .describe('format of the result and how it rounds; without it, the smallest format that is exact');

export type Output = z.output<typeof output>;

export const positive = z.int().positive();
export const size2 = z.tuple([positive, positive]);

export const products = z
  .enum(['adders', 'lut', 'dsp', 'auto'])
  .default('adders')
  .describe(
    'adders (the default): shared additions of shifted terms; lut: additions for every weight by itself; dsp: a multiplier block per weight; auto: adders, or dsp where that is worth its blocks',
  );

const fold = [z.strictObject({ pe: positive, simd: positive }), z.strictObject({ reuse: positive })] as const;

const FOLD_FORMS = '{"pe": rows, "simd": columns} or {"reuse": cycles}';

const FOLDS =
  '{pe, simd}: so many rows and columns of the weights in a cycle, weights from a ROM; {reuse}: pe and simd for that many cycles, or a few less';

/** How much hardware a layer takes; see docs/streaming.md. The exact meaning does not depend on it. */
export const foldable = z
  .union([z.enum(['parallel'], { error: `takes 'parallel', ${FOLD_FORMS}` }), ...fold])
  .optional()
  .describe(`parallel (the default): every product has hardware of its own; ${FOLDS}`);

export const streamable = z
  .enum(['parallel', 'stream'])
  .optional()
  .describe(
    'parallel: hardware for every window; stream: for one, with line buffers. Default parallel, or stream where another layer does not have all its hardware in parallel',
  );

export const streamableOrFoldable = z
  .union([z.enum(['parallel', 'stream'], { error: `takes 'parallel', 'stream', ${FOLD_FORMS}` }), ...fold])
  .optional()
  .describe(
    `parallel: hardware for every window; stream: for one, with line buffers; ${FOLDS}. Default parallel, or stream where another layer does not have all its hardware in parallel`,
  );

/** What `foldable`, `streamable` and `streamableOrFoldable` read. */
export type Hardware = z.output<typeof streamableOrFoldable>;

const ends = z.tuple([z.int().nonnegative(), z.int().nonnegative()]);
const rule = z.enum(['valid', 'same']);
export const padding1 = z.union([rule, ends]);
export const padding2 = z.union([rule, z.tuple([ends, ends])]);

const row1 = z.array(z.int()).min(1);
const row2 = z.array(row1).min(1);
const row3 = z.array(row2).min(1);

/** Constants as stored integers, checked against their format: one, or one for each entry of the outermost list. */
const constants = <R extends z.ZodType<readonly unknown[]>>(raw: R) =>
  z
    .strictObject({ format: formats, raw: raw.describe('stored integers') })
    .superRefine((given, ctx) => checkConstants(given as unknown as Constants, ctx));

/** A list, such as biases: [outputs]. */
export const list = constants(row1);
/** A matrix: [outputs][inputs]. */
export const matrix = constants(row2);
/** Kernels of one dimension: [outputs][size][inputs]. */
export const kernels1 = constants(row3);
/** Kernels of two dimensions: [outputs][height][width][inputs]. */
export const kernels2 = constants(z.array(row3).min(1));

const signOnly = z.union([z.literal(1), z.literal(-1)]);
const signs1 = z.array(signOnly).min(1);
/** Weights of binarised layers: [outputs][inputs]. */
export const signs2 = z.array(signs1).min(1).superRefine(checkLists);
/** Binarised kernels: [outputs][height][width][inputs]. */
export const signs4 = z
  .array(z.array(z.array(signs1).min(1)).min(1))
  .min(1)
  .superRefine(checkLists);

function checkLists(given: readonly unknown[], ctx: z.RefinementCtx): void {
  for (const [row, entry] of given.entries()) checkSameShape(entry, given[0], [row], ctx);
}

function checkConstants(given: Constants, ctx: z.RefinementCtx): void {
  const { format, raw } = given;
  if (format.length > 1 && format.length !== raw.length) {
    const help = 'give one format, or one for each';
    issue(ctx, 'BW2111', `${format.length} formats for ${raw.length} outputs`, help, ['format']);
    return;
  }
  const [first] = raw;
  for (const [row, entry] of raw.entries()) {
    checkSameShape(entry, first, ['raw', row], ctx);
    checkFits(entry, rowFormat(given, row), ['raw', row], ctx);
  }
}

function checkSameShape(entry: unknown, first: unknown, path: PropertyKey[], ctx: z.RefinementCtx): void {
  if (!Array.isArray(entry) || !Array.isArray(first)) return;
  if (entry.length !== first.length)
    issue(
      ctx,
      'BW2109',
      `this list has ${entry.length} entries, and the first of its kind has ${first.length}`,
      'give all lists of a level one length',
      path,
    );
  else for (const [i, e] of entry.entries()) checkSameShape(e, first[0], [...path, i], ctx);
}

function checkFits(entry: unknown, format: FixedFormat, path: PropertyKey[], ctx: z.RefinementCtx): void {
  if (Array.isArray(entry)) {
    for (const [i, e] of entry.entries()) checkFits(e, format, [...path, i], ctx);
    return;
  }
  const raw = BigInt(entry as number);
  const { min, max } = rawRange(format);
  if (raw >= min && raw <= max) return;
  const needed = smallestFormat({ ...constantRange(Rational.of(raw)), frac: 0 });
  const wider = fixedFormat(
    format.signed || needed.signed,
    Math.max(needed.width + (format.signed && !needed.signed ? 1 : 0), format.width),
    Math.max(needed.width + (format.signed && !needed.signed ? 1 : 0), format.width) - fracOf(format),
  );
  issue(
    ctx,
    'BW2110',
    `${formatName(format)} stores ${min} to ${max}, not ${raw}`,
    `widen the format to ${formatName(wider)}, or give a stored integer in its range`,
    path,
  );
}

/** Widest exact constant that a setting may ask the hardware to multiply by or to compare with. */
const CONSTANT_BITS = 32;

/** A number that the hardware holds exactly. */
export const exactNumber = z.number().superRefine((value, ctx) => {
  const format = smallestFormat(constantRange(Rational.fromNumber(value)));
  if (format.width > CONSTANT_BITS)
    issue(
      ctx,
      'BW2115',
      `${value} takes ${format.width} bits to hold exactly`,
      `give a number with few binary digits, such as ${Math.round(value * 1024) / 1024}`,
    );
});
