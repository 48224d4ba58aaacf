/** Windows that slide over a picture: the structure that convolution and pooling share. One dimension is a picture of height 1. */
import { design } from '../design/design.ts';
import type { Signal } from '../design/signal.ts';
import { fail } from '../diagnostics/diagnostic.ts';
import { vector } from '../formats/build.ts';
import type { Expansion, Frame, WindowForm } from './layer.ts';
import { channelsOf, portType } from './tensor.ts';

export type Size = readonly [height: number, width: number];

export interface Sliding {
  readonly size: Size;
  readonly channels: number;
  readonly kernel: Size;
  readonly stride: Size;
  readonly padding: Padding;
}

/** Rows above and below, columns left and right. */
export type Padding = readonly [readonly [top: number, bottom: number], readonly [left: number, right: number]];

const NO_PADDING: Padding = [
  [0, 0],
  [0, 0],
];

/** The padding that gives ceil(size / stride) windows, the odd row or column behind (`SAME` of TensorFlow and Keras). */
function samePadding(size: Size, kernel: Size, stride: Size): Padding {
  const [v, h] = [0, 1].map((axis) => {
    const windows = Math.ceil(size[axis] / stride[axis]);
    const total = Math.max((windows - 1) * stride[axis] + kernel[axis] - size[axis], 0);
    return [Math.floor(total / 2), Math.ceil(total / 2)] as const;
  });
  return [v, h];
}

/** How many windows there are, downwards and across; BW2108 where not one fits. */
export function windowCount({ size, kernel, stride, padding }: Sliding): Size {
  const [rows, columns] = [0, 1].map((axis) => {
    const room = size[axis] + padding[axis][0] + padding[axis][1] - kernel[axis];
    if (room < 0)
      fail('BW2108', `a window of ${kernel.join(' x ')} does not fit into a picture of ${size.join(' x ')}`, {
        help: 'make the window smaller, or pad the picture',
      });
    return Math.floor(room / stride[axis]) + 1;
  });
  return [rows, columns];
}

/**
 * One module for the window, instantiated at every place of the picture. A layer that streams instantiates the same module
 * once, and moves the picture past it.
 */
export function slide(x: Expansion, form: WindowForm): Signal[] {
  const [port] = x.inputs;
  const window = windowDesign(x, form);
  const elements = [...port];
  const padding = x.d.const(form.pad, port.type.element);
  return windowsOf(form.sliding).flatMap(({ row, column, places }) => {
    const patch = x.d.vector(places.map((p) => (p === undefined ? padding : elements[p])));
    const { y } = x.d.instance(window, { x: patch }, `window_${row}_${column}`);
    return [...y];
  });
}

/** The module of a window: a patch of the picture in, one pixel of the result out. */
export function windowDesign(x: Frame, { sliding, body }: WindowForm) {
  const { kernel, channels } = sliding;
  return design(
    x.part('window'),
    {
      inputs: { x: vector(kernel[0] * kernel[1] * channels, portType(x.types[0]).element) },
      outputs: { y: vector(channelsOf(x.type.shape), portType(x.type).element) },
      doc: `One window of ${kernel.join(' x ')} elements of ${channels} channels, row-major, channels innermost.`,
    },
    (given, d) => ({ y: d.vector(body({ ...x, d }, given.x)) }),
  );
}

/** Every window with the row-major places of its elements, undefined in the padding. */
function windowsOf(sliding: Sliding) {
  const { size, channels, kernel, stride, padding } = sliding;
  const [rows, columns] = windowCount(sliding);
  const range = (n: number) => [...Array(n).keys()];
  return range(rows).flatMap((row) =>
    range(columns).map((column) => {
      const places = range(kernel[0]).flatMap((i) =>
        range(kernel[1]).flatMap((j) => {
          const [r, c] = [row * stride[0] + i - padding[0][0], column * stride[1] + j - padding[1][0]];
          const inside = r >= 0 && r < size[0] && c >= 0 && c < size[1];
          return range(channels).map((k) => (inside ? (r * size[1] + c) * channels + k : undefined));
        }),
      );
      return { row, column, places };
    }),
  );
}

/** The picture with its padding, as far as pixels come or windows reach: what passes by where a picture streams. */
export function scannedSize(sliding: Sliding): Size {
  const { size, kernel, stride, padding } = sliding;
  const counts = windowCount(sliding);
  const [rows, columns] = [0, 1].map((axis) =>
    Math.max(padding[axis][0] + size[axis], (counts[axis] - 1) * stride[axis] + kernel[axis]),
  );
  return [rows, columns];
}

/** The padding that a setting asks for. */
export function paddingOf(given: 'valid' | 'same' | Padding, size: Size, kernel: Size, stride: Size): Padding {
  if (given === 'same') return samePadding(size, kernel, stride);
  return given === 'valid' ? NO_PADDING : given;
}
