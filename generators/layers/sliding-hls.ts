/** Windows that slide over a picture, as loops of C++. */
import type { LayerHls } from './hls.ts';
import { type Sliding, windowCount } from './sliding.ts';

/** Writes the loops over the elements of a window; `each` gets the place of the first channel, and the kernel's indices. */
export type WindowLoops = (each: (place: string, kernel: string) => void) => void;

/**
 * Loops over the places of the result. `body` gets the place as an index of pixels, and writes the loops over the window where
 * it wants them. Windows skip what lies in the padding. One axis means a sequence.
 */
export function writeWindows(
  c: LayerHls<unknown>,
  sliding: Sliding,
  axes: number,
  body: (pixel: string, window: WindowLoops) => void,
): void {
  const [rows, columns] = windowCount(sliding);
  const across = (column: string) => (each: (place: string, index: string) => void, row?: string) =>
    c.loop(axes === 1 ? 'taps' : 'kernel_columns', axes === 1 ? 'i' : 'j', sliding.kernel[1], (j) => {
      const at = coordinate(c, sliding, 1, column, j, axes === 1 ? 'at' : 'at_column');
      const pixel = row === undefined ? at.text : `${row} * ${sliding.size[1]} + ${at.text}`;
      const place = times(pixel, sliding.channels);
      guarded(c, at.inside, () => each(place, `[${j}]`));
    });
  if (axes === 1) {
    c.loop('times', 't', columns, (t) => body(t, (each) => across(t)(each)));
    return;
  }
  c.loop('rows', 'row', rows, (row) =>
    c.loop('columns', 'column', columns, (column) =>
      body(`${row} * ${columns} + ${column}`, (each) =>
        c.loop('kernel_rows', 'i', sliding.kernel[0], (i) => {
          const at = coordinate(c, sliding, 0, row, i, 'at_row');
          guarded(c, at.inside, () => across(column)((place, index) => each(place, `[${i}]${index}`), at.text));
        }),
      ),
    ),
  );
}

/** Where an element of the kernel lies in the picture, and the condition under which that is inside. */
function coordinate(
  c: LayerHls<unknown>,
  { size, kernel, stride, padding, ...rest }: Sliding,
  axis: 0 | 1,
  window: string,
  index: string,
  name: string,
): { readonly text: string; readonly inside: string } {
  const before = padding[axis][0];
  const count = windowCount({ size, kernel, stride, padding, ...rest })[axis];
  const last = (count - 1) * stride[axis] + kernel[axis] - 1 - before;
  const text = c.integer(name, `${times(window, stride[axis])} + ${index}${before > 0 ? ` - ${before}` : ''}`);
  const conditions = [
    ...(before > 0 ? [`${text} >= 0`] : []),
    ...(last >= size[axis] ? [`${text} < ${size[axis]}`] : []),
  ];
  return { text, inside: conditions.join(' && ') };
}

function guarded(c: LayerHls<unknown>, condition: string, body: () => void): void {
  if (condition === '') body();
  else c.when(condition, body);
}

/** `(a + b) * n`, `a * n`, or `a`. */
export function times(text: string, n: number): string {
  if (n === 1) return text;
  return /^\w+$/.test(text) ? `${text} * ${n}` : `(${text}) * ${n}`;
}
