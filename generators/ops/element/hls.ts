import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';
import type { ElementAttrs } from './index.ts';

/** The array element. */
export function hls(_c: HlsContext, args: readonly string[], use: Use<ElementAttrs>): string {
  return `${args[0]}[${use.attrs.index}]`;
}
