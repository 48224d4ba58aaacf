/**
 * The layers that can be trained. Apart from `registry.ts`, as twins bring the array library with them, which no one waits
 * for who only builds.
 */
import { fail } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { biasTwin } from './bias/train.ts';
import { denseTwin } from './dense/train.ts';
import { flattenTwin } from './flatten/train.ts';
import { reluTwin } from './relu/train.ts';
import { requantiseTwin } from './requantise/train.ts';
import { reshapeTwin } from './reshape/train.ts';
import type { Twin } from './twin.ts';

export const TWINS = [denseTwin, biasTwin, reluTwin, flattenTwin, reshapeTwin, requantiseTwin] as const;

export function twinNamed(name: string): Twin {
  const found = (TWINS as unknown as readonly Twin[]).find((t) => t.name === name);
  if (found) return found;
  const names = TWINS.map((t) => t.name);
  return fail('BW7007', `there is no trainable layer '${name}'`, {
    help: didYouMean(name, names) ?? `the layers are ${names.join(', ')}`,
  });
}
