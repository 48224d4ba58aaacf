import { scaleBand, scaleSymlog } from 'd3-scale';
import type { LayerProfile, NetworkProfile } from './profile.ts';

const ROW = 26;
const BARS = 580;
const RIGHT = 150;
const TOP = 46;
const BOTTOM = 34;
/** Room for a letter of a layer's name, and between the labels of the axis. */
const LETTER = 7.5;
const LABEL = 56;

/** One line per layer: the range of its format in grey, the range that was seen in blue, or in red where values overflowed. */
export function profilePlot(name: string, { rows, layers }: NetworkProfile): string {
  const left = Math.max(100, 20 + LETTER * Math.max(...layers.map((l) => l.name.length)));
  const [width, floor] = [left + BARS + RIGHT, TOP + ROW * layers.length];
  const ends = layers.flatMap((l) => [l.format, l.seen]).flatMap((e) => [e.min, e.max]);
  const [lowest, highest] = [Math.min(...ends), Math.max(...ends)];
  const least = Math.min(...ends.map(Math.abs).filter((x) => x > 0), 1);
  const x = scaleSymlog([lowest, highest], [left, left + BARS]).constant(least);
  const y = scaleBand(
    layers.map((l) => l.name),
    [TOP, floor],
  ).padding(0.25);
  const bar = ({ min, max }: LayerProfile['seen'], top: number, height: number, fill: string) =>
    `<rect x="${fixed(x(min))}" y="${fixed(top)}" width="${fixed(Math.max(1, x(max) - x(min)))}" height="${fixed(height)}" fill="${fill}"/>`;
  const lines = layers.flatMap((l) => {
    const [top, height] = [y(l.name) as number, y.bandwidth()];
    const base = fixed(top + height * 0.75);
    const note =
      l.overflows > 0 ? `${l.overflows} overflows` : l.error.sqnr === null ? 'exact' : `${l.error.sqnr.toFixed(1)} dB`;
    return [
      `<text x="${fixed(left - 10)}" y="${base}" text-anchor="end">${l.name}</text>`,
      bar(l.format, top, height, '#d8dce2'),
      bar(l.seen, top + height / 4, height / 2, l.overflows > 0 ? '#c43c35' : '#2f6db5'),
      `<text x="${fixed(left + BARS + 10)}" y="${base}">${note}</text>`,
    ];
  });
  const axis = ticks(lowest, highest, x).flatMap((value) => {
    const at = fixed(x(value));
    return [
      `<line x1="${at}" x2="${at}" y1="${TOP}" y2="${floor}" stroke="${value === 0 ? '#888' : '#eceef1'}"/>`,
      `<text x="${at}" y="${floor + 16}" text-anchor="middle" fill="#555" font-size="11">${value}</text>`,
    ];
  });
  const height = floor + BOTTOM;
  const caption = 'grey: the format; blue: seen before rounding, red: with overflows; on the right: signal over error';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${fixed(width)} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${fixed(width)}" height="${height}" fill="white"/>`,
    `<text x="${fixed(left)}" y="18" font-weight="bold">${name}: ranges over ${rows} rows</text>`,
    `<text x="${fixed(left)}" y="36" fill="#555">${caption}</text>`,
    ...axis,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}

/** Zero and powers of two on both sides, from the largest inwards, as many as there is room for. */
function ticks(lowest: number, highest: number, x: (value: number) => number): number[] {
  const found = [0];
  for (const [sign, end] of [
    [1, highest],
    [-1, -lowest],
  ]) {
    let free = x(sign * end) + sign * LABEL;
    for (let e = Math.floor(Math.log2(Math.max(end, Number.MIN_VALUE))); end > 0; e--) {
      const value = sign * 2 ** e;
      if (sign * (x(value) - x(0)) < LABEL) break;
      if (sign * (free - x(value)) < LABEL) continue;
      found.push(value);
      free = x(value);
    }
  }
  return found;
}

const fixed = (n: number) => n.toFixed(1);
