import { scaleBand, scaleSymlog } from 'd3-scale';
import type { LayerProfile, NetworkProfile } from './profile.ts';

const WIDTH = 900;
const ROW = 26;
const LEFT = 170;
const RIGHT = 150;
const TOP = 46;

/** One line per layer: the range of its format in grey, the range that was seen in blue, or in red where values overflowed. */
export function profilePlot(name: string, { rows, layers }: NetworkProfile): string {
  const ends = layers.flatMap((l) => [l.format, l.seen]).flatMap((e) => [e.min, e.max]);
  const least = Math.min(...ends.map(Math.abs).filter((x) => x > 0), 1);
  const x = scaleSymlog([Math.min(...ends), Math.max(...ends)], [LEFT, WIDTH - RIGHT]).constant(least);
  const y = scaleBand(
    layers.map((l) => l.name),
    [TOP, TOP + ROW * layers.length],
  ).padding(0.25);
  const bar = ({ min, max }: LayerProfile['seen'], top: number, height: number, fill: string) =>
    `<rect x="${fixed(x(min))}" y="${fixed(top)}" width="${fixed(Math.max(1, x(max) - x(min)))}" height="${fixed(height)}" fill="${fill}"/>`;
  const lines = layers.flatMap((l) => {
    const [top, height] = [y(l.name) as number, y.bandwidth()];
    const base = fixed(top + height * 0.75);
    const note =
      l.overflows > 0 ? `${l.overflows} overflows` : l.error.sqnr === null ? 'exact' : `${l.error.sqnr.toFixed(1)} dB`;
    return [
      `<text x="${LEFT - 10}" y="${base}" text-anchor="end">${l.name}</text>`,
      bar(l.format, top, height, '#d8dce2'),
      bar(l.seen, top + height / 4, height / 2, l.overflows > 0 ? '#c43c35' : '#2f6db5'),
      `<text x="${WIDTH - RIGHT + 10}" y="${base}">${note}</text>`,
    ];
  });
  const height = TOP + ROW * layers.length + 14;
  const zero = fixed(x(0));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${height}" fill="white"/>`,
    `<text x="${LEFT}" y="18" font-weight="bold">${name}: ranges over ${rows} rows</text>`,
    `<text x="${LEFT}" y="36" fill="#555">grey: the format; blue: seen before rounding; on the right: signal over error</text>`,
    `<line x1="${zero}" x2="${zero}" y1="${TOP}" y2="${height - 14}" stroke="#888" stroke-dasharray="2 3"/>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}

const fixed = (n: number) => n.toFixed(1);
