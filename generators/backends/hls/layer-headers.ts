/** The headers of a network: the types of its layers, and the constants of each. */
import type { EmittedFile } from '../backend.ts';
import { template } from '../template.ts';
import type { ConstantTable, LayerFunction } from './layer-function.ts';

/** Columns of a row of constants, without indentation. */
const MOST_COLUMNS = 100;

/** Paths are below `hls/`, in the order in which a source includes them; none where there is no layer. */
export function layerHeaders(top: string, dialect: string, functions: readonly LayerFunction[]): EmittedFile[] {
  const layers = functions.map((f) => f.layer);
  if (layers.length === 0) return [];
  const view = { top, dialect };
  const constants = layers
    .filter((l) => l.tables.length > 0)
    .map(({ header, title, tables }) => ({
      path: `weights/${header}.h`,
      text: template(
        'hls',
        'constants.h',
      )({
        ...view,
        title,
        guard: `BITWRIGHT_${top}_WEIGHTS_${header}_H`,
        tables: tables.map((t) => ({ ...t, rows: rowsOf(t) })),
      }),
    }));
  const types = template('hls', 'types.h')({ ...view, layers, guard: `BITWRIGHT_${top}_TYPES_H` });
  return [{ path: `${top}_types.h`, text: types }, ...constants];
}

/** The initialiser between its outer braces: nested as the array is, with its innermost lists on lines of their own. */
function rowsOf({ shape, values }: ConstantTable): string[] {
  const nested = (axis: number, first: number, indent: string): string[] => {
    const size = shape.slice(axis + 1).reduce((product, n) => product * n, 1);
    const starts = Array.from({ length: shape[axis] }, (_, i) => first + i * size);
    if (axis === shape.length - 1) return filled(starts.map((s) => values[s])).map((line) => indent + line);
    return starts.flatMap((start, i) => {
      const inner = nested(axis + 1, start, `${indent}  `);
      const end = i === starts.length - 1 ? '}' : '},';
      if (inner.length === 1) return [`${indent}{ ${inner[0].trim()} ${end}`];
      return [`${indent}{`, ...inner, `${indent}${end}`];
    });
  };
  return nested(0, 0, '  ');
}

/** Tokens joined by commas, in lines of limited length. */
function filled(tokens: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [i, token] of tokens.entries()) {
    const text = i === tokens.length - 1 ? token : `${token},`;
    if (line !== '' && line.length + 1 + text.length > MOST_COLUMNS) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? text : ` ${text}`;
  }
  return [...lines, line];
}
