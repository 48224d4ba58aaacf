import { fail } from '../diagnostics/diagnostic.ts';
import type { Constants } from '../exact/constants.ts';

/** Holds that constants, where they are given, have one entry for each of so many outputs or channels. */
export function checkCount(constants: Constants | undefined, outputs: number, what = 'bias'): void {
  if (constants && constants.raw.length !== outputs)
    fail('BW2109', `${constants.raw.length} entries of ${what} for ${outputs} outputs`, {
      help: `give ${outputs} of them`,
    });
}
