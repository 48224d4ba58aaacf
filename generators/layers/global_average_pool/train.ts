import { noSettings } from '../elementwise-twin.ts';
import { defineTwin } from '../twin.ts';
import { shapeMismatch } from '../twin-shapes.ts';

export const globalAveragePoolTwin = defineTwin({
  name: 'global_average_pool',
  schema: noSettings,
  shape: (_, [x]) => {
    if (x.length < 2)
      shapeMismatch('global_average_pool takes axes before its channels', x, 'put a reshape layer before it');
    return [x[x.length - 1]];
  },
  nonNegative: (_, [input]) => input,
  rounding: 'always',
  constants: {},
  parameters: () => ({}),
  forward: (_, [x]) => {
    const [batch, channels] = [x.shape[0], x.shape[x.shape.length - 1]];
    const places = x.size / (batch * channels);
    return x.reshape([batch, places, channels]).sum(1).div(places);
  },
  document: () => ({}),
});
