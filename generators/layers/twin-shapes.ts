import { fail } from '../diagnostics/diagnostic.ts';

/** Refuses inputs that a layer cannot take. */
export function shapeMismatch(message: string, shape: readonly number[], help: string): never {
  return fail('BW7006', `${message}, not [${shape.join(', ')}]`, { help });
}
