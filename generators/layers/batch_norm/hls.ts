import { constantTable, exactFormat, type LayerHls, writeEach } from '../hls.ts';
import type { BatchNorm } from './index.ts';

export function hls(c: LayerHls<BatchNorm>): void {
  const { scale, shift } = c.params;
  const s = constantTable(c, 'scale', '[channels]', [scale.raw.length], scale);
  const t = constantTable(c, 'shift', '[channels]', [shift.raw.length], shift);
  writeEach(c, (value, finish, k) => finish(`${value} * ${s}[${k}] + ${t}[${k}]`, exactFormat(c)), true);
}
