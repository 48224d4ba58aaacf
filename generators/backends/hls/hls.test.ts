import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchVectors, compile } from '../../compile.ts';
import { Rational } from '../../exact/rational.ts';
import { fixedFormat } from '../../formats/build.ts';
import { fracOf } from '../../formats/format.ts';
import { packRows } from '../../golden/packing.ts';
import { parseDesign } from '../../ir/text.ts';
import { NetBuilder } from '../../netlist/builder.ts';
import { hlsBackend } from './index.ts';
import { numberLiteral } from './literal.ts';
import { netlistFunction } from './netlist-function.ts';
import { hasSystemC, inScratch, SYSTEMC, vectorsFor } from './testing/host.ts';
import { SMOOTH } from './testing/stateful.ts';
import { CppTypes } from './types.ts';
import { vitis } from './vitis.ts';

const smooth = compile(parseDesign(SMOOTH));
const filesOf = (dialect: 'vitis' | 'catapult' | 'systemc', rows = 4) =>
  hlsBackend(dialect).emit({ ...smooth, vectors: vectorsFor(smooth, rows) });

// These texts are also compiled and run: in systemc.test.ts, and in vendors.test.ts with stand-in headers.
describe.each(['vitis', 'catapult', 'systemc'] as const)('the text of the %s dialect', (dialect) => {
  it.each(filesOf(dialect).map((f) => f.path))('%s', async (path) => {
    const file = filesOf(dialect).find((f) => f.path === path);
    await expect(file?.text).toMatchFileSnapshot(join('golden-text', dialect, basename(path)));
  });
});

it('gives the same bytes for the same design', () => {
  expect(filesOf('vitis')).toEqual(filesOf('vitis'));
});

it('writes a netlist as one statement a net, by name', () => {
  const b = new NetBuilder();
  const [x, n] = [b.input('x', 8), b.input('n', 4)];
  const shifted = b.named(b.shrs(x, n), 'shifted');
  const small = b.named(b.lts(shifted, b.const(8, 0xf8)), 'small');
  const sum = b.named(b.add(b.zext(shifted, 70), b.const(70, (1n << 65n) + 5n)), 'sum');
  b.output('y', b.concat(b.redxor(x), b.zero(3), b.mux(small, sum, b.sext(b.slice(x, 5, 2), 70))));
  const f = netlistFunction(new CppTypes(vitis), b.finish('f'), 'f', 'example');
  expect([`${f.returns} f(${f.parameters.join(', ')})`, ...f.body].join('\n')).toMatchInlineSnapshot(`
    "ap_uint<74> f(const ap_uint<8> x, const ap_uint<4> n)
      const ap_uint<8> shifted = (n < 8) ? ap_uint<8>(ap_int<8>(x) >> n.to_uint()) : ap_uint<8>(ap_int<8>(x) >> 7);
      const ap_uint<1> small_ = ap_int<8>(shifted) < ap_int<8>(ap_uint<8>(0xf8));
      const ap_uint<70> sum = shifted + ap_uint<70>((ap_uint<70>(2) << 64) | 5);
      const ap_uint<1> n8 = x.xor_reduce();
      const ap_uint<4> n10 = x.range(5, 2);
      const ap_uint<70> n11 = ap_uint<70>(ap_int<4>(n10));
      const ap_uint<70> n12 = (small_ == 1) ? sum : n11;
      const ap_uint<74> n13 = ap_uint<74>(n12) | ap_uint<74>(ap_uint<74>(n8) << 73);
      return n13;"
  `);
});

describe('numbers in the text', () => {
  it('are exactly the values of their words', () => {
    const cases = fc.record({
      signed: fc.boolean(),
      width: fc.integer({ min: 1, max: 70 }),
      int: fc.integer({ min: -80, max: 80 }),
      word: fc.bigInt({ min: 0n, max: (1n << 70n) - 1n }),
    });
    fc.assert(
      fc.property(cases, ({ signed, width, int, word }) => {
        const format = fixedFormat(signed, width, int);
        const raw = signed ? BigInt.asIntN(width, word) : BigInt.asUintN(width, word);
        const literal = numberLiteral(BigInt.asUintN(width, word), format);
        if (width <= 53) expect(literal).toBeDefined();
        if (literal !== undefined)
          expect(Rational.fromNumber(Number(literal)).eq(Rational.of(raw).mul(Rational.pow2(-fracOf(format))))).toBe(
            true,
          );
      }),
      { seed: 5, numRuns: 1000 },
    );
  });

  it('are left out where no double is the value', () => {
    expect(numberLiteral((1n << 60n) + 1n, fixedFormat(false, 61, 61))).toBeUndefined();
    expect(numberLiteral(1n, fixedFormat(false, 1, -2000))).toBeUndefined();
  });
});

describe.skipIf(!hasSystemC)('the programs under libsystemc', () => {
  it('stream rows from reset, and say which row of the bench is wrong', () =>
    inScratch(async (folder) => {
      const vectors = vectorsFor(smooth, 300);
      const wrong = { ...vectors, outputs: vectors.outputs.map((row, i) => (i === 7 ? [row[0] ^ 1n, row[1]] : row)) };
      for (const f of hlsBackend('systemc').emit({ ...smooth, vectors: wrong }))
        await writeFile(join(folder, basename(f.path)), f.text);
      const build = (program: string) =>
        execa(
          'g++',
          [
            '-std=c++17',
            '-Wall',
            '-Wextra',
            ...SYSTEMC.flags,
            'smooth.cpp',
            `smooth_${program}.cpp`,
            '-o',
            program,
            ...SYSTEMC.libraries,
          ],
          { cwd: folder },
        );
      const warnings = (await Promise.all([build('rows'), build('tb')])).map((b) =>
        b.stderr.split('\n').filter((l) => l.includes('smooth')),
      );
      // Labels name loops for the HLS tools; a C++ compiler has no use for them.
      expect(warnings.flat().filter((l) => l.includes('warning') && !l.includes('-Wunused-label'))).toEqual([]);

      const inputs = packRows(smooth.netlists.modules[0].inputs, vectors.inputs);
      await writeFile(join(folder, 'in'), inputs);
      const expected = packRows(smooth.netlists.modules[0].outputs, benchVectors(smooth, inputs, 300).outputs);
      for (const [args, rows] of [
        [[], 300],
        [['20'], 20],
      ] as const) {
        await execa(join(folder, 'rows'), [...args, 'in', 'out'], { cwd: folder });
        const out = await readFile(join(folder, 'out'));
        expect(Buffer.compare(out, Buffer.from(expected.buffer, 0, (expected.byteLength / 300) * rows))).toBe(0);
      }
      expect((await execa(join(folder, 'rows'), ['301', 'in', 'out'], { cwd: folder, reject: false })).exitCode).toBe(
        3,
      );

      const bench = await execa(join(folder, 'tb'), { reject: false });
      expect(bench.exitCode).toBe(1);
      expect(bench.stdout.split('\n')).toEqual([
        expect.stringMatching(/^row 7, y: got 0x.*, expected 0x.*, input row 0x/),
        'smooth: 300 rows, 1 mismatches',
      ]);
    }));
});
