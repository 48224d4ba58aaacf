import { elementwiseTwin, noSettings } from '../elementwise-twin.ts';

export const requantiseTwin = elementwiseTwin('requantise', {
  schema: noSettings,
  nonNegative: (input) => input,
  forward: (x) => x,
});
