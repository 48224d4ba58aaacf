import { constantTable, exactFormat, type LayerHls, writeEach } from '../hls.ts';
import type { Bias } from './index.ts';

export function hls(c: LayerHls<Bias>): void {
  const { bias } = c.params;
  const b = constantTable(c, 'bias', '[channels]', [bias.raw.length], bias);
  writeEach(c, (value, finish, channel) => finish(`${value} + ${b}[${channel}]`, exactFormat(c)), true);
}
