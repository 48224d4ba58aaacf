/** The float operators by hand: types, attributes, refusals, and the special cases of docs/semantics.md one by one. */

import { describe, expect, test } from 'vitest';
import { DiagnosticError } from '../diagnostics/diagnostic.ts';
import { Rational } from '../exact/rational.ts';
import { showExact } from '../exact/text.ts';
import type { ExactScalar } from '../exact/value.ts';
import { type FloatFormat, type Type, widthOf } from '../formats/format.ts';
import { parseFormat, typeName } from '../formats/name.ts';
import { toDouble } from './testing/double-oracle.ts';
import { FLOAT_SPECS, request } from './testing/float-request.ts';

function value(text: string): ExactScalar {
  const special = { inf: '+inf', '-inf': '-inf', nan: 'nan', '-0': '-0' } as const;
  return special[text as keyof typeof special] ?? (Rational.parse(text) as Rational);
}

/** The result as text; vectors in brackets. */
function run(text: string, ...operands: (string | readonly string[])[]): string {
  const result = request(text).values(operands.map((o) => (typeof o === 'string' ? value(o) : o.map(value))));
  return Array.isArray(result) ? `[${result.map(showExact).join(' ')}]` : showExact(result as ExactScalar);
}

function flags(text: string, ...operands: string[]): string {
  const [head, ...rest] = text.split('/');
  const names = ['inexact', 'underflow', 'overflow', 'divide by zero', 'invalid'];
  const set = Number(run([`${head}:give=flags`, ...rest].join('/'), ...operands));
  return names.filter((_, bit) => (set >> bit) & 1).join(', ');
}

/** Operand words from consecutive bits of a number. */
function split(bits: bigint, types: readonly Type[]): bigint[] {
  let rest = bits;
  return types.map((type) => {
    const word = BigInt.asUintN(widthOf(type), rest);
    rest >>= BigInt(widthOf(type));
    return word;
  });
}

function refusal(text: string): string {
  try {
    request(text);
  } catch (error) {
    if (error instanceof DiagnosticError)
      return `${error.diagnostic.code} ${error.diagnostic.message}; ${error.diagnostic.help ?? ''}`;
    throw error;
  }
  return 'none';
}

describe('every operator', () => {
  test.each(FLOAT_SPECS.map((s) => [s.name, s] as const))(
    '%s: its example and its shapes are uses of it',
    (name, spec) => {
      for (const text of [spec.example, ...spec.shapes]) {
        const { use, words } = request(text);
        expect(text.startsWith(`op:${name}`)).toBe(true);
        const bits = use.args.reduce((sum, t) => sum + widthOf(t), 0);
        if (text !== spec.example) expect(bits, text).toBeLessThanOrEqual(16);
        // Every result is a value of the result type: encoding it would fail otherwise.
        const rows = bits <= 10 ? 1n << BigInt(bits) : 200n;
        for (let k = 0n; k < rows; k += 1n) words(split(bits <= 10 ? k : k * 0x9e3779b97f4a7c15n, use.args));
      }
    },
  );

  test.each(FLOAT_SPECS.map((s) => [s.name, s] as const))(
    '%s: attributes that are complete stay as they are',
    (_, spec) => {
      for (const text of [spec.example, ...spec.shapes]) {
        const { use } = request(text);
        const again = spec.params.parse(use.attrs) as typeof use.attrs;
        expect(spec.complete ? spec.complete(again, use.args, use.type) : again, text).toEqual(use.attrs);
        expect(spec.type(use.args, use.attrs, use.type)).toEqual(use.type);
      }
    },
  );
});

describe('result types', () => {
  test.each([
    ['op:add/E4M3,E4M3', 'E4M3'],
    ['op:mul/E4M3,E5M2/binary16', 'binary16'],
    ['op:fma/bfloat16,bfloat16,binary32/binary32', 'binary32'],
    ['op:add:give=flags/E4M3,E4M3', 'ufixed<5,5>'],
    ['op:neg/E5M2', 'E5M2'],
    ['op:lt/E4M3,E5M2', 'ufixed<1,1>'],
    ['op:unordered/E4M3,E5M2', 'ufixed<1,1>'],
    ['op:classify/E4M3', 'ufixed<9,9>'],
    ['op:ldexp/E4M3,int5', 'E4M3'],
    ['op:round_to_integral/E4M3', 'E4M3'],
    ['op:dot/E4M3[4],E4M3[4]', 'E4M3'],
    ['op:sum/E4M3[4]/binary16', 'binary16'],
    ['op:cast/E4M3/fixed<8,4>', 'fixed<8,4>'],
    ['op:mx_quantise/binary32[4]/E2M1[4]', 'E2M1[4]'],
    ['op:mx_quantise:give=scale:result=E2M1/binary32[4]', 'E8M0'],
  ])('%s gives %s', (text, type) => {
    expect(typeName(request(text).use.type as Type)).toBe(type);
  });

  test('modes are filled in, names made canonical', () => {
    expect(request('op:add/E4M3,E4M3').use.attrs).toEqual({ round: 'RNE', overflow: 'IEEE' });
    expect(request('op:add:round=rup:overflow=sat:give=flags/E4M3,E4M3').use.attrs).toEqual({
      round: 'RUP',
      overflow: 'SAT',
      give: 'flags',
      result: 'E4M3',
    });
    expect(request('op:dot:accumulator=float5_10/E4M3[2],E4M3[2]').use.attrs).toEqual({
      round: 'RNE',
      overflow: 'IEEE',
      accumulator: 'binary16',
      order: 'sequential',
    });
    expect(request('op:cast/E4M3/fixed<8,4>').use.attrs).toEqual({ round: 'TRN', overflow: 'WRAP' });
    expect(request('op:cast/fixed<8,4>/E4M3').use.attrs).toEqual({ round: 'RNE', overflow: 'IEEE' });
  });
});

describe('refusals', () => {
  test.each([
    ['op:add/E4M3,E5M2', 'BW2022'],
    ['op:add:give=flags/E4M3,E5M2', 'BW2022'],
    ['op:add/E4M3,fixed<8,3>/E4M3', 'BW2021'],
    ['op:fma/int8,int8,int8', 'BW2021'],
    ['op:dot/E4M3[2],fixed<8,3>[2]/E4M3', 'BW2021'],
    ['op:add/E4M3,E4M3/fixed<8,3>', 'BW2023'],
    ['op:add:give=flags/E4M3,E4M3/E5M2', 'BW2023'],
    ['op:add:result=E4M3/E4M3,E4M3', 'BW2014'],
    ['op:add:round=RND/E4M3,E4M3', 'BW1008'],
    ['op:add:overflow=WRAP/E4M3,E4M3', 'BW1008'],
    ['op:cast:round=RNE/E4M3/fixed<8,3>', 'BW1008'],
    ['op:cast:round=SR/E4M3/fixed<8,3>', 'BW1008'],
    ['op:cast:overflow=IEEE/E4M3/fixed<8,3>', 'BW1008'],
    ['op:cast:overflow=WRAP_SM/E4M3/ufixed<8,3>', 'BW1009'],
    ['op:cast/E4M3', 'BW2008'],
    ['op:cast:give=flags/E4M3', 'BW2022'],
    ['op:add:round=SR/E4M3,E4M3', 'BW2007'],
    ['op:add/E4M3,E4M3,uint3', 'BW2007'],
    ['op:add:round=SR/E4M3,E4M3,int3', 'BW2008'],
    ['op:add/E4M3[2],E4M3', 'BW2008'],
    ['op:neg/E8M0', 'BW2008'],
    ['op:round_to_integral/E8M0', 'BW2008'],
    ['op:ldexp/E4M3,fixed<8,3>', 'BW2008'],
    ['op:dot/E4M3[2],E4M3[3]', 'BW2015'],
    ['op:sum:order=tree/E4M3[2]', 'BW2014'],
    ['op:sum:accumulator=int8/E4M3[2]', 'BW2023'],
    ['op:sum:accumulator=E5M2:round=SR/E4M3[2],uint3', 'BW2014'],
    ['op:mx_dot/E8M0,E2M1[4],E8M0,E2M1[4]', 'BW2022'],
    ['op:mx_dot/E8M0[3],E2M1[4],E8M0[3],E2M1[4]/binary32', 'BW2015'],
    ['op:mx_dot/E8M0[2],E2M1[4],E8M0,E2M1[4]/binary32', 'BW2015'],
    ['op:mx_quantise/binary32[4]', 'BW2022'],
    ['op:mx_quantise/binary32[4]/E2M1[3]', 'BW2023'],
    ['op:mx_quantise:give=scale/binary32[4]', 'BW2022'],
    ['op:mx_quantise:result=E2M1/binary32[4]/E2M1[4]', 'BW2014'],
    ['op:mx_quantise:round=SR/binary32[4],uint3[3]/E2M1[4]', 'BW2015'],
  ])('%s: %s', (text, code) => {
    expect(refusal(text).slice(0, 6)).toBe(code);
  });

  test('a mode of the other family is answered with its counterpart', () => {
    expect(refusal('op:add:round=RND_CONV/E4M3,E4M3')).toBe(
      'BW1008 RND_CONV is a quantisation mode of fixed point, and the result is a float; Write RNE for the same rule, or choose one of RNE, RTZ, RUP, RDN, RNA, SR.',
    );
    expect(refusal('op:cast:round=RTZ/E4M3/int8')).toMatch(
      /^BW1008 RTZ is a rounding mode of floats, .*Write TRN_ZERO for the same rule/,
    );
    expect(refusal('op:add:round=RNX/E4M3,E4M3')).toMatch(/^BW1008 unknown float rounding mode 'RNX'/);
  });
});

describe('sums', () => {
  test('signed zeros', () => {
    for (const [a, b, nearest, down] of [
      ['0', '0', '0', '0'],
      ['-0', '-0', '-0', '-0'],
      ['0', '-0', '0', '-0'],
      ['1', '-1', '0', '-0'],
    ]) {
      expect(run('op:add/E4M3,E4M3', a, b)).toBe(nearest);
      expect(run('op:add:round=RDN/E4M3,E4M3', a, b)).toBe(down);
      expect(run('op:sum:round=RDN/E4M3[2]', [a, b])).toBe(down);
    }
    expect(run('op:sub/E4M3,E4M3', '-0', '0')).toBe('-0');
    expect(run('op:sub/E4M3,E4M3', '0', '0')).toBe('0');
    expect(run('op:fma/E4M3,E4M3,E4M3', '-0', '2', '-0')).toBe('-0');
    expect(run('op:fma/E4M3,E4M3,E4M3', '-0', '2', '0')).toBe('0');
    expect(run('op:fma:round=RDN/E4M3,E4M3,E4M3', '2', '3', '-6')).toBe('-0');
    expect(run('op:dot/E4M3[2],E4M3[2]', ['-0', '0'], ['1', '-1'])).toBe('-0');
    expect(run('op:add/E4M3FNUZ,E4M3FNUZ', '-1', '1')).toBe('0');
    expect(run('op:add:round=RDN/E4M3FNUZ,E4M3FNUZ', '-1', '1')).toBe('0');
  });

  test('infinities and NaN', () => {
    expect(run('op:add/E5M2,E5M2', 'inf', '-inf')).toBe('nan');
    expect(flags('op:add/E5M2,E5M2', 'inf', '-inf')).toBe('invalid');
    expect(flags('op:add/E5M2,E5M2', 'nan', 'inf')).toBe('');
    expect(run('op:add/E5M2,E4M3/E4M3', 'inf', '1')).toBe('nan');
    expect(flags('op:add:result=E4M3/E5M2,E4M3', 'inf', '1')).toBe('inexact, overflow');
    expect(run('op:add:overflow=SAT/E5M2,E5M2', '-inf', '1')).toBe('-57344');
    expect(run('op:add/E4M3,E2M1/E2M1', 'nan', '1')).toBe('6');
    expect(flags('op:add:result=E2M1/E4M3,E2M1', 'nan', '1')).toBe('invalid');
    expect(run('op:sum/E5M2[3]', ['inf', '1', 'inf'])).toBe('inf');
  });

  test('a negative difference has no word in a format without sign', () => {
    expect(run('op:sub/E8M0,E8M0', '1', '2')).toBe('nan');
    expect(flags('op:sub/E8M0,E8M0', '1', '2')).toBe('invalid');
    expect(flags('op:sub/E8M0,E8M0', '1', '1')).toBe('inexact, underflow');
  });

  test('E4M3 overflows to NaN or saturates, from 464 on', () => {
    expect(run('op:add/E4M3,E4M3', '448', '16')).toBe('448');
    expect(run('op:add/E4M3,E4M3', '448', '18')).toBe('nan');
    expect(run('op:add:overflow=SAT/E4M3,E4M3', '448', '448')).toBe('448');
    expect(run('op:add:round=RTZ/E4M3,E4M3', '448', '448')).toBe('448');
    expect(flags('op:add:round=RTZ/E4M3,E4M3', '448', '448')).toBe('inexact, overflow');
  });
});

describe('products, quotients and roots', () => {
  test('signs of zeros and infinities', () => {
    expect(run('op:mul/E5M2,E5M2', '-0', '3')).toBe('-0');
    expect(run('op:mul/E5M2,E5M2', '-0', '-3')).toBe('0');
    expect(run('op:mul/E5M2,E5M2', '-inf', '3')).toBe('-inf');
    expect(run('op:mul/E4M3FNUZ,E4M3FNUZ', '0', '-3')).toBe('0');
    expect(run('op:div/E5M2,E5M2', '3', '-inf')).toBe('-0');
    expect(run('op:recip/E5M2', '-0')).toBe('-inf');
    expect(run('op:recip/E5M2', '-inf')).toBe('-0');
    expect(run('op:sqrt/E5M2', '-0')).toBe('-0');
    expect(run('op:sqrt/E5M2', 'inf')).toBe('inf');
    expect(run('op:rsqrt/E5M2', '-0')).toBe('-inf');
    expect(run('op:rsqrt/E5M2', 'inf')).toBe('0');
  });

  test('invalid and divide by zero', () => {
    expect(flags('op:mul/E5M2,E5M2', '0', 'inf')).toBe('invalid');
    expect(flags('op:div/E5M2,E5M2', '0', '-0')).toBe('invalid');
    expect(flags('op:div/E5M2,E5M2', 'inf', 'inf')).toBe('invalid');
    expect(flags('op:div/E5M2,E5M2', '1', '-0')).toBe('divide by zero');
    expect(flags('op:div/E5M2,E5M2', 'inf', '0')).toBe('');
    expect(run('op:div/E4M3,E4M3', '1', '0')).toBe('nan');
    expect(run('op:div:overflow=SAT/E4M3,E4M3', '-1', '0')).toBe('-448');
    expect(flags('op:div/E4M3,E4M3', '1', '0')).toBe('inexact, overflow, divide by zero');
    expect(flags('op:sqrt/E5M2', '-1')).toBe('invalid');
    expect(flags('op:sqrt/E5M2', '-inf')).toBe('invalid');
    expect(flags('op:rsqrt/E5M2', '0')).toBe('divide by zero');
    expect(flags('op:rsqrt/E5M2', '-1')).toBe('invalid');
    expect(flags('op:fma/E5M2,E5M2,E5M2', '0', 'inf', 'nan')).toBe('invalid');
    expect(flags('op:fma/E5M2,E5M2,E5M2', 'nan', 'inf', '-inf')).toBe('');
  });

  test('fma rounds once', () => {
    // 1.125 * 1.125 = 1.265625; rounded first, to 1.25, it would cancel.
    expect(run('op:fma/E4M3,E4M3,E4M3', '1.125', '1.125', '-1.25')).toBe('0.015625');
    expect(run('op:fma/bfloat16,bfloat16,binary32/binary32', '3', '5', '0.5')).toBe('15.5');
  });

  test('tininess is detected after rounding', () => {
    // The smallest normal E5M2 is 2^-14. At full precision 31/32 of it rounds to it, 29/32 to 7/8 of it; subnormals step by 1/4.
    expect(flags('op:cast:result=E5M2/binary32', `${31 / 32 / 2 ** 14}`)).toBe('inexact');
    expect(flags('op:cast:result=E5M2/binary32', `${29 / 32 / 2 ** 14}`)).toBe('inexact, underflow');
    expect(flags('op:cast:result=E5M2/binary32', '3p-16')).toBe('');
    expect(flags('op:cast:result=float<5,2,subnormals=no>/binary32', '3p-16')).toBe('inexact, underflow');
  });

  test('operands of a format that flushes', () => {
    const r = request('op:add/float<3,2,subnormals=no>,float<3,2,subnormals=no>');
    expect(r.words([0x03n, 0x08n])).toBe(0x08n);
    expect(r.words([0x23n, 0x21n])).toBe(0x20n);
  });
});

describe('words of one sign', () => {
  test('neg and abs', () => {
    expect(['0', '-0', 'inf', 'nan', '1.5'].map((x) => run('op:neg/E5M2', x))).toEqual([
      '-0',
      '0',
      '-inf',
      'nan',
      '-1.5',
    ]);
    expect(['-0', '-inf', 'nan', '-1.5'].map((x) => run('op:abs/E5M2', x))).toEqual(['0', 'inf', 'nan', '1.5']);
    expect(run('op:neg/E4M3FNUZ', '0')).toBe('0');
    expect(run('op:neg/E4M3FNUZ', 'nan')).toBe('nan');
  });
});

describe('order', () => {
  test('comparisons', () => {
    const relations = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'];
    const all = (a: string, b: string) => relations.filter((r) => run(`op:${r}/E5M2,E4M3`, a, b) === '1').join(' ');
    expect(all('-0', '0')).toBe('eq le ge');
    expect(all('1', '1.125')).toBe('ne lt le');
    expect(all('-inf', '-448')).toBe('ne lt le');
    expect(all('inf', '448')).toBe('ne gt ge');
    expect(all('nan', '1')).toBe('ne');
    expect(all('nan', 'nan')).toBe('ne');
    expect(run('op:unordered/E5M2,E4M3', '1', 'nan')).toBe('1');
    expect(run('op:unordered/E5M2,E4M3', '1', 'inf')).toBe('0');
  });

  test('extrema', () => {
    expect(run('op:min/E5M2,E5M2', '0', '-0')).toBe('-0');
    expect(run('op:max/E5M2,E5M2', '-0', '0')).toBe('0');
    expect(run('op:min/E5M2,E5M2', '1', 'nan')).toBe('nan');
    expect(run('op:minimum_number/E5M2,E5M2', '1', 'nan')).toBe('1');
    expect(run('op:maximum_number/E5M2,E5M2', 'nan', '-inf')).toBe('-inf');
    expect(run('op:maximum_number/E5M2,E5M2', 'nan', 'nan')).toBe('nan');
    expect(run('op:max/E4M3,E5M2/E5M2', '1.125', '1')).toBe('1');
  });

  test('classes', () => {
    const bit = (format: string, x: string) => Math.log2(Number(run(`op:classify/${format}`, x)));
    expect(['-inf', '-1', '-1p-16', '-0', '0', '1p-16', '1', 'inf', 'nan'].map((x) => bit('E5M2', x))).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    expect(bit('E8M0', '1p-127')).toBe(6);
    expect(request('op:classify/float<3,2,subnormals=no>').words([0x23n])).toBe(8n);
  });
});

describe('round_to_integral', () => {
  test('every E4M3 word and direction', () => {
    const rules = {
      RTZ: Math.trunc,
      RUP: Math.ceil,
      RDN: Math.floor,
      RNA: (x: number) => (x < 0 ? -Math.floor(-x + 0.5) : Math.floor(x + 0.5)),
      RNE: (x: number) => {
        const magnitude = Math.abs(x);
        const below = Math.floor(magnitude);
        const up = magnitude - below > 0.5 || (magnitude - below === 0.5 && below % 2 === 1);
        return (x < 0 || Object.is(x, -0) ? -1 : 1) * (below + (up ? 1 : 0));
      },
    };
    const f = parseFormat('E4M3') as FloatFormat;
    for (const [round, rule] of Object.entries(rules)) {
      const r = request(`op:round_to_integral:round=${round}/E4M3`);
      const inexact = request(`op:round_to_integral:round=${round}:give=flags/E4M3`);
      for (let w = 0n; w < 256n; w += 1n) {
        const x = toDouble(w, f);
        const want = Object.is(x, -0) || x < 0 ? (rule(x) === 0 ? -0 : rule(x)) : rule(x);
        expect(toDouble(r.words([w]), f)).toBe(want);
        expect(inexact.words([w])).toBe(Number.isNaN(x) || want === x ? 0n : 1n);
      }
    }
  });

  test('where the format ends below the whole number', () => {
    expect(run('op:round_to_integral/E2M3', '7.5')).toBe('7');
    expect(run('op:round_to_integral:round=RTZ/E2M3', '-7.5')).toBe('-7');
    expect(run('op:round_to_integral/float<2,3>', '3.75')).toBe('inf');
    expect(run('op:round_to_integral:overflow=SAT/float<2,3>', '-3.75')).toBe('-3');
    expect(flags('op:round_to_integral/float<2,3>', '3.75')).toBe('inexact, overflow');
    expect(run('op:round_to_integral:round=RUP/float<3,2,bias=12,nan=fn,inf=no>', '1p-8')).toBe('nan');
    expect(run('op:round_to_integral:round=RUP/float<3,2,bias=12,nan=none,inf=no>', '1p-8')).toBe('0');
  });

  test('stochastic', () => {
    const round = (random: string) => run('op:round_to_integral:round=SR/E4M3,uint2', '-1.375', random);
    expect(['0', '1', '2', '3'].map(round)).toEqual(['-1', '-1', '-1', '-2']);
  });
});

describe('casts into fixed point', () => {
  test('special values', () => {
    const cast = (overflow: string, x: string, to = 'fixed<6,3>') => run(`op:cast:overflow=${overflow}/E5M2/${to}`, x);
    for (const mode of ['WRAP', 'WRAP:2', 'SAT', 'SAT_ZERO', 'SAT_SYM', 'WRAP_SM']) {
      expect(cast(mode, 'nan')).toBe('0');
      expect(cast(mode, '-0')).toBe('0');
    }
    for (const mode of ['WRAP', 'WRAP:2', 'SAT', 'WRAP_SM', 'WRAP_SM:1']) {
      expect(cast(mode, 'inf')).toBe('3.875');
      expect(cast(mode, '-inf')).toBe('-4');
    }
    expect(cast('SAT_SYM', '-inf')).toBe('-3.875');
    expect(cast('SAT_ZERO', '-inf')).toBe('0');
    expect(cast('SAT', '-inf', 'ufixed<6,3>')).toBe('0');
    expect(cast('WRAP', '5')).toBe('-3');
    expect(run('op:cast:round=RND_CONV/E5M2/fixed<6,3>', '0.0625')).toBe('0');
    expect(run('op:cast:round=RND/E5M2/fixed<6,3>', '-0.0625')).toBe('0');
  });

  test('flags', () => {
    const of = (x: string, modes = '') => flags(`op:cast${modes}:result=fixed<6,3>/E5M2`, x);
    expect(of('nan')).toBe('invalid');
    expect(of('inf')).toBe('invalid');
    expect(of('4')).toBe('invalid');
    expect(of('-4', ':overflow=SAT_SYM')).toBe('invalid');
    expect(of('-4')).toBe('');
    expect(of('1p-5')).toBe('inexact');
    expect(of('-0')).toBe('');
  });
});

describe('run-time exponents', () => {
  test('ldexp at and far beyond both ends', () => {
    expect(run('op:ldexp/E4M3,int64', '-1.5', '-9223372036854775808')).toBe('-0');
    expect(run('op:ldexp:round=RDN/E4M3,int64', '-1.5', '-9223372036854775808')).toBe('-0.001953125');
    expect(run('op:ldexp/E5M2,int64', '-1.5', '9223372036854775807')).toBe('-inf');
    expect(run('op:ldexp/E5M2,int64', 'inf', '-5')).toBe('inf');
    expect(run('op:ldexp/E5M2,int64', '-0', '5')).toBe('-0');
  });

  test('a bias per channel: E2M1 read with bias 3 instead of 1', () => {
    const biased = parseFormat('float<2,1,bias=3,inf=no,nan=none>') as FloatFormat;
    const r = request('op:ldexp/E2M1,int4/binary16');
    const binary16 = parseFormat('binary16') as FloatFormat;
    for (let w = 0n; w < 16n; w += 1n) expect(toDouble(r.words([w, 14n]), binary16)).toBe(toDouble(w, biased));
  });
});

describe('MX blocks', () => {
  const values = ['1', '-3', '0.1', '6.5'].map((x) => (x === '0.1' ? '205/2048' : x));
  test('quantise', () => {
    // The largest is 6.5, at 2^2, and the largest E2M1 is 6, at 2^2 too: the scale is 1.
    expect(run('op:mx_quantise/bfloat16[4]/E2M1[4]', values)).toBe('[1 -3 0 6]');
    expect(run('op:mx_quantise:give=scale:result=E2M1/bfloat16[4]', values)).toBe('1');
    // 448 is at 2^8.
    expect(run('op:mx_quantise:give=scale:result=E4M3/bfloat16[4]', values)).toBe('0.015625');
    expect(run('op:mx_quantise/bfloat16[4]/E4M3[4]', values)).toBe('[64 -192 6.5 416]');
    expect(run('op:mx_quantise/bfloat16[2]/E2M1[2]', ['7.5', '-0'])).toBe('[6 -0]');
  });

  test('quantise zeros, NaN and infinity; the ends of E8M0', () => {
    expect(run('op:mx_quantise:give=scale:result=E2M1/bfloat16[2]', ['0', '-0'])).toBe('1p-127');
    expect(run('op:mx_quantise/bfloat16[2]/E2M1[2]', ['0', '-0'])).toBe('[0 -0]');
    for (const special of ['nan', 'inf', '-inf']) {
      expect(run('op:mx_quantise:give=scale:result=E4M3/bfloat16[2]', [special, '1'])).toBe('nan');
      expect(run('op:mx_quantise/bfloat16[2]/E4M3[2]', [special, '1'])).toBe('[nan nan]');
      expect(run('op:mx_quantise/bfloat16[2]/E2M1[2]', [special, '1'])).toBe('[6 6]');
    }
    expect(run('op:mx_quantise:give=scale:result=E2M1/bfloat16[1]', ['1p-133'])).toBe('1p-127');
    expect(run('op:mx_quantise:give=scale:result=float<2,1,bias=20>/bfloat16[1]', ['1p127'])).toBe('1p127');
  });

  test('quantise stochastically, with random bits for each element', () => {
    expect(run('op:mx_quantise:round=SR/bfloat16[3],uint2[3]/E2M1[3]', ['5', '5', '-5'], ['1', '2', '3'])).toBe(
      '[4 6 -6]',
    );
  });

  test('dot', () => {
    const dot = 'op:mx_dot/E8M0,E2M1[2],E8M0,E2M1[2]/binary16';
    expect(run(dot, '2', ['1.5', '-6'], '0.25', ['2', '0.5'])).toBe('0');
    expect(run(dot, '2', ['1.5', '-6'], '0.25', ['3', '0.5'])).toBe('0.75');
    expect(run(dot, 'nan', ['0', '0'], '1', ['0', '0'])).toBe('nan');
    expect(run(dot, '1p127', ['1', '0'], '1p-127', ['1', '0'])).toBe('1');
    const blocks = 'op:mx_dot/E8M0[2],E2M1[4],E8M0[2],E2M1[4]/binary16';
    expect(run(blocks, ['1', '2'], ['1', '2', '3', '4'], ['1', '4'], ['1', '1', '1', '1'])).toBe('59');
    expect(run('op:mx_dot/E4M3,E2M1[1],E8M0,E5M2[1]/binary16', '0', ['1'], '1', ['inf'])).toBe('nan');
  });
});
