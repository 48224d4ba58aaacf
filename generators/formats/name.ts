/**
 * Names of formats and types, both ways. Every format has a canonical name (`fixed<8,3>`, `float<4,3,bias=8>`, `E4M3`) and
 * a shell-safe alias (`fixed8_3`, `float4_3:bias=8`, `E4M3`); vectors add `[16]` or `x16`. Either spelling is read
 * everywhere, in any letter case.
 */

import { at, fail, type Where } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { defaultBias, type FloatOptions, fixedFormat, float, vector } from './build.ts';
import { type FloatFormat, type Format, type NanStyle, sameType, type Type } from './format.ts';
import { FORMAT_PRESETS } from './presets.ts';

/** Canonical name: `fixed<8,3>`, `E4M3`, `float<4,3,bias=9>`. */
export function formatName(f: Format): string {
  if (f.kind === 'fixed') return `${family(f.signed)}<${f.width},${f.int}>`;
  return presetName(f) ?? `float<${[f.exp, f.man, ...optionTexts(f)].join(',')}>`;
}

/** Name without characters that a shell or a file name minds: `fixed8_3`, `fixed8_-2`, `float4_3:bias=9`. */
export function formatAlias(f: Format): string {
  return alias(f, '');
}

/** Canonical name of a type: that of its format, with `[n]` for vectors. */
export function typeName(type: Type): string {
  return type.kind === 'vector' ? `${formatName(type.element)}[${type.length}]` : formatName(type);
}

/** Shell-safe name of a type: `fixed8_3x16`, `E4M3x4`, `float4_3x4:bias=9`. */
export function typeAlias(type: Type): string {
  return type.kind === 'vector' ? alias(type.element, `x${type.length}`) : alias(type, '');
}

/** The format of a name in either spelling. Throws BW1001 to BW1007 with the place in the text. */
export function parseFormat(text: string): Format {
  const type = parseType(text);
  if (type.kind === 'vector')
    fail('BW1002', `'${text.trim()}' is a vector where one format is wanted`, {
      where: whereIn(text, 0),
      help: `Write '${formatName(type.element)}'.`,
    });
  return type;
}

/** The type of a name in either spelling: a format, or a vector of 1 to 65536 of one. */
export function parseType(text: string): Type {
  const bracketed = /^(.*\S)\s*\[([^[\]]*)\]\s*$/.exec(text);
  if (bracketed) return parseVector(text, { text: bracketed[1], at: 0 }, bracketed[2], text.lastIndexOf('[') + 1);
  const suffixed = /^(\s*[\w-]+)x(\d+)((?::.*)?)\s*$/i.exec(text);
  if (suffixed) {
    // The count stands before the options. Blanks in its place keep every later column right.
    const [, name, count, options] = suffixed;
    const element = { text: options === '' ? name : name.padEnd(name.length + 1 + count.length) + options, at: 0 };
    return parseVector(text, element, count, name.length + 1);
  }
  return parseScalar(text, { text, at: 0 });
}

/** A part of the text that is being read, and where it starts, from 0. */
interface Piece {
  readonly text: string;
  readonly at: number;
}

function whereIn(text: string, offset: number): Where {
  return { kind: 'text', source: 'format', text, at: offset + 1 };
}

function parseVector(text: string, element: Piece, count: string, countAt: number): Type {
  const format = parseScalar(text, element);
  const length = parseInteger(text, { text: count.trim(), at: countAt }, 'the vector length');
  return at(whereIn(text, countAt), () => vector(length, format));
}

/** A name taken apart: `float<4,3,bias=8>` and `float4_3:bias=8` are the same Parts. */
interface Parts {
  readonly family: string;
  readonly numbers: readonly Piece[];
  readonly options: readonly Piece[];
}

const FAMILIES = ['fixed', 'ufixed', 'int', 'uint', 'float'] as const;

function parseScalar(text: string, piece: Piece): Format {
  const name = trim(piece);
  const preset = FORMAT_PRESETS.find((p) => p.name.toLowerCase() === name.text.toLowerCase());
  if (preset) return preset.format;
  const parts = takeApart(text, name);
  if (parts.family === 'float') return parseFloatFormat(text, name, parts);
  if (parts.options.length > 0)
    fail('BW1006', `fixed-point formats take no option such as '${parts.options[0].text}'`, {
      where: whereIn(text, parts.options[0].at),
      help: 'Give rounding and overflow modes to the cast, not to the format.',
    });
  const signed = !parts.family.startsWith('u');
  if (parts.family.endsWith('int')) {
    const [n] = wanted(text, name, parts, ['N']);
    return at(whereIn(text, parts.numbers[0].at), () => fixedFormat(signed, n, n));
  }
  const [w, i] = wanted(text, name, parts, ['W', 'I']);
  return at(whereIn(text, parts.numbers[0].at), () => fixedFormat(signed, w, i));
}

function takeApart(text: string, name: Piece): Parts {
  const angled = /^(\w+)\s*<([^<>]*)>$/.exec(name.text);
  if (angled) {
    const pieces = split({ text: angled[2], at: name.at + name.text.indexOf('<') + 1 }, ',');
    const isOption = (p: Piece) => p.text.includes('=');
    return {
      family: knownFamily(text, name, angled[1]),
      numbers: pieces.filter((p) => !isOption(p)),
      options: pieces.filter(isOption),
    };
  }
  if (/[<>[\](){}]/.test(name.text))
    fail('BW1002', `the brackets of '${name.text}' do not match the form of a format name`, {
      where: whereIn(text, name.at + name.text.search(/[<>[\](){}]/)),
      help: 'Write one pair of angle brackets, for example fixed<8,3>, and [n] after it for a vector.',
    });
  const plain = /^(u?fixed|u?int|float)(?=[-+\d.:]|$)/i.exec(name.text);
  if (!plain || SYNONYMS.has(name.text.toLowerCase())) return unknown(text, name, name.text);
  const rest = split({ text: name.text.slice(plain[0].length), at: name.at + plain[0].length }, ':');
  return {
    family: plain[0].toLowerCase(),
    numbers: split(rest[0], '_').map((p) => ({ text: p.text.replace(/^[mn](?=\d)/i, '-'), at: p.at })),
    options: rest.slice(1),
  };
}

function knownFamily(text: string, name: Piece, given: string): string {
  const lower = given.toLowerCase();
  return (FAMILIES as readonly string[]).includes(lower) ? lower : unknown(text, name, given);
}

/** What people of other tools call our formats: understood well enough to point to the right name. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['half', 'binary16'],
  ['fp16', 'binary16'],
  ['float16', 'binary16'],
  ['bf16', 'bfloat16'],
  ['tensorfloat32', 'tf32'],
  ['single', 'binary32'],
  ['fp32', 'binary32'],
  ['float32', 'binary32'],
  ['fp8', 'E4M3'],
  ['fp6', 'E3M2'],
  ['fp4', 'E2M1'],
  ['ap_fixed', 'fixed'],
  ['ap_ufixed', 'ufixed'],
  ['ap_int', 'int'],
  ['ap_uint', 'uint'],
  ['ac_fixed', 'fixed'],
  ['sc_fixed', 'fixed'],
  ['sc_ufixed', 'ufixed'],
  ['bool', 'uint1'],
]);

function unknown(text: string, name: Piece, given: string): never {
  const synonym = SYNONYMS.get(given.toLowerCase());
  const near = synonym
    ? `did you mean '${synonym}'?`
    : didYouMean(given, [...FORMAT_PRESETS.map((p) => p.name), ...FAMILIES]);
  fail('BW1001', `unknown format '${given}'${near ? `; ${near}` : ''}`, {
    where: whereIn(text, name.at),
    help: 'Write fixed<W,I>, ufixed<W,I>, intN, uintN, float<E,M> or one of the names of `bitwright formats`.',
  });
}

function wanted(text: string, name: Piece, parts: Parts, what: readonly string[]): number[] {
  const given = parts.numbers.filter((p) => p.text !== '');
  if (given.length !== what.length || given.length !== parts.numbers.length)
    fail(
      'BW1002',
      `'${name.text}' must give ${what.join(' and ')}, ${what.length === 1 ? 'a number' : 'two numbers'}`,
      {
        where: whereIn(text, name.at),
        help: `Write ${parts.family}<${what.join(',')}> or ${parts.family}${what.join('_')}.`,
      },
    );
  return given.map((p, i) => parseInteger(text, p, what[i]));
}

function parseInteger(text: string, piece: Piece, what: string): number {
  if (!/^[+-]?\d+$/.test(piece.text))
    fail('BW1002', `${what} must be an integer, not '${piece.text}'`, { where: whereIn(text, piece.at) });
  // Adding 0 turns a written -0 into 0.
  return Number(piece.text) + 0;
}

const NAN_STYLES = ['ieee', 'fn', 'fnuz', 'none'] as const;
const OPTIONS = ['bias', 'inf', 'nan', 'subnormals'] as const;
type Option = (typeof OPTIONS)[number];

function parseFloatFormat(text: string, name: Piece, parts: Parts): FloatFormat {
  const [exp, man] = wanted(text, name, parts, ['E', 'M']);
  const values = new Map<Option, Piece>();
  for (const piece of parts.options) {
    const equals = piece.text.indexOf('=');
    const key = (equals < 0 ? piece.text : piece.text.slice(0, equals)).trim().toLowerCase();
    const option = choose(text, { text: key, at: piece.at }, 'float option', OPTIONS);
    if (equals < 0 || values.has(option))
      fail('BW1006', `the option '${option}' ${equals < 0 ? 'needs a value' : 'is given twice'}`, {
        where: whereIn(text, piece.at),
      });
    values.set(option, trim({ text: piece.text.slice(equals + 1), at: piece.at + equals + 1 }));
  }
  const value = <T>(option: Option, read: (piece: Piece) => T): T | undefined => {
    const piece = values.get(option);
    return piece && read(piece);
  };
  const yes = (what: string) => (p: Piece) => choose(text, p, what, ['yes', 'no'] as const) === 'yes';
  const options: FloatOptions = {
    bias: value('bias', (p) => parseInteger(text, p, 'the bias')),
    inf: value('inf', yes("value of 'inf'")),
    nan: value('nan', (p): NanStyle => choose(text, p, "value of 'nan'", NAN_STYLES)),
    subnormals: value('subnormals', yes("value of 'subnormals'")),
  };
  return at(whereIn(text, parts.numbers[0].at), () => canonical(float(exp, man, options)));
}

/** The descriptor of the preset where there is one, so that equal names give the same object. */
function canonical(f: FloatFormat): FloatFormat {
  return FORMAT_PRESETS.find((p) => sameType(p.format, f))?.format ?? f;
}

function choose<T extends string>(text: string, piece: Piece, what: string, known: readonly T[]): T {
  const found = known.find((k) => k === piece.text.toLowerCase());
  if (found) return found;
  const near = didYouMean(piece.text, known);
  fail('BW1006', `unknown ${what} '${piece.text}'${near ? `; ${near}` : ''}`, {
    where: whereIn(text, piece.at),
    help: `Choose one of ${known.join(', ')}.`,
  });
}

function family(signed: boolean): string {
  return signed ? 'fixed' : 'ufixed';
}

function presetName(f: FloatFormat): string | undefined {
  return FORMAT_PRESETS.find((p) => sameType(p.format, f))?.name;
}

function optionTexts(f: FloatFormat): string[] {
  const texts: string[] = [];
  if (f.bias !== defaultBias(f.exp)) texts.push(`bias=${f.bias}`);
  if (!f.inf) texts.push('inf=no');
  if (f.nan !== 'ieee') texts.push(`nan=${f.nan}`);
  if (!f.subnormals) texts.push('subnormals=no');
  return texts;
}

function alias(f: Format, suffix: string): string {
  if (f.kind === 'fixed') return `${family(f.signed)}${f.width}_${f.int}${suffix}`;
  const preset = presetName(f);
  if (preset) return preset + suffix;
  return [`float${f.exp}_${f.man}${suffix}`, ...optionTexts(f)].join(':');
}

function trim(piece: Piece): Piece {
  return { text: piece.text.trim(), at: piece.at + piece.text.length - piece.text.trimStart().length };
}

function split(piece: Piece, separator: string): Piece[] {
  let start = piece.at;
  return piece.text.split(separator).map((part) => {
    const trimmed = trim({ text: part, at: start });
    start += part.length + 1;
    return trimmed;
  });
}
