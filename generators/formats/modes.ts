/** Quantisation and overflow modes of fixed point, exactly as `ap_fixed` (AMD UG1399, "Arbitrary Precision Fixed-Point"). */

import { fail, type Where } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { FixedFormat } from './format.ts';

export const QUANTIZATIONS = {
  RND: 'to nearest, ties towards plus infinity',
  RND_ZERO: 'to nearest, ties towards zero',
  RND_MIN_INF: 'to nearest, ties towards minus infinity',
  RND_INF: 'to nearest, ties away from zero',
  RND_CONV: 'to nearest, ties to the even raw value',
  TRN: 'towards minus infinity (the default)',
  TRN_ZERO: 'towards zero',
} as const;

export const OVERFLOWS = {
  WRAP: 'keep the low bits (the default); WRAP:N keeps N saturated bits on top',
  SAT: 'the nearest end of the range',
  SAT_ZERO: 'zero',
  SAT_SYM: 'the nearest end of the symmetric range',
  WRAP_SM: 'wrap in sign-magnitude fashion; WRAP_SM:N keeps N saturated bits on top',
} as const;

export type Quantization = keyof typeof QUANTIZATIONS;
export type OverflowMode = keyof typeof OVERFLOWS;

export interface Overflow {
  readonly mode: OverflowMode;
  /** N of `WRAP:N` and `WRAP_SM:N`; 0 for every other mode. */
  readonly saturatedBits: number;
}

/** Rounding of float results (IEEE 754, section 4.3). */
export const FLOAT_ROUNDINGS = {
  RNE: 'to nearest, ties to the even code (the default)',
  RTZ: 'towards zero',
  RUP: 'towards plus infinity',
  RDN: 'towards minus infinity',
  RNA: 'to nearest, ties away from zero',
} as const;

export const FLOAT_OVERFLOWS = {
  IEEE: 'infinity, or NaN where the format has none (the default)',
  SAT: 'the largest finite value, for infinities too',
} as const;

export type FloatRounding = keyof typeof FLOAT_ROUNDINGS;
export type FloatOverflow = keyof typeof FLOAT_OVERFLOWS;

/** The quantisation mode of a name, in any letter case, with or without AMD's `AP_`. Throws BW1008. */
export function parseQuantization(text: string): Quantization {
  return choose(text, withoutPrefix(text), 'quantisation mode', QUANTIZATIONS);
}

/** The overflow mode of `SAT`, `WRAP`, `WRAP:2`, `AP_WRAP_SM:1`. Throws BW1008 for the name, BW1009 for the count. */
export function parseOverflow(text: string): Overflow {
  const [name, count, ...rest] = withoutPrefix(text).split(':');
  const mode = choose(text, name, 'overflow mode', OVERFLOWS);
  if (count === undefined) return Object.freeze({ mode, saturatedBits: 0 });
  if (rest.length > 0 || !/^\d{1,4}$/.test(count))
    fail(
      'BW1009',
      `the number of saturated bits must be an integer from 0 to 4096, not '${[count, ...rest].join(':')}'`,
      {
        where: whereOf(text, text.indexOf(':') + 1),
      },
    );
  const saturatedBits = Number(count);
  if (saturatedBits > 0 && mode !== 'WRAP' && mode !== 'WRAP_SM')
    fail('BW1009', `${mode} has no saturated bits`, {
      where: whereOf(text, text.indexOf(':') + 1),
      help: `Write ${mode}, or WRAP:${saturatedBits}.`,
    });
  return Object.freeze({ mode, saturatedBits });
}

/** `WRAP:2`, `SAT`: what `parseOverflow` reads back. */
export function overflowName(o: Overflow): string {
  return o.saturatedBits > 0 ? `${o.mode}:${o.saturatedBits}` : o.mode;
}

/** Throws BW1009 where ap_fixed has no such mode for the destination: N above W, or WRAP_SM into unsigned. */
export function checkOverflow(overflow: Overflow, to: FixedFormat): void {
  if (overflow.mode === 'WRAP_SM' && !to.signed)
    fail('BW1009', 'WRAP_SM wraps in sign-magnitude fashion: it needs a signed destination', {
      help: 'Use WRAP, or a signed format.',
    });
  if (!Number.isInteger(overflow.saturatedBits) || overflow.saturatedBits < 0 || overflow.saturatedBits > to.width)
    fail('BW1009', `${overflowName(overflow)} into ${to.width} bits: N must be from 0 to ${to.width}`);
}

/** The float rounding mode of a name, in any letter case. Throws BW1008. */
export function parseFloatRounding(text: string): FloatRounding {
  return choose(text, text.trim().toUpperCase(), 'float rounding mode', FLOAT_ROUNDINGS);
}

/** The float overflow mode of a name, in any letter case. Throws BW1008. */
export function parseFloatOverflow(text: string): FloatOverflow {
  return choose(text, text.trim().toUpperCase(), 'float overflow mode', FLOAT_OVERFLOWS);
}

function withoutPrefix(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/^(AP|SC|AC)_/, '');
}

function whereOf(text: string, offset = 0): Where {
  return { kind: 'text', source: 'mode', text, at: offset + 1 };
}

function choose<T extends string>(text: string, name: string, what: string, known: Readonly<Record<T, string>>): T {
  if (Object.hasOwn(known, name)) return name as T;
  const names = Object.keys(known) as T[];
  const near = didYouMean(name, names);
  fail('BW1008', `unknown ${what} '${text.trim()}'${near ? `; ${near}` : ''}`, {
    where: whereOf(text),
    help: `Choose one of ${names.join(', ')}.`,
  });
}
