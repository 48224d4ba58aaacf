import { fail } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Design } from '../ir/ir.ts';

export type Parameters = Readonly<Record<string, number | string | boolean>>;

/** A family of designs with default parameters; the command line sets them with `--param NAME=VALUE`. */
export interface ParameterisedDesign<P extends Parameters = Parameters> {
  readonly kind: 'parameterised';
  readonly defaults: P;
  readonly make: (parameters: P) => Design;
}

export function parameterised<P extends Parameters>(
  defaults: P,
  make: (parameters: P) => Design,
): ParameterisedDesign<P> {
  return { kind: 'parameterised', defaults, make };
}

/** Parameters from `NAME=VALUE` texts over the defaults; each must have the type of its default. */
export function readParameters<P extends Parameters>(defaults: P, given: readonly string[]): P {
  const result: Record<string, number | string | boolean> = { ...defaults };
  for (const text of given) {
    const m = /^([^=]+)=(.*)$/.exec(text);
    if (!m) fail('BW6005', `'${text}' is not NAME=VALUE`, { help: 'for example --param taps=16' });
    const [, name, value] = m;
    if (!(name in defaults))
      fail('BW6005', `the design has no parameter '${name}'`, {
        help: didYouMean(name, Object.keys(defaults)) ?? `it has ${Object.keys(defaults).join(', ') || 'none'}`,
      });
    result[name] = typed(name, value, defaults[name]);
  }
  return result as P;
}

function typed(name: string, text: string, like: number | string | boolean): number | string | boolean {
  if (typeof like === 'string') return text;
  if (typeof like === 'boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
    fail('BW6005', `parameter ${name} is true or false, not '${text}'`);
  }
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) fail('BW6005', `parameter ${name} is a number, not '${text}'`);
  return value;
}
