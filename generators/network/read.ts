import { fail } from '../diagnostics/diagnostic.ts';
import { checkNetwork } from './check.ts';
import type { Network } from './network.ts';
import { placeOf } from './place.ts';

/** The network of a document's text. `file` stands in diagnostics. */
export function readNetwork(text: string, file: string): Network {
  return checkNetwork(parse(text, file), (path) => placeOf(file, text, path));
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = (error as Error).message;
    const offset = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, offset);
    return fail('BW2101', `this file is not JSON: ${message.replace(/ (in JSON )?at position.*/s, '')}`, {
      where: { kind: 'file', file, line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') },
      help: 'mend the text there',
    });
  }
}
