import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchVectors, compile } from '../../compile.ts';
import { operatorRequest } from '../../design/operator-request.ts';
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
import { pictureNetwork } from './testing/picture.ts';
import { SMOOTH, STATEFUL } from './testing/stateful.ts';
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

// A network's layers are functions of their own; compiled and run, as all cases of all layers, by the same tests.
describe('the text of a network', () => {
  const compiled = compile(pictureNetwork());
  const files = hlsBackend('vitis').emit({ ...compiled, vectors: vectorsFor(compiled, 1) });

  it.each(['picture.h', 'picture_types.h', 'weights/edges.h', 'weights/scores.h', 'picture.cpp'])(
    '%s',
    async (name) => {
      const file = files.find((f) => f.path === `hls/${name}`);
      await expect(file?.text).toMatchFileSnapshot(join('golden-text', 'network', basename(name)));
    },
  );
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

/** The files of a design in the dialect for Vitis, by the end of their names. */
function vitisText(...given: Parameters<typeof compile>): Record<'header' | 'source' | 'io', string> {
  const [design] = given;
  const compiled = compile(...given);
  const files = hlsBackend('vitis').emit({ ...compiled, vectors: vectorsFor(compiled, 1) });
  const text = (end: string) => files.find((f) => f.path.endsWith(`${design.name}${end}`))?.text ?? '';
  return { header: text('.h'), source: text('.cpp'), io: text('_io.h') };
}

describe('the text for Vitis', () => {
  const request = (text: string) => vitisText(operatorRequest(text));

  it('widens the integers of the headers by what the formats need, unless the user did', () => {
    const macro = (bits: number) => `#ifndef AP_INT_MAX_W\n#define AP_INT_MAX_W ${bits}\n#endif\n#include <ap_fixed.h>`;
    expect(request('op:neg/fixed<8,-1100>').header).toContain(macro(32 + 1108 + 64));
    expect(request('op:neg/fixed<40,1100>').header).toContain(macro(1101 + 41 + 64));
    expect(request('op:neg/fixed<599,3>').header).toContain(macro(2 * 600 + 64));
    expect(request('op:neg/fixed<300,3>').header).not.toContain('AP_INT_MAX_W');
  });

  it('asks the tool for the latency that was asked of us', () => {
    const add = operatorRequest('op:add/fixed8_3,fixed8_3');
    expect(vitisText(add, { target: 'xc7', latency: 3 }).source).toContain(
      '#pragma HLS PIPELINE II=1\n#pragma HLS LATENCY min=3 max=3\n',
    );
    expect(vitisText(add).source).not.toContain('HLS LATENCY');
  });

  it('looks at bits as bits', () => {
    expect(request('op:abs/fixed<8,-1100>').source).toContain('if (a[7]) y_result = -a;');
    expect(request('op:slice:hi=15:lo=15/fixed<16,2>').source).toContain('  y = ap_ufixed<1, 1>(a[15]);');
    expect(request('op:slice:hi=5:lo=2/fixed<16,2>').source).toContain('ap_uint<4>(a.range(5, 2))');
    expect(request('op:shr:n=0/fixed<8,3>').source).toContain('  y = a;');
    expect(request('op:shl:n=0/fixed<8,3>').source).toContain('  y = a;');
  });

  it('sets values before it stores bits in them', () => {
    const { source, io } = request('op:scalb:n=1/fixed<8,3>');
    expect(source).toContain('ap_fixed<8, 4> value = 0;\n  value.range(7, 0) = bits;');
    expect(io).toContain('  value = 0;\n  value.range(7, 0) = bits;');
  });

  it('resets and partitions the state of sub-designs, all elements of which it gives a value', () => {
    const shelves = parseDesign(STATEFUL.find((t) => t.includes('design shelves')) as string);
    const { source } = vitisText(shelves);
    const zeros = '{0, 0, 0}';
    expect(source).toContain(
      [
        `  static shelf_state one_state = {0, {0.25, ${zeros}, {1, 10, 4}, {${zeros}, ${zeros}}}};`,
        '#pragma HLS RESET variable=one_state',
        '#pragma HLS ARRAY_PARTITION variable=one_state.s0_state.old complete dim=0',
        '#pragma HLS ARRAY_PARTITION variable=one_state.s0_state.kept complete dim=0',
        '#pragma HLS ARRAY_PARTITION variable=one_state.s0_state.vs complete dim=0',
      ].join('\n'),
    );
  });

  it('names what has no name after what is made from it', () => {
    const { source } = vitisText(parseDesign(STATEFUL.find((t) => t.includes('design leak')) as string));
    expect(source).toContain('const ap_fixed<12, 4> y_prod = x * y_constant;');
    expect(source).toContain('const ap_fixed<8, 3> acc_next = ap_fixed<8, 3, AP_TRN, AP_SAT>(acc_sum);');
  });

  it.each(['div/fixed<32,16>,fixed<32,16>/fixed<32,16>', 'sqrt/fixed<32,16>/fixed<32,16>'])('loops for %s', (op) => {
    const { source } = request(`op:${op}`);
    expect(source).toMatch(/ {2}y_(divide|extract): for .*\n#pragma HLS UNROLL\n/);
    expect(source.split('\n').length).toBeLessThan(60);
  });
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
