/**
 * Rounding and overflow modes by the kind of the result: an operator that takes fixed point and floats reads the same
 * attributes `round` and `overflow` for both, and a name of the other family is answered with its counterpart.
 */

import { DiagnosticError, fail } from '../diagnostics/diagnostic.ts';
import type { Format } from './format.ts';
import {
  FLOAT_OVERFLOWS,
  FLOAT_ROUNDINGS,
  type FloatOverflow,
  type FloatRounding,
  OVERFLOWS,
  overflowName,
  parseFloatOverflow,
  parseFloatRounding,
  parseOverflow,
  parseQuantization,
  QUANTIZATIONS,
  type Quantization,
} from './modes.ts';

/** What `round` may name where the result is a float: IEEE 754, section 4.3, and stochastic rounding. */
export const OPERATION_ROUNDINGS = {
  ...FLOAT_ROUNDINGS,
  SR: 'stochastic: the last operand, uintR, holds R random bits that decide',
} as const;

export type OperationRounding = FloatRounding | 'SR';

/** The mode of the other family that does the same, where there is one. */
const COUNTERPARTS: Readonly<Record<string, string>> = {
  RND_CONV: 'RNE',
  RND_INF: 'RNA',
  TRN: 'RDN',
  TRN_ZERO: 'RTZ',
  RNE: 'RND_CONV',
  RNA: 'RND_INF',
  RDN: 'TRN',
  RTZ: 'TRN_ZERO',
  IEEE: 'SAT',
  SAT_SYM: 'SAT',
};

/** The rounding mode of a float result. Throws BW1008, with the counterpart of a quantisation mode as help. */
export function operationRounding(text: string): OperationRounding {
  if (text.trim().toUpperCase() === 'SR') return 'SR';
  return ofFamily(text, parseFloatRounding, parseQuantization, 'float', 'a quantisation mode', OPERATION_ROUNDINGS);
}

/** The overflow mode of a float result. Throws BW1008. */
export function operationOverflow(text: string): FloatOverflow {
  return ofFamily(text, parseFloatOverflow, parseOverflow, 'float', 'an overflow mode', FLOAT_OVERFLOWS);
}

/** The quantisation mode of a fixed-point result. Throws BW1008, with the counterpart of a float rounding as help. */
export function resultQuantization(text: string): Quantization {
  return ofFamily(text, parseQuantization, operationRounding, 'fixed', 'a rounding mode', QUANTIZATIONS);
}

/** The overflow mode of a fixed-point result in its canonical spelling. Throws BW1008, BW1009. */
export function resultOverflow(text: string): string {
  return ofFamily(
    text,
    (t) => overflowName(parseOverflow(t)),
    parseFloatOverflow,
    'fixed',
    'an overflow mode',
    OVERFLOWS,
  );
}

const FAMILIES = {
  float: { result: 'a float', other: 'of fixed point' },
  fixed: { result: 'fixed point', other: 'of floats' },
} as const;

/** What `read` makes of the text; where only the other family knows the name, a refusal that says so. */
function ofFamily<T>(
  text: string,
  read: (text: string) => T,
  readOther: (text: string) => unknown,
  family: Format['kind'],
  what: string,
  choices: Readonly<Record<string, string>>,
): T {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'BW1008' || !knows(readOther, text))
      throw error;
    const name = text.trim().toUpperCase();
    const counterpart = COUNTERPARTS[name.replace(/^(AP|SC|AC)_/, '')];
    fail('BW1008', `${name} is ${what} ${FAMILIES[family].other}, and the result is ${FAMILIES[family].result}`, {
      where: { kind: 'text', source: 'mode', text, at: 1 },
      help: `${counterpart ? `Write ${counterpart} for the same rule, or choose` : 'Choose'} one of ${Object.keys(choices).join(', ')}.`,
    });
  }
}

function knows(read: (text: string) => unknown, text: string): boolean {
  try {
    read(text);
    return true;
  } catch (error) {
    if (error instanceof DiagnosticError) return false;
    throw error;
  }
}
