import type { Layout, PlacedBox, RoutedWire } from './layout.ts';
import { escapeText, round } from './svg.ts';

/** The schematic as inline SVG; colours and fonts are those of the page. */
export function drawSchematic(layout: Layout, title: string): string {
  const { width, height, boxes, wires } = layout;
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  const parts = [...bands(layout), ...wires.map(drawWire), ...widthLabels(wires), ...boxes.map(drawBox)];
  const label = escapeText(title);
  return `<svg class="schematic" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="${label}">\n${parts.join('\n')}\n</svg>`;
}

/** A band behind every stage, from its registers to the next ones, where there are several. */
function bands({ boxes, width, height }: Layout): string[] {
  const stages = [...new Set(boxes.map((b) => b.stage))].sort((a, b) => a - b);
  if (stages.length < 2) return [];
  const starts = stages.map((stage) => Math.min(...boxes.filter((b) => b.stage === stage).map((b) => b.x)));
  return stages.map((stage, i) => {
    const from = i === 0 ? 0 : starts[i] - 17;
    const to = i === stages.length - 1 ? width : starts[i + 1] - 17;
    const shape = `<rect class="band${i % 2}" x="${round(from)}" y="0" width="${round(to - from)}" height="${round(height)}"/>`;
    return `${shape}<text class="stage" x="${round(from + 8)}" y="16">${to - from > 60 ? 'stage ' : ''}${stage}</text>`;
  });
}

function drawWire({ points, junctions, width }: RoutedWire): string {
  const course = points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
  const dots = junctions.map(({ x, y }) => `<circle class="dot" cx="${round(x)}" cy="${round(y)}" r="2"/>`).join('');
  return `<path class="${width > 1 ? 'bus' : 'bit'}" d="${course}"/>${dots}`;
}

/** The width of each word, once, where it leaves its box. */
function widthLabels(wires: readonly RoutedWire[]): string[] {
  const first = new Map(wires.map((wire) => [wire.from, wire]));
  return [...first.values()]
    .filter(({ width, points }) => width > 1 && points.length > 0)
    .map(
      ({ width, points: [{ x, y }] }) => `<text class="width" x="${round(x + 2)}" y="${round(y - 2)}">${width}</text>`,
    );
}

function drawBox({ kind, sign, name, about, x, y, width, height }: PlacedBox): string {
  const middle = round(x + width / 2);
  const [top, bottom] = sign !== '' && name !== '' ? [y + 16, y + 31] : [y + height / 2 + 4, y + height / 2 + 4];
  const shape =
    kind === 'input' || kind === 'output'
      ? `<rect class="port" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${round(height / 2)}"/>`
      : `<rect class="${kind}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="2"/>`;
  // The wedge of a clock input.
  const wedge =
    kind === 'register' || kind === 'state'
      ? `<path class="wedge" d="M${round(x)} ${round(y + height - 9)}l6 3.5l-6 3.5"/>`
      : '';
  const lines = [
    ...(sign === '' ? [] : [`<text class="sign" x="${middle}" y="${round(top)}">${escapeText(sign)}</text>`]),
    ...(name === '' ? [] : [`<text class="name" x="${middle}" y="${round(bottom)}">${escapeText(name)}</text>`]),
  ];
  return `<g><title>${escapeText(about)}</title>${shape}${wedge}${lines.join('')}</g>`;
}
