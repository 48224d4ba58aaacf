/** Holds the documentation against the code: tables of examples, code blocks, paths, links and diagnostic codes. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDesign } from '../generators/cli/load-design.ts';
import { compile, goldenOf } from '../generators/compile.ts';
import { operatorRequest } from '../generators/design/operator-request.ts';
import { CODES } from '../generators/diagnostics/codes.ts';
import { castFixed } from '../generators/exact/cast-fixed.ts';
import { decodeType } from '../generators/exact/decode.ts';
import { encodeFloat } from '../generators/exact/encode-float.ts';
import { Rational } from '../generators/exact/rational.ts';
import { parseValue, showExact, showValue } from '../generators/exact/text.ts';
import type { Exact, ExactScalar } from '../generators/exact/value.ts';
import { maxFiniteCode, minPositiveCode } from '../generators/formats/float-codes.ts';
import { type FixedFormat, type FloatFormat, type Format, type Type, widthOf } from '../generators/formats/format.ts';
import {
  parseFloatOverflow,
  parseFloatRounding,
  parseOverflow,
  parseQuantization,
} from '../generators/formats/modes.ts';
import { parseFormat, typeName } from '../generators/formats/name.ts';
import { FORMAT_PRESETS } from '../generators/formats/presets.ts';
import { type Design, inputsOf, outputsOf } from '../generators/ir/ir.ts';
import { parseDesign, printDesign } from '../generators/ir/text.ts';
import { LAYERS } from '../generators/layers/registry.ts';
import { jsonSchema } from '../generators/network/document.ts';
import { ExactModel } from '../generators/ops/evaluate.ts';
import { OPERATORS } from '../generators/ops/registry.ts';
import { diagnosticsPage } from '../scripts/diagnostics-table.ts';
import { layersPage } from '../scripts/layers-table.ts';
import { operatorsPage } from '../scripts/operators-table.ts';
import { firstDisagreement } from './support/three-way.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGES = (readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }) as string[])
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, 'docs', name), 'utf8') }));

type Row = Readonly<Record<string, string>>;

/** A table under a comment `<!-- checked: KIND ARGUMENTS -->`, and the text of the page before it. */
interface CheckedTable {
  readonly title: string;
  readonly kind: string;
  readonly args: readonly string[];
  readonly rows: readonly Row[];
  readonly before: string;
}

function tablesOf(page: string, text: string): CheckedTable[] {
  return [...text.matchAll(/<!-- checked: (\w+) ?(.*?) -->\n+((?:\|.*\n)+)/g)].map((m) => {
    const [header, , ...lines] = m[3].trim().split('\n').map(cellsOf);
    const rows = lines.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i]])));
    const line = text.slice(0, m.index).split('\n').length;
    const args = m[2] === '' ? [] : m[2].split(' ');
    return { title: `${page}:${line} ${m[1]} ${m[2]}`, kind: m[1], args, rows, before: text.slice(0, m.index) };
  });
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('`', '').replaceAll('\\|', '|'));
}

/** A row as it ought to be; the columns that are given stay, the computed ones come from the code. */
type Check = (row: Row, args: readonly string[]) => Row;

const CHECKS: Readonly<Record<string, Check>> = {
  // value, and one column per quantisation mode, into a format wide enough for all.
  quantise: ({ value, ...columns }, [name]) => {
    const to = parseFormat(name) as FixedFormat;
    return { value, ...mapped(columns, (mode) => castText(value, to, mode, 'SAT')) };
  },
  // value, and one column per overflow mode, after rounding by the second argument.
  overflow: ({ value, ...columns }, [name, round = 'TRN']) => {
    const to = parseFormat(name) as FixedFormat;
    return { value, ...mapped(columns, (mode) => castText(value, to, round, mode)) };
  },
  // value, and one column per pair of float rounding and overflow mode.
  encode: ({ value, ...columns }, [name]) => {
    const to = parseFormat(name) as FloatFormat;
    const encoded = (modes: string) => {
      const [round, overflow] = modes.split(' ');
      return showValue(encodeFloat(exactOf(value), to, parseFloatRounding(round), parseFloatOverflow(overflow)), to);
    };
    return { value, ...mapped(columns, encoded) };
  },
  decode: ({ word }, [name]) => ({ word, value: showValue(BigInt(word), parseFormat(name)) }),
  types: ({ request }) => ({ request, 'result type': typeName(outputsOf(operatorRequest(request))[0].type) }),
  results: ({ request, operands }) => {
    const design = operatorRequest(request);
    const inputs = inputsOf(design);
    const words = operands.split(',').map((text, i) => wordOf(text, inputs[i].type));
    expect(firstDisagreement(design, compile(design).netlists, [words])).toBeUndefined();
    return { request, operands, result: shown(new ExactModel(design).step(words)[0], outputsOf(design)[0].type) };
  },
  presets: ({ name }) => {
    const f = FORMAT_PRESETS.find((p) => p.name === name)?.format as FloatFormat;
    const yes = (is: boolean) => (is ? 'yes' : 'no');
    return {
      name,
      bits: String(widthOf(f)),
      E: String(f.exp),
      M: String(f.man),
      bias: String(f.bias),
      infinities: yes(f.inf),
      NaN: f.nan,
      subnormals: yes(f.subnormals),
      'smallest positive': showValue(minPositiveCode(f), f),
      largest: showValue(maxFiniteCode(f), f),
    };
  },
};

function mapped(columns: Row, cell: (column: string) => string): Row {
  return Object.fromEntries(Object.keys(columns).map((column) => [column, cell(column)]));
}

function castText(value: string, to: FixedFormat, round: string, overflow: string): string {
  return showValue(castFixed(Rational.parse(value)!, to, parseQuantization(round), parseOverflow(overflow)), to);
}

function exactOf(text: string): ExactScalar {
  if (text === 'nan' || text === '-0' || text === '-inf') return text;
  return text === 'inf' ? '+inf' : Rational.parse(text)!;
}

/** A value, a raw word, or the elements of a vector in brackets, separated by blanks. */
function wordOf(text: string, type: Type): bigint {
  if (type.kind !== 'vector') return parseValue(text, type);
  const elements = text.trim().slice(1, -1).split(/\s+/);
  const width = BigInt(widthOf(type.element));
  return elements.reduceRight((word, element) => (word << width) | parseValue(element, type.element), 0n);
}

function shown(word: bigint, type: Type): string {
  const value: Exact = decodeType(word, type);
  return Array.isArray(value) ? `[${value.map(showExact).join(' ')}]` : showValue(word, type as Format);
}

/** One row per cycle from reset, for the design text that stands last before the table. */
function cycles(table: CheckedTable): Row[] {
  const design = parseDesign(fencesOf(table.before).findLast((f) => f.info === 'bw')!.code);
  const model = new ExactModel(design);
  const words = table.rows.map((row) => inputsOf(design).map((p) => wordOf(row[p.name], p.type)));
  expect(firstDisagreement(design, compile(design).netlists, words)).toBeUndefined();
  return table.rows.map((row, i) => {
    const results = model.step(words[i]);
    return {
      ...row,
      cycle: String(i),
      ...Object.fromEntries(outputsOf(design).map((p, o) => [p.name, shown(results[o], p.type)])),
    };
  });
}

interface Fence {
  readonly info: string;
  readonly code: string;
}

function fencesOf(text: string): Fence[] {
  return [...text.matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)].map((m) => ({ info: m[1].trim(), code: m[2] }));
}

const all = <T>(of: (page: string, text: string) => readonly T[]) => PAGES.flatMap((p) => of(p.name, p.text));

describe('tables of examples', () => {
  const tables = all(tablesOf);
  it('are found, of every kind', () => {
    expect(new Set(tables.map((t) => t.kind))).toEqual(new Set([...Object.keys(CHECKS), 'cycles']));
    expect(all((_, text) => text.match(/<!-- checked:/g) ?? []).length).toBe(tables.length);
  });
  it.each(tables.map((t) => [t.title, t] as const))('%s', (_, table) => {
    expect(table.rows.length).toBeGreaterThan(0);
    const expected =
      table.kind === 'cycles' ? cycles(table) : table.rows.map((row) => CHECKS[table.kind](row, table.args));
    expect(table.rows).toEqual(expected);
  });
  it('list every preset', () => {
    const listed = tables.find((t) => t.kind === 'presets')?.rows.map((row) => row.name);
    expect(listed).toEqual(FORMAT_PRESETS.map((p) => p.name));
  });
});

describe('code blocks', () => {
  const fences = all((page, text) => fencesOf(text).map((f) => ({ page, ...f })));
  const files = fences.filter((f) => f.info.startsWith('ts file='));
  const designs = fences.filter((f) => f.info === 'ts' && f.code.includes('export default'));
  const texts = fences.filter((f) => f.info === 'bw');

  it.each(files.map((f) => [f.info.slice('ts file='.length), f.code] as const))(
    '%s is quoted as it is',
    (file, code) => {
      expect(code).toBe(readFileSync(join(ROOT, file), 'utf8'));
    },
  );
  it.each(designs.map((f, i) => [`${f.page} design ${i + 1}`, f.code] as const))('%s compiles', async (_, code) => {
    expect(compile(await load(code)).manifest.ports.length).toBeGreaterThan(0);
  });
  it.each(texts.map((f, i) => [`${f.page} text ${i + 1}`, f.code] as const))(
    '%s compiles, and is what Bitwright prints',
    (_, code) => {
      const parsed = parseDesign(code);
      expect(printDesign(parsed)).toBe(code);
      expect(compile(parsed).design.name).toBe(parsed.name);
    },
  );
  it('are there', () => {
    expect([files, designs, texts].map((list) => list.length).every((count) => count > 0)).toBe(true);
  });
});

async function load(code: string): Promise<Design> {
  const folder = mkdtempSync(join(tmpdir(), 'bitwright-docs-'));
  try {
    writeFileSync(join(folder, 'design.ts'), code);
    return await loadDesign(join(folder, 'design.ts'), {});
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('lines of Berkeley TestFloat', () => {
  const lines = all((_, text) => fencesOf(text)).filter((f) => f.info.startsWith('testfloat '));
  const formats: Row = { f16: 'binary16', f32: 'binary32' };
  const rounds: Row = { '-rnear_even': 'RNE', '-rmin': 'RDN' };

  it.each(lines.map((f) => [f.info, f.code] as const))('%s', (info, code) => {
    const [, round, test] = info.split(' ');
    const [format, op] = test.split('_');
    const type = formats[format];
    const answers = ['result', 'flags'].map((give) => {
      const golden = goldenOf(compile(operatorRequest(`op:${op}:round=${rounds[round]}:give=${give}/${type},${type}`)));
      return (operands: readonly string[]) => golden.step(operands.map((word) => BigInt(`0x${word}`)))[0];
    });
    for (const line of code.trim().split('\n')) {
      const [result, flags] = answers.map((answer) => answer(line.split(' ').slice(0, 2)).toString(16).toUpperCase());
      const [a, b] = line.split(' ');
      expect([a, b, result.padStart(a.length, '0'), flags.padStart(2, '0')].join(' ')).toBe(line);
    }
  });
  it('are there', () => expect(lines).toHaveLength(3));
});

describe('references', () => {
  it('name files and folders that exist', () => {
    const named = all((page, text) =>
      [...text.matchAll(/`((?:generators|cosim|templates|test|scripts|examples|docs)\/[\w./-]*)`/g)].map((m) => ({
        page,
        path: m[1],
      })),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
  it('link to pages that exist', () => {
    const links = all((page, text) =>
      [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((m) => ({ page, link: m[1] })),
    );
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter(({ page, link }) => !existsSync(join(ROOT, 'docs', dirname(page), link)))).toEqual([]);
  });
  it('give diagnostic codes that the code gives', () => {
    const source = ['generators', 'cosim', 'scripts']
      .flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((f) => join(ROOT, folder, f)),
      )
      .filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const codes = all((page, text) => [...text.matchAll(/\bBW\d{4}\b/g)].map((m) => ({ page, code: m[0] })));
    expect(codes.filter(({ code }) => !source.includes(code))).toEqual([]);
  });
});

it('docs/operators.md is made from the registry; -u writes it anew', async () => {
  await expect(operatorsPage(OPERATORS)).toMatchFileSnapshot(join(ROOT, 'docs/operators.md'));
});

it('docs/layers.md is made from the registry; -u writes it anew', async () => {
  await expect(layersPage(LAYERS)).toMatchFileSnapshot(join(ROOT, 'docs/layers.md'));
});

it('docs/network.schema.json is made from the schemas of the layers; -u writes it anew', async () => {
  await expect(`${JSON.stringify(jsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    join(ROOT, 'docs/network.schema.json'),
  );
});

describe('diagnostic codes', () => {
  it('docs/diagnostics.md is made from the list; -u writes it anew', async () => {
    await expect(diagnosticsPage(CODES)).toMatchFileSnapshot(join(ROOT, 'docs/diagnostics.md'));
  });

  it('are all listed, and all used', () => {
    const files = ['generators', 'cosim', 'scripts'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((f) => join(ROOT, folder, f)),
    );
    const source = files
      .filter((f) => /\.(ts|mjs)$/.test(f) && !/\.test\.ts$|diagnostics\/codes\.ts$/.test(f))
      .map((f) => readFileSync(f, 'utf8'));
    const used = new Set(source.join('\n').match(/\bBW\d{4}\b/g));
    expect([...used].sort()).toEqual(Object.keys(CODES).sort());
  });
});
