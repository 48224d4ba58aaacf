/** Line charts as one self-contained SVG, panels below each other. */

export interface Axis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** Distance of the ticks. */
  readonly step: number;
}

export interface Curve {
  readonly name: string;
  readonly colour: string;
  /** Width of the line, in pixels. */
  readonly width: number;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly Curve[];
}

/** Pixels: the plot area of a panel, and the room around it. */
const AREA = { width: 800, height: 260 };
const ROOM = { left: 64, right: 24, top: 44, bottom: 52 };
const WIDTH = ROOM.left + AREA.width + ROOM.right;
const HEIGHT = ROOM.top + AREA.height + ROOM.bottom;
const LEGEND_STEP = 130;

export function chart(title: string, panels: readonly Panel[]): string {
  const height = HEIGHT * panels.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12" fill="#374151">`,
    `<title>${title}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...panels.map((panel, i) => panelSvg(panel, i)),
    '</svg>',
    '',
  ].join('\n');
}

function panelSvg({ title, x, y, curves }: Panel, index: number): string {
  const px = (value: number) => pixel(((value - x.from) / (x.to - x.from)) * AREA.width);
  const py = (value: number) => pixel((1 - (value - y.from) / (y.to - y.from)) * AREA.height);
  const clip = `area${index}`;
  return [
    `<g transform="translate(${ROOM.left} ${index * HEIGHT + ROOM.top})">`,
    `<clipPath id="${clip}"><rect width="${AREA.width}" height="${AREA.height}"/></clipPath>`,
    `<text y="-16" font-size="15" font-weight="bold">${title}</text>`,
    ...ticks(x).map((t) => `<path d="M${px(t)} 0V${AREA.height}" stroke="#e5e7eb"/>`),
    ...ticks(y).map((t) => `<path d="M0 ${py(t)}H${AREA.width}" stroke="#e5e7eb"/>`),
    ...ticks(x).map((t) => `<text x="${px(t)}" y="${AREA.height + 18}" text-anchor="middle">${t}</text>`),
    ...ticks(y).map((t) => `<text x="-8" y="${py(t) + 4}" text-anchor="end">${t}</text>`),
    `<text x="${AREA.width / 2}" y="${AREA.height + 38}" text-anchor="middle">${x.label}</text>`,
    `<text transform="translate(-46 ${AREA.height / 2}) rotate(-90)" text-anchor="middle">${y.label}</text>`,
    `<g clip-path="url(#${clip})" fill="none" stroke-linejoin="round">`,
    ...curves.map(({ colour, width, points }) => {
      const path = points.map(([a, b]) => `${px(a)} ${py(b)}`).join('L');
      return `<path d="M${path}" stroke="${colour}" stroke-width="${width}"/>`;
    }),
    '</g>',
    `<rect width="${AREA.width}" height="${AREA.height}" fill="none" stroke="#9ca3af"/>`,
    ...curves.map(({ name, colour, width }, i) => {
      const left = AREA.width - LEGEND_STEP * (curves.length - i);
      return `<path d="M${left} -20h24" stroke="${colour}" stroke-width="${width}"/><text x="${left + 30}" y="-16">${name}</text>`;
    }),
    '</g>',
  ].join('\n');
}

function ticks({ from, to, step }: Axis): number[] {
  const count = Math.round((to - from) / step);
  return Array.from({ length: count + 1 }, (_, i) => Number((from + i * step).toFixed(6)));
}

function pixel(value: number): number {
  return Math.round(value * 10) / 10;
}
