import { bin, extent, max, min } from 'd3-array';
import { scaleLinear, scaleSymlog } from 'd3-scale';
import { area, curveStepAfter } from 'd3-shape';
import { minExponent } from '../../../formats/float-codes.ts';
import { parseFormat } from '../../../formats/name.ts';
import type { Accuracy, Sample } from '../accuracy.ts';
import { escapeText, round } from './svg.ts';

/** Size of a plot in pixels, and what its axes take of that. */
const WIDTH = 460;
const HEIGHT = 240;
const LEFT = 52;
const RIGHT = 12;
const TOP = 14;
const BOTTOM = 40;
/** Points drawn; those of a larger set lie evenly, the envelope is of all. */
const POINTS = 1500;
/** Columns of the envelope, at most, and samples in one, about at least. */
const COLUMNS = 60;
const IN_COLUMN = 16;
/** Columns of the histogram. */
const BINS = 41;

interface Tick {
  readonly at: number;
  readonly text: string;
}

/** The error over the real result: points, and the smallest and largest of every column behind them. */
export function errorPlot(accuracy: Accuracy): string {
  const { samples, format } = accuracy;
  const { x, ticks } = realAxis(samples, format);
  const y = scaleLinear(errorDomain(samples), [HEIGHT - BOTTOM, TOP]).nice();
  const count = Math.max(1, Math.min(COLUMNS, Math.floor(samples.length / IN_COLUMN)));
  const columns = bin<Sample, number>()
    .value((s) => x(s.real))
    .domain([LEFT, WIDTH - RIGHT])
    .thresholds(Array.from({ length: count - 1 }, (_, i) => LEFT + ((i + 1) * (WIDTH - RIGHT - LEFT)) / count))(samples)
    .filter((column) => column.length > 0);
  const envelope = area<(typeof columns)[number]>()
    .x((c) => c.x0 as number)
    .y0((c) => y(min(c, (s) => s.error) as number))
    .y1((c) => y(max(c, (s) => s.error) as number))
    .curve(curveStepAfter);
  const step = Math.max(1, samples.length / POINTS);
  const shown = Array.from({ length: Math.floor(samples.length / step) }, (_, i) => samples[Math.floor(i * step)]);
  const points = shown.map((s) => `M${round(x(s.real))} ${round(y(s.error))}h0`).join('');
  return plot(`error of ${accuracy.output} over its real value`, [
    ...axes(ticks, linearTicks(y, 6), 'real result', 'error, ulp'),
    `<path class="envelope" d="${(envelope(columns) ?? '').replace(/\.(\d)\d+/g, '.$1')}"/>`,
    ...guides(y),
    `<path class="points" d="${points}"/>`,
  ]);
}

/** How often which error occurs. */
export function errorHistogram(accuracy: Accuracy): string {
  const errors = accuracy.samples.map((s) => s.error);
  const x = scaleLinear(errorDomain(accuracy.samples), [LEFT, WIDTH - RIGHT]).nice();
  const [from, to] = x.domain();
  const thresholds = Array.from({ length: BINS - 1 }, (_, i) => from + ((i + 1) * (to - from)) / BINS);
  const bins = bin().domain([from, to]).thresholds(thresholds)(errors);
  const y = scaleLinear([0, max(bins, (b) => b.length / errors.length) as number], [HEIGHT - BOTTOM, TOP]).nice();
  const bars = bins
    .filter((b) => b.length > 0)
    .map((b) => {
      const [left, right] = [x(b.x0 as number), x(b.x1 as number)];
      const top = y(b.length / errors.length);
      const size = `x="${round(left)}" y="${round(top)}" width="${round(Math.max(1, right - left - 1))}" height="${round(HEIGHT - BOTTOM - top)}"`;
      return `<rect class="bar" ${size}/>`;
    });
  const share = y.ticks(5).map((t) => ({ at: y(t), text: `${Number((t * 100).toPrecision(3))} %` }));
  const across = linearTicks(x, 7);
  return plot(`histogram of the error of ${accuracy.output}`, [
    ...axes(across, share, 'error, ulp', 'share of results'),
    ...bars,
  ]);
}

/** Half an ulp either way at least, so that correct rounding looks the same everywhere. */
function errorDomain(samples: readonly Sample[]): [number, number] {
  const [least, most] = extent(samples, (s) => s.error) as [number, number];
  return [Math.min(-0.5, least), Math.max(0.5, most)];
}

/** Fixed point on a linear axis; floats on one that is logarithmic beyond the smallest normal number, on both sides. */
function realAxis(samples: readonly Sample[], format: string): { x: (real: number) => number; ticks: Tick[] } {
  const range: [number, number] = [LEFT, WIDTH - RIGHT];
  const domain = extent(samples, (s) => s.real) as [number, number];
  const parsed = parseFormat(format);
  if (parsed.kind === 'fixed') {
    const x = scaleLinear(domain[0] === domain[1] ? [domain[0] - 1, domain[1] + 1] : domain, range).nice();
    return { x, ticks: linearTicks(x, 7) };
  }
  const normal = minExponent(parsed);
  const x = scaleSymlog(domain, range).constant(2 ** normal);
  const last = Math.ceil(Math.log2(Math.max(...domain.map(Math.abs), 2 ** (normal + 1))));
  const every = Math.max(1, Math.ceil((last - normal) / 3));
  const exponents = Array.from({ length: Math.floor((last - normal) / every) }, (_, i) => last - i * every);
  const powers = exponents.map((e): [number, string] => [2 ** e, power(e)]);
  const all: [number, string][] = [
    ...powers.map(([v, text]): [number, string] => [-v, `−${text}`]),
    [0, '0'],
    ...powers,
  ];
  const inside = all.filter(([v]) => v >= domain[0] && v <= domain[1]);
  return { x, ticks: inside.map(([v, text]) => ({ at: x(v), text })) };
}

function power(exponent: number): string {
  const raised = String(exponent).replace(/[-\d]/g, (c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]));
  return `2${raised}`;
}

function linearTicks(scale: ReturnType<typeof scaleLinear<number, number>>, count: number): Tick[] {
  return scale.ticks(count).map((t) => ({ at: scale(t), text: String(Number(t.toPrecision(6))) }));
}

/** Correct rounding lies between these. */
function guides(y: (error: number) => number): string[] {
  return [-0.5, 0.5].map(
    (e) => `<line class="guide" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(y(e))}" y2="${round(y(e))}"/>`,
  );
}

function axes(across: readonly Tick[], up: readonly Tick[], xTitle: string, yTitle: string): string[] {
  const base = HEIGHT - BOTTOM;
  return [
    ...across.map(
      ({ at, text }) =>
        `<line class="grid" x1="${round(at)}" x2="${round(at)}" y1="${TOP}" y2="${base}"/><text class="tick" x="${round(at)}" y="${base + 14}" text-anchor="middle">${escapeText(text)}</text>`,
    ),
    ...up.map(
      ({ at, text }) =>
        `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(at)}" y2="${round(at)}"/><text class="tick" x="${LEFT - 6}" y="${round(at + 3.5)}" text-anchor="end">${escapeText(text)}</text>`,
    ),
    `<text class="axis" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${xTitle}</text>`,
    `<text class="axis" transform="translate(11 ${(TOP + base) / 2}) rotate(-90)" text-anchor="middle">${yTitle}</text>`,
  ];
}

function plot(title: string, parts: readonly string[]): string {
  return `<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeText(title)}">\n${parts.join('\n')}\n</svg>`;
}
