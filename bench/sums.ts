/**
 * Sums of many words in several forms, synthesised: `npm run bench:sums`. The numbers stand in
 * docs/decisions/0036-sums-exchange-their-lowest-bits.md.
 *
 * - tree: adders in pairs, each reading the sums of others;
 * - apart: the same adders, each in a module of its own that synthesis does not look into, as registers between them would do;
 * - 3:2: rows of full adders on columns of bits, then one adder (C. S. Wallace, "A Suggestion for a Fast Multiplier", 1964);
 * - 6:3: counters of six bits of a column into three, full adders for what is left, then one adder (H. Parandeh-Afshar et
 *   al., "Compressor tree synthesis on commercial high-performance FPGAs", 2011);
 * - emitted: what Bitwright makes for the target.
 */
import Table from 'cli-table3';
import { figuresOf, SYNTHESIS_FLOWS, type SynthesisFlow, type SynthesisTarget } from '../cosim/synthesis/flows.ts';
import { findYosys, type YosysTool } from '../cosim/synthesis/tools.ts';
import { cellCounts } from '../cosim/synthesis/yosys.ts';
import { verilogBackend } from '../generators/backends/verilog/verilog.ts';
import { compile, emit } from '../generators/compile.ts';
import { operatorRequest } from '../generators/design/operator-request.ts';

type Column = readonly string[];

/** Verilog of one form: the sum of `count` unsigned words of `width` bits. */
type Form = (count: number, width: number, target: SynthesisTarget) => string;

const resultWidth = (count: number, width: number) => width + Math.ceil(Math.log2(count));

function module(count: number, width: number, body: string): string {
  const words = Array.from({ length: count }, (_, i) => `input wire [${width - 1}:0] x${i}`);
  return `module sums (${words.join(', ')}, output wire [${resultWidth(count, width) - 1}:0] y);\n${body}\nendmodule\n`;
}

/** Adders in pairs; `add` makes the declaration of one. */
const tree =
  (add: (sum: string, width: number, a: string, b: string) => string, after = ''): Form =>
  (count, width) => {
    const lines: string[] = [];
    let level = Array.from({ length: count }, (_, i) => ({ name: `x${i}`, width }));
    while (level.length > 1) {
      const next: typeof level = [];
      for (let i = 0; i + 1 < level.length; i += 2) {
        const sum = { name: `s${lines.length}`, width: Math.max(level[i].width, level[i + 1].width) + 1 };
        lines.push(add(sum.name, sum.width, level[i].name, level[i + 1].name));
        next.push(sum);
      }
      level = level.length % 2 === 1 ? [...next, level[level.length - 1]] : next;
    }
    return module(count, width, `${lines.join('\n')}\nassign y = ${level[0].name};`) + after;
  };

const plain = tree((sum, width, a, b) => `wire [${width - 1}:0] ${sum} = ${a} + ${b};`);
const apart = tree(
  (sum, width, a, b) => `wire [${width - 1}:0] ${sum}; add #(${width}) a${sum} (${a}, ${b}, ${sum});`,
  `(* keep_hierarchy *)
module add #(parameter W = 1) (input wire [W-2:0] a, input wire [W-2:0] b, output wire [W-1:0] y);
  assign y = a + b;
endmodule
`,
);

/** Columns of bits, compressed level by level until two rows are left, which one adder adds. */
const compressor =
  (wide: boolean): Form =>
  (count, width) => {
    const lines: string[] = [];
    const total = resultWidth(count, width);
    const bit = (expression: string) => {
      lines.push(`wire b${lines.length} = ${expression};`);
      return `b${lines.length - 1}`;
    };
    let columns: Column[] = Array.from({ length: total }, (_, c) =>
      c < width ? Array.from({ length: count }, (_, i) => `x${i}[${c}]`) : [],
    );
    while (columns.some((column) => column.length > 2)) {
      const next: string[][] = columns.map(() => []);
      const put = (c: number, name: string) => c < total && next[c].push(name);
      for (const [c, column] of columns.entries()) {
        let at = 0;
        for (; wide && column.length - at >= 6; at += 6) {
          const six = `{5'd0, ${column.slice(at, at + 6).join(`} + {5'd0, `)}}`;
          lines.push(`wire [5:0] c${lines.length} = ${six};`);
          const name = `c${lines.length - 1}`;
          for (let k = 0; k < 3; k++) put(c + k, `${name}[${k}]`);
        }
        for (; column.length - at >= 3; at += 3) {
          const [p, q, r] = column.slice(at, at + 3);
          put(c, bit(`${p} ^ ${q} ^ ${r}`));
          put(c + 1, bit(`(${p} & ${q}) | (${p} & ${r}) | (${q} & ${r})`));
        }
        for (const name of column.slice(at)) put(c, name);
      }
      columns = next;
    }
    const row = (k: number) =>
      `{${columns
        .map((column) => column[k] ?? "1'b0")
        .reverse()
        .join(', ')}}`;
    // The counters are additions in the text only: as tables of six bits they are three LUTs, not carry chains.
    return module(count, width, `${lines.map(asTable).join('\n')}\nassign y = ${row(0)} + ${row(1)};`);
  };

/** A counter `wire [5:0] cN = ...` as three functions of its six bits. */
function asTable(line: string): string {
  const counter = /^wire \[5:0\] (c\d+) = (.*);$/.exec(line);
  if (!counter) return line;
  const bits = [...counter[2].matchAll(/\{5'd0, ([^}]+)\}/g)].map((m) => m[1]);
  const table = (k: number) => {
    const ones = Array.from({ length: 64 }, (_, i) => (i.toString(2).replaceAll('0', '').length >> k) & 1);
    return `64'b${ones.reverse().join('')}`;
  };
  const select = `{${bits.reverse().join(', ')}}`;
  const tables = [2, 1, 0].map((k) => `wire [63:0] ${counter[1]}_t${k} = ${table(k)};`).join(' ');
  const picked = [2, 1, 0].map((k) => `${counter[1]}_t${k}[${counter[1]}_i]`).join(', ');
  return `${tables} wire [5:0] ${counter[1]}_i = ${select}; wire [2:0] ${counter[1]} = {${picked}};`;
}

const emitted: Form = (count, width, target) => {
  const compiled = compile(operatorRequest(`op:sum/uint${width}[${count}]`), { target });
  const [{ text }] = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
  return text.replace(`module ${compiled.manifest.top} (`, 'module sums (');
};

const FORMS: Readonly<Record<string, Form>> = {
  tree: plain,
  apart,
  '3:2': compressor(false),
  '6:3': compressor(true),
  emitted,
};
const SHAPES = [
  [8, 12],
  [24, 8],
] as const;

async function figures(tool: YosysTool, text: string, flow: SynthesisFlow): Promise<{ lut: number; levels: number }> {
  const files = [{ path: 'sums.v', text }];
  const synthesis = `${flow.command} -top sums; setattr -mod -unset keep_hierarchy *; flatten; opt_clean`;
  const cells = cellCounts(await tool.run(files, `${synthesis}; tee -q -o s.json stat -json`, 's.json'));
  const path = await tool.run(files, `${synthesis}; tee -q -o path.txt ltp -noff`, 'path.txt');
  return { lut: figuresOf(flow, cells).lut, levels: Number(/length=(\d+)/.exec(path)?.[1]) };
}

const tool = await findYosys();
const table = new Table({
  head: ['words x bits', 'target', ...Object.keys(FORMS).map((f) => `${f}: LUT, cells in a row`)],
});
for (const [count, width] of SHAPES)
  for (const target of ['xc7', 'ecp5', 'ice40'] as const) {
    const cells: string[] = [];
    for (const form of Object.values(FORMS)) {
      const { lut, levels } = await figures(tool, form(count, width, target), SYNTHESIS_FLOWS[target]);
      cells.push(`${lut}, ${levels}`);
    }
    table.push([`${count} x ${width}`, target, ...cells]);
    process.stderr.write(`${count} x ${width} ${target}: ${cells.join('; ')}\n`);
  }
process.stdout.write(`${tool.version}\n${table.toString()}\n`);
