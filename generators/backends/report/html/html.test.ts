import { describe, expect, it } from 'vitest';
import { loadDesign } from '../../../cli/load-design.ts';
import { compile } from '../../../compile.ts';
import { NetBuilder } from '../../../netlist/builder.ts';
import { flatten } from '../../../netlist/flatten.ts';
import { stagesOf } from '../../../timing/stages.ts';
import { accuracyOf } from '../accuracy.ts';
import { report } from '../report.ts';
import { layOut, type PlacedBox } from './layout.ts';
import { htmlPage } from './page.ts';
import { errorHistogram, errorPlot } from './plots.ts';
import { type Schematic, schematicOf } from './schematic.ts';

async function schematic(argument: string): Promise<Schematic> {
  const flat = flatten(compile(await loadDesign(argument, {})).netlists);
  return schematicOf(flat, stagesOf(flat));
}

/** Two stages: a product that is held, then a sum with state. */
function pipelined(): Schematic {
  const b = new NetBuilder();
  const [x, y] = [b.input('x', 8), b.input('y', 8)];
  const held = b.reg(16, undefined, 'held');
  b.setNext(held, b.named(b.muls(x, y), 'product'));
  const total = b.reg(16, 0n, 'total');
  const sum = b.named(b.add(held, total), 'sum');
  b.setNext(total, sum);
  b.output('z', b.slice(sum, 15, 8));
  const netlist = b.finish('top');
  return schematicOf(netlist, stagesOf(netlist));
}

/** Three hundred named additions in a row. */
function many(name: (i: number) => string): Schematic {
  const b = new NetBuilder();
  const x = b.input('x', 8);
  let last = x;
  for (let i = 0; i < 300; i++) last = b.named(b.add(last, x), name(i));
  b.output('y', last);
  const netlist = b.finish('top');
  return schematicOf(netlist, stagesOf(netlist));
}

const named = (boxes: readonly PlacedBox[], name: string) => boxes.find((b) => b.name === name) as PlacedBox;

describe('the schematic', () => {
  it('has a box for each operation and register, and wires with their widths', () => {
    const { boxes, wires } = pipelined();
    expect(boxes.map((b) => [b.name, b.kind, b.sign, b.stage])).toEqual([
      ['x', 'input', '', 0],
      ['y', 'input', '', 0],
      ['held', 'register', 'reg', 1],
      ['product', 'logic', '×', 0],
      ['total', 'state', 'reg', 1],
      ['sum', 'logic', '+', 1],
      ['z', 'output', '', 1],
    ]);
    const name = (id: string) => boxes.find((b) => b.id === id)?.name;
    expect(wires.map((w) => `${name(w.from)} ${w.width} ${name(w.to)}`).sort()).toEqual([
      'held 16 sum',
      'product 16 held',
      'sum 16 total',
      'sum 16 z',
      'total 16 sum',
      'x 8 product',
      'y 8 product',
    ]);
  });

  it('becomes coarser as designs grow', async () => {
    const grains = [
      await schematic('examples/biquad/biquad.ts'),
      await schematic('examples/cordic/cordic.ts'),
      many((i) => `sum_${i}`),
      many((i) => 'abc'[i % 3].repeat(1 + i)),
    ];
    expect(grains.map((g) => /is (an operation|a named signal|all signals|all operations)/.exec(g.grain)?.[1])).toEqual(
      ['an operation', 'a named signal', 'all signals', 'all operations'],
    );
    for (const { boxes, wires } of grains) {
      expect(boxes.length).toBeLessThanOrEqual(110);
      const ids = new Set(boxes.map((b) => b.id));
      expect(wires.every((w) => ids.has(w.from) && ids.has(w.to))).toBe(true);
      const outputs = boxes.filter((b) => b.kind === 'output');
      expect(outputs.every((o) => wires.some((w) => w.to === o.id))).toBe(true);
    }
  });
});

describe('its layout', () => {
  it.each(['op:add/fixed8_3,fixed8_3', 'examples/biquad/biquad.ts', 'examples/fir/fir.ts', 'op:mul/E4M3,E4M3'])(
    'has no box on another, and wires from box to box: %s',
    async (argument) => {
      const { boxes, wires, width, height } = await layOut(await schematic(argument));
      for (const [i, a] of boxes.entries())
        for (const b of boxes.slice(i + 1)) {
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          expect(apart, `${a.about} on ${b.about}`).toBe(true);
        }
      const near = (at: number, place: number) => Math.abs(at - place) < 1;
      for (const { from, to, points } of wires) {
        const [source, end] = [from, to].map((id) => boxes.find((b) => b.id === id) as PlacedBox);
        expect(near(points[0].x, source.x + source.width), `wire leaves ${source.about}`).toBe(true);
        expect(near(points[points.length - 1].x, end.x), `wire enters ${end.about}`).toBe(true);
        expect(points.every(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height)).toBe(true);
      }
    },
  );

  it('stands stages in columns, registers before the logic of their stage', async () => {
    const { boxes } = await layOut(pipelined());
    const [product, held, sum] = ['product', 'held', 'sum'].map((name) => named(boxes, name));
    expect(product.x + product.width).toBeLessThan(held.x);
    expect(held.x + held.width).toBeLessThan(sum.x);
  });

  it('draws a loop backwards into its register', async () => {
    const { boxes } = await layOut(await schematic('examples/biquad/biquad.ts'));
    expect(named(boxes, 'y_1').x).toBeLessThan(named(boxes, 'acc').x);
    expect(named(boxes, 'acc').x).toBeLessThan(named(boxes, 'y_0').x);
  });
});

async function pageOf(argument: string): Promise<string> {
  const compiled = compile(await loadDesign(argument, {}));
  const rows = Array.from({ length: 50 }, (_, i) =>
    compiled.manifest.ports.map((_, p) => BigInt((i * (5 + 2 * p)) % 120)),
  );
  const inputs = compiled.manifest.ports.filter((p) => p.direction === 'input').length;
  return htmlPage({
    report: report(compiled, 'xc7'),
    doc: 'a < b & "c"',
    netlists: compiled.netlists,
    highlights: [{ figure: '3', of: 'wishes' }],
    tables: [{ title: 'T<1>', head: ['h'], rows: [['fixed<8,3>']], notes: ['n & m'] }],
    accuracy: accuracyOf(
      compiled.design,
      rows.map((row) => row.slice(0, inputs)),
    ),
    accuracyNote: 'Over 50 rows.',
  });
}

describe('the page', () => {
  it('needs nothing from anywhere, escapes what it shows, and is the same every time', async () => {
    const page = await pageOf('op:add/E4M3,E4M3');
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\b(src|href)=/i);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    expect(page).toContain('a &lt; b &amp; &quot;c&quot;');
    expect(page).toContain('<td>fixed&lt;8,3&gt;</td>');
    expect(page.match(/<svg /g)).toHaveLength(3);
    expect(page).toBe(await pageOf('op:add/E4M3,E4M3'));
  });

  it('says so where there is no error, instead of an empty plot', async () => {
    const page = await pageOf('op:add/fixed8_3,fixed8_3');
    expect(page).toContain('No error in 50 results.');
    expect(page.match(/<svg /g)).toHaveLength(1);
  });
});

describe('plots', () => {
  const statistics = { output: 'y', beyond: 0, largest: 1, mean: 0, rms: 1, nearest: 1 };
  it.each([
    ['one sample', 'fixed<8,3>', [{ real: 0, error: 0.25 }]],
    ['samples at one place', 'fixed<8,3>', Array.from({ length: 99 }, (_, i) => ({ real: 1, error: i / 100 }))],
    ['floats of both signs', 'binary16', [-60000, -1, 0, 2 ** -24, 1, 3000].map((real) => ({ real, error: 0.3 }))],
    ['large errors', 'bfloat16', [1e-30, 1e30].map((real) => ({ real, error: 1e6 * real }))],
  ])('stay within their frame: %s', (_, format, samples) => {
    for (const plot of [errorPlot, errorHistogram].map((draw) => draw({ ...statistics, format, samples }))) {
      expect(plot).not.toMatch(/NaN|undefined|Infinity|\.99999|="[^"]*\de[+-]\d/);
      for (const [, x] of plot.matchAll(/ (?:x|x1|x2)="([-\d.]+)"/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThanOrEqual(460);
      }
    }
  });
});
