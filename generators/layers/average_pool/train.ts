import { pooled, pooling, windows } from '../pooling-twin.ts';
import { defineTwin } from '../twin.ts';

export const averagePoolTwin = defineTwin({
  name: 'average_pool',
  schema: pooling,
  shape: (settings, [x]) => pooled('average_pool', settings, x),
  nonNegative: (_, [input]) => input,
  rounding: 'always',
  constants: {},
  parameters: () => ({}),
  forward: (settings, [x]) => {
    const parts = windows('average_pool', settings, x);
    const count = parts.length;
    return parts.reduce((a, b) => a.add(b)).div(count);
  },
  document: (settings) => settings,
});
