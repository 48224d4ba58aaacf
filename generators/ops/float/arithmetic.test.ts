/** The float operators in hardware against their exact meanings: every operand of small formats, samples of large ones. */
import { describe, expect, test } from 'vitest';
import type { FloatFormat } from '../../formats/format.ts';
import { widthOf } from '../../formats/format.ts';
import { FLOAT_OVERFLOWS, FLOAT_ROUNDINGS, type FloatOverflow, type FloatRounding } from '../../formats/modes.ts';
import { parseFormat } from '../../formats/name.ts';
import { floatExact as addExact } from '../add/float-exact.ts';
import { lowerFloat as add } from '../add/float-lower.ts';
import { floatExact as castExact } from '../cast/float-exact.ts';
import { lowerFloat as cast } from '../cast/float-lower.ts';
import { floatExact as divExact } from '../div/float-exact.ts';
import { lowerFloat as div } from '../div/float-lower.ts';
import { floatExact as extremumExact } from '../extrema/float-exact.ts';
import { lowerFloat as extremum } from '../extrema/float-lower.ts';
import { floatExact as fmaExact } from '../fma/float-exact.ts';
import { lowerFloat as fma } from '../fma/float-lower.ts';
import { floatExact as maximumExact } from '../maximum_number/float-exact.ts';
import { lowerFloat as maximumNumber } from '../maximum_number/float-lower.ts';
import { floatExact as minimumExact } from '../minimum_number/float-exact.ts';
import { lowerFloat as minimumNumber } from '../minimum_number/float-lower.ts';
import { floatExact as mulExact } from '../mul/float-exact.ts';
import { lowerFloat as mul } from '../mul/float-lower.ts';
import { floatExact as recipExact } from '../recip/float-exact.ts';
import { lowerFloat as recip } from '../recip/float-lower.ts';
import { floatExact as rsqrtExact } from '../rsqrt/float-exact.ts';
import { lowerFloat as rsqrt } from '../rsqrt/float-lower.ts';
import { floatExact as sqrtExact } from '../sqrt/float-exact.ts';
import { lowerFloat as sqrt } from '../sqrt/float-lower.ts';
import { floatExact as subExact } from '../sub/float-exact.ts';
import { lowerFloat as sub } from '../sub/float-lower.ts';
import { differences, everyRow, type Lowering, type Meaning, use } from './testing/check.ts';
import { sampledRows } from './testing/rows.ts';
import type { FloatUse } from './use.ts';

interface Subject {
  readonly arity: number;
  /** Shares its hardware with another subject: some of the modes will do. */
  readonly kin?: true;
  readonly lower: Lowering<FloatUse & ReturnType<typeof use>>;
  readonly exact: Meaning;
}

const SUBJECTS: Readonly<Record<string, Subject>> = {
  mul: { arity: 2, lower: mul, exact: mulExact },
  add: { arity: 2, lower: add, exact: addExact },
  sub: { arity: 2, kin: true, lower: sub, exact: subExact },
  fma: { arity: 3, lower: fma, exact: fmaExact },
  div: { arity: 2, lower: div, exact: divExact },
  sqrt: { arity: 1, lower: sqrt, exact: sqrtExact },
  recip: { arity: 1, lower: recip, exact: recipExact },
  rsqrt: { arity: 1, lower: rsqrt, exact: rsqrtExact },
  cast: { arity: 1, lower: cast, exact: castExact },
  min: { arity: 2, lower: extremum('min'), exact: extremumExact('min') },
  max: { arity: 2, kin: true, lower: extremum('max'), exact: extremumExact('max') },
  minimum_number: { arity: 2, kin: true, lower: minimumNumber, exact: minimumExact },
  maximum_number: { arity: 2, kin: true, lower: maximumNumber, exact: maximumExact },
};
const NAMES = Object.keys(SUBJECTS);

const ROUNDINGS = Object.keys(FLOAT_ROUNDINGS) as FloatRounding[];
const OVERFLOWS = Object.keys(FLOAT_OVERFLOWS) as FloatOverflow[];
const GIVES = ['result', 'flags'] as const;

/** Every way to round, and both answers. */
const MODES = ROUNDINGS.flatMap((round) =>
  OVERFLOWS.flatMap((overflow) => GIVES.map((give) => ({ round, overflow, give }))),
);

const formats = (names: readonly string[]) => names.map((name) => parseFormat(name) as FloatFormat);

/** Of the small formats, those that are tried in every mode. */
const PRESETS = 3;

/** All signed presets of up to 6 bits, and one format for every convention that they lack. */
const SMALL = formats([
  'E2M1',
  'E3M2',
  'E2M3',
  'float<1,2>',
  'float<2,2>',
  'float<3,1,nan=fnuz,inf=no,subnormals=no>',
  'float<2,2,nan=fn>',
  'float<3,2,inf=no,subnormals=no>',
  'float<2,0,nan=none,inf=no>',
  'float<3,0,nan=fn,bias=1>',
]);

const LARGE = formats([
  'E4M3',
  'E5M2',
  'E4M3FNUZ',
  'E8M0',
  'binary16',
  'bfloat16',
  'tf32',
  'binary32',
  'float<5,9,subnormals=no>',
  'float<3,6,bias=-5,nan=none>',
  'float<8,2,bias=-100,inf=no,nan=none>',
]);

function check(name: string, args: readonly FloatFormat[], type: FloatFormat, mode: object, rows?: bigint[][]): void {
  const { lower, exact } = SUBJECTS[name];
  expect(differences(lower, exact, use(args, type, mode), rows ?? everyRow(args.map(widthOf)))).toEqual([]);
}

const repeated = (name: string, f: FloatFormat) => Array.from({ length: SUBJECTS[name].arity }, () => f);

describe.each(NAMES.filter((name) => name !== 'fma'))('%s', (name) => {
  test('every operand of small formats', () => {
    for (const [i, f] of SMALL.entries()) {
      const step = i < PRESETS && !SUBJECTS[name].kin ? 1 : 7;
      for (let k = i % step; k < MODES.length; k += step) check(name, repeated(name, f), f, MODES[k]);
    }
  });

  test('small formats of different kinds', () => {
    for (const [i, f] of SMALL.entries())
      for (const [j, type] of SMALL.entries()) {
        if ((i + j) % SUBJECTS[name].arity) continue;
        const other = SMALL[(i + 3 * j + 1) % SMALL.length];
        check(name, [f, other].slice(0, SUBJECTS[name].arity), type, MODES[(7 * i + 4 * j) % MODES.length]);
      }
  });

  test('large formats of all kinds, sampled', () => {
    for (let i = 0; i < 44; i++) {
      const pick = (k: number) => LARGE[(k * i + (i >> 3) + k) % LARGE.length];
      const args = i < LARGE.length ? repeated(name, LARGE[i]) : [pick(1), pick(3)].slice(0, SUBJECTS[name].arity);
      const type = i < LARGE.length ? LARGE[i] : pick(5);
      check(name, args, type, MODES[(i * 3) % MODES.length], sampledRows(args, 300, i));
    }
  });
});

describe.each(['mul', 'add'])('%s of 8-bit formats', (name) => {
  test.each(['E4M3', 'E5M2', 'E4M3FNUZ', 'E5M2FNUZ'])('%s: all 65536 pairs', (format) => {
    const [f] = formats([format]);
    check(name, [f, f], f, { round: 'RNE', overflow: 'IEEE', give: 'result' });
  });
});

test('div of E4M3: all 65536 pairs', () => {
  const [f] = formats(['E4M3']);
  check('div', [f, f], f, { round: 'RNE', overflow: 'IEEE', give: 'result' });
});

describe('fma', () => {
  test('every E2M1 triple in every mode, and into other formats', () => {
    const [f, ...others] = SMALL;
    for (const mode of MODES) check('fma', [f, f, f], f, mode);
    for (const [i, type] of others.entries()) check('fma', [f, f, f], type, MODES[(3 * i) % MODES.length]);
  });

  test('every E3M2 triple', () => {
    const [f] = formats(['E3M2']);
    check('fma', [f, f, f], f, { round: 'RNE', overflow: 'IEEE', give: 'result' });
  });

  test('formats of all kinds, sampled', () => {
    const all = [...SMALL, ...LARGE];
    for (let i = 0; i < 84; i++) {
      const pick = (k: number) => all[(k * i + (i >> 3) + k) % all.length];
      const args = i < all.length ? [all[i], all[i], all[i]] : [pick(1), pick(4), pick(8)];
      check('fma', args, i < all.length ? all[i] : pick(5), MODES[(i * 3) % MODES.length], sampledRows(args, 300, i));
    }
  });
});

test.each(NAMES)('%s with stochastic rounding adds its random bits', (name) => {
  const { arity, lower, exact } = SUBJECTS[name];
  const all = formats(['E3M2', 'E4M3', 'E5M2FNUZ', 'float<4,5,subnormals=no>', 'float<3,0,nan=fn,bias=1>', 'binary16']);
  for (const [i, f] of all.entries())
    for (const give of GIVES)
      for (const bits of [1, 4, 13]) {
        const args = Array.from({ length: arity }, (_, k) => all[(i + k * bits) % all.length]);
        const sampled = sampledRows(args, 150, i, bits);
        expect(differences(lower, exact, use(args, f, { round: 'SR', give }, bits), sampled)).toEqual([]);
      }
});
