/** Attribute schemas that operators share. Each accepts the typed value of the IR and the text of the command line. */
import { z } from 'zod';
import { OVERFLOWS, overflowName, parseOverflow, parseQuantization, QUANTIZATIONS } from '../formats/modes.ts';

/** A whole number; the command line gives decimal digits. */
export const count = (description: string) => z.coerce.number().pipe(z.int()).describe(description);

/** Words of a table; the command line gives hexadecimal words joined by `_`. */
export const words = (description: string) =>
  z
    .preprocess(
      (v) =>
        typeof v === 'string' && /^[0-9a-fA-F]+(_[0-9a-fA-F]+)*$/.test(v)
          ? v.split('_').map((w) => BigInt(`0x${w}`))
          : v,
      z.array(z.bigint().nonnegative()).min(1),
    )
    .describe(description);

export const quantization = z
  .string()
  .transform((text) => parseQuantization(text) as string)
  .describe(`quantisation mode: ${Object.keys(QUANTIZATIONS).join(', ')}; default TRN`);

export const overflow = z
  .string()
  .transform((text) => overflowName(parseOverflow(text)))
  .describe(
    `overflow mode: ${Object.keys(OVERFLOWS).join(', ')}, WRAP:N and WRAP_SM:N with N saturated bits; default WRAP`,
  );

/** Attributes of every operator that rounds into a chosen fixed-point format. */
export type RoundingAttrs = { readonly round: string; readonly overflow: string };

export const rounding = { round: quantization.default('TRN'), overflow: overflow.default('WRAP') };
