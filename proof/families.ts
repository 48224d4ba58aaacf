/**
 * What the sweep proves: families of operator requests over the same operands, one for each mode. The list is the claim; what
 * it leaves out is not proven.
 */
import { FLOAT_OVERFLOWS, FLOAT_ROUNDINGS, OVERFLOWS, QUANTIZATIONS } from '../generators/formats/modes.ts';

export interface Family {
  readonly operator: string;
  /** `IN,IN/OUT`, as in a request. */
  readonly formats: string;
  /** For the table: `RNE..RNA x IEEE, SAT`. */
  readonly modes: string;
  readonly requests: readonly string[];
  /** All input words, or corners and so many random rows. */
  readonly rows: 'every' | { readonly random: number };
}

/** Every preset of 8 bits or fewer. */
export const SMALL = ['E4M3', 'E5M2', 'E3M2', 'E2M3', 'E2M1', 'E8M0', 'E4M3FNUZ', 'E5M2FNUZ'] as const;
const HALVES = ['binary16', 'bfloat16'] as const;
const WIDE = ['binary16', 'bfloat16', 'tf32', 'binary32'] as const;
/** Random rows where the inputs are too many. */
const MILLION = { random: 1_000_000 } as const;

const FLOAT_MODES = 'RNE RTZ RUP RDN RNA x IEEE SAT';
const FIXED_MODES = 'RND.. TRN_ZERO x WRAP.. SAT_SYM';
const ROUNDED = ['add', 'sub', 'mul', 'div'] as const;
const RELATIONS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'unordered'] as const;
const EXTREMA = ['min', 'max', 'minimum_number', 'maximum_number'] as const;
const ROOTS = ['sqrt', 'recip', 'rsqrt'] as const;

const combine = (rounds: readonly string[], overflows: readonly string[]) =>
  rounds.flatMap((r) => overflows.map((o) => `:round=${r}:overflow=${o}`));
const floatModes = combine(Object.keys(FLOAT_ROUNDINGS), Object.keys(FLOAT_OVERFLOWS));
const stochastic = combine(['SR'], Object.keys(FLOAT_OVERFLOWS));
const fixedModes = (signed: boolean) =>
  combine(
    Object.keys(QUANTIZATIONS),
    [...Object.keys(OVERFLOWS), 'WRAP:1', 'WRAP_SM:1'].filter((o) => signed || !o.startsWith('WRAP_SM')),
  );

type Rows = Family['rows'];

/** The results in every mode, and the exception flags of every mode. */
function inModes(
  operator: string,
  operands: string,
  result: string,
  rows: Rows,
  modes: readonly string[],
  label: string,
): Family[] {
  const base = { operator, formats: `${operands}/${result}`, rows };
  return [
    { ...base, modes: label, requests: modes.map((m) => `op:${operator}${m}/${operands}/${result}`) },
    {
      ...base,
      modes: `flags of ${label}`,
      requests: modes.map((m) => `op:${operator}${m}:give=flags:result=${result}/${operands}`),
    },
  ];
}

/** A rounding operator in the modes of floats; with `random` also by stochastic rounding with so many bits. */
function rounded(operator: string, operands: string, result: string, rows: Rows = 'every', random?: number): Family[] {
  const withBits = `${operands},uint${random}`;
  return [
    ...inModes(operator, operands, result, rows, floatModes, FLOAT_MODES),
    ...(random === undefined ? [] : inModes(operator, withBits, result, rows, stochastic, 'SR x IEEE SAT')),
  ];
}

/** An operator without modes. */
function plain(operator: string, operands: string, result: string, rows: Rows = 'every'): Family {
  return {
    operator,
    formats: `${operands}/${result}`,
    modes: '',
    requests: [`op:${operator}/${operands}/${result}`],
    rows,
  };
}

function intoFixed(from: string, to: string): Family[] {
  return inModes('cast', from, to, 'every', fixedModes(!to.startsWith('u')), FIXED_MODES);
}

const pairs = SMALL.flatMap((f) => [
  ...ROUNDED.flatMap((op) => rounded(op, `${f},${f}`, f, 'every', 2)),
  ...RELATIONS.map((op) => plain(op, `${f},${f}`, 'uint1')),
  ...EXTREMA.map((op) => plain(op, `${f},${f}`, f)),
  ...rounded('ldexp', `${f},int8`, f),
]);

const mixedPairs = ROUNDED.flatMap((op) => [
  ...rounded(op, 'E4M3,E5M2', 'binary16'),
  ...rounded(op, 'E5M2,E4M3', 'E4M3FNUZ'),
  ...rounded(op, 'E2M1,E4M3', 'E5M2'),
]);

const unary = [...SMALL, ...HALVES].flatMap((f) => [
  ...ROOTS.flatMap((op) => rounded(op, f, f, 'every', 2)),
  ...(f === 'E8M0' ? [] : [...rounded('round_to_integral', f, f), plain('neg', f, f)]),
  plain('abs', f, f),
  plain('classify', f, 'uint9'),
]);

const casts = [
  ...SMALL.flatMap((from) => SMALL.filter((to) => to !== from).flatMap((to) => rounded('cast', from, to, 'every', 3))),
  ...HALVES.flatMap((from) =>
    [...SMALL, ...WIDE].filter((to) => to !== from).flatMap((to) => rounded('cast', from, to)),
  ),
  ...[...SMALL, ...HALVES].flatMap((f) => [
    ...intoFixed(f, 'fixed<8,4>'),
    ...intoFixed(f, 'ufixed<6,3>'),
    ...rounded('cast', 'fixed<12,6>', f),
    ...rounded('cast', 'ufixed<16,20>', f),
  ]),
  ...WIDE.filter((to) => to !== 'binary32').flatMap((to) => rounded('cast', 'binary32', to, MILLION)),
];

const fmas = [
  ...['E2M1', 'E3M2', 'E2M3', 'E4M3', 'E5M2'].flatMap((f) => rounded('fma', `${f},${f},${f}`, f)),
  ...rounded('fma', 'E2M1,E2M1,E2M1', 'E2M1', 'every', 4).slice(2),
  ...['E4M3FNUZ', 'E5M2FNUZ', ...WIDE].flatMap((f) => rounded('fma', `${f},${f},${f}`, f, MILLION)),
  ...rounded('fma', 'bfloat16,bfloat16,binary32', 'binary32', MILLION),
  ...rounded('fma', 'E4M3,E5M2,binary16', 'binary16', MILLION),
];

const wide = WIDE.flatMap((f) => [
  ...ROUNDED.flatMap((op) => rounded(op, `${f},${f}`, f, MILLION)),
  ...RELATIONS.map((op) => plain(op, `${f},${f}`, 'uint1', MILLION)),
  ...EXTREMA.map((op) => plain(op, `${f},${f}`, f, MILLION)),
]);
const wideUnary = (['tf32', 'binary32'] as const).flatMap((f) => [
  ...[...ROOTS, 'round_to_integral'].flatMap((op) => rounded(op, f, f, MILLION)),
  plain('neg', f, f, MILLION),
  plain('abs', f, f, MILLION),
  plain('classify', f, 'uint9', MILLION),
]);
const wideMixed = [
  ...rounded('mul', 'bfloat16,bfloat16', 'binary32', MILLION),
  ...rounded('mul', 'binary16,binary16', 'binary32', MILLION),
  ...rounded('add', 'bfloat16,binary32', 'binary32', MILLION),
];

const sums = [
  ...rounded('dot', 'E2M1[2],E2M1[2]', 'E2M1'),
  ...rounded('sum', 'E2M1[4]', 'E3M2'),
  ...rounded('sum', 'E4M3[2]', 'E4M3'),
  ...rounded('dot', 'E4M3[8],E5M2[8]', 'binary32', { random: 100_000 }),
  ...rounded('mx_dot', 'E2M1,E2M1[1],E2M1,E2M1[1]', 'E4M3'),
  ...rounded('mx_dot', 'E8M0,fixed<8,2>[32],E8M0,fixed<8,2>[32]', 'binary32', { random: 20_000 }),
  ...rounded('mx_dot', 'E8M0,E2M1[32],E8M0,E2M1[32]', 'binary32', { random: 20_000 }),
  ...rounded('dot:accumulator=E4M3:order=sequential', 'E4M3[4],E4M3[4]', 'E4M3', { random: 100_000 }),
  ...rounded('sum:accumulator=E4M3:order=tree', 'E4M3[5]', 'E5M2', { random: 100_000 }),
];

/** Blocks of MX: the elements in every rounding, and their scale. */
function quantised(block: string, length: number, element: string, rows: Rows): Family {
  const operands = `${block}[${length}]`;
  return {
    operator: 'mx_quantise',
    formats: `${operands}/${element}[${length}]`,
    modes: 'RNE RTZ RUP RDN RNA, scale',
    requests: [
      ...Object.keys(FLOAT_ROUNDINGS).map((r) => `op:mx_quantise:round=${r}/${operands}/${element}[${length}]`),
      `op:mx_quantise:give=scale:result=${element}/${operands}`,
    ],
    rows,
  };
}

const blocks = ['E2M1', 'E2M3', 'E3M2', 'E4M3', 'E5M2', 'fixed<8,2>'].flatMap((element) => [
  quantised('E5M2', 2, element, 'every'),
  quantised('bfloat16', 1, element, 'every'),
  quantised('bfloat16', 4, element, { random: 100_000 }),
]);

export const FAMILIES: readonly Family[] = [
  ...pairs,
  ...mixedPairs,
  ...unary,
  ...casts,
  ...fmas,
  ...wide,
  ...wideUnary,
  ...wideMixed,
  ...sums,
  ...blocks,
];
