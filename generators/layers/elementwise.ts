import type { Signal } from '../design/signal.ts';
import type { Expansion, Result } from './layer.ts';
import { type Range, rangeOf, unionOf } from './range.ts';
import { channelsOf, formatAt, type TensorType } from './tensor.ts';

/** The result of a layer that treats every element by itself, whatever its channel: as many ranges as formats. */
export function elementwise(x: TensorType, each: (range: Range) => Range): Result {
  return { shape: x.shape, ranges: x.formats.map((f) => each(rangeOf(f))) };
}

/** The result of a layer with constants for each channel. It has one format, unless the channels had several before. */
export function channelwise(x: TensorType, each: (range: Range, channel: number) => Range): Result {
  const channels = Array.from({ length: channelsOf(x.shape) }, (_, c) => each(rangeOf(formatAt(x, c)), c));
  return { shape: x.shape, ranges: x.formats.length === 1 ? [unionOf(channels)] : channels };
}

/** Every element of the first input by itself; `channel` is the index on its last axis. */
export function expandEach(x: Expansion, each: (element: Signal, channel: number) => Signal): Signal[] {
  const channels = channelsOf(x.type.shape);
  return x.elements(0).map((e, place) => x.finish(each(e, place % channels), place));
}
