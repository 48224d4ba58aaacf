import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Random } from '../cosim/vectors/random.ts';
import biquadExample, { defaults as biquadDefaults } from '../examples/biquad/biquad.ts';
import { overload, overloadCsv, PART } from '../examples/biquad/stimulus.ts';
import combinerExample from '../examples/complex-multiplier/combiner.ts';
import complexExample, { complexMultiplier } from '../examples/complex-multiplier/complex-multiplier.ts';
import cordicExample, { cordic, defaults as cordicDefaults } from '../examples/cordic/cordic.ts';
import { circle, circleCsv } from '../examples/cordic/stimulus.ts';
import { type Digit, readDigits } from '../examples/digits/dataset.ts';
import firExample, { fir, defaults as firDefaults } from '../examples/fir/fir.ts';
import { gainAt, measuredTaps, responseSvg } from '../examples/fir/response.ts';
import { noisyCsv, noisyTone } from '../examples/fir/stimulus.ts';
import { csvOf, toConverter } from '../examples/modulation/data.ts';
import { MODULATIONS, received } from '../examples/modulation/signal.ts';
import { compile, goldenOf } from '../generators/compile.ts';
import { widthOf } from '../generators/formats/format.ts';
import { packRows, unpackRows } from '../generators/golden/packing.ts';
import { type Design, inputsOf } from '../generators/ir/ir.ts';
import type { NetworkDocument } from '../generators/network/document.ts';
import { networkDesign } from '../generators/network/expand.ts';
import { printNetwork } from '../generators/network/print.ts';
import { readNetwork } from '../generators/network/read.ts';
import { firstDisagreement } from './support/three-way.ts';

const OPTDIGITS = fileURLToPath(new URL('../../shared/data/optdigits/test.csv', import.meta.url));

/** The stored words of values of fixed<width,int>. */
function words(values: readonly number[], fraction: number, width: number): bigint[] {
  return values.map((v) => BigInt.asUintN(width, BigInt(v * 2 ** fraction)));
}

function signed(word: bigint, width: number, fraction: number): number {
  return Number(BigInt.asIntN(width, word)) / 2 ** fraction;
}

function randomRows(design: Design, count: number, seed: number): bigint[][] {
  const random = new Random(seed);
  const word = (width: number) =>
    Array.from({ length: Math.ceil(width / 32) }, () => BigInt(random.next())).reduce((all, w) => (all << 32n) | w, 0n);
  const widths = inputsOf(design).map((p) => widthOf(p.type));
  return Array.from({ length: count }, () => widths.map((width) => BigInt.asUintN(width, word(width))));
}

/** Output words of the golden model, row by row from reset. */
function answers(design: Design, rows: readonly bigint[][]): bigint[][] {
  const model = goldenOf(compile(design));
  return unpackRows(model.outputs, model.run(packRows(model.inputs, rows), rows.length), rows.length);
}

/** Exact meaning, interpreter and compiled golden model agree on every row. */
function expectAgreement(source: Design, rows: readonly bigint[][]): void {
  const { design, netlists } = compile(source);
  expect(firstDisagreement(design, netlists, rows)).toBeUndefined();
}

function checkedIn(path: string): string {
  return readFileSync(new URL(`../examples/${path}`, import.meta.url), 'utf8');
}

describe('FIR', () => {
  const design = firExample.make(firExample.defaults);
  const rows = words(noisyTone(), firDefaults.sampleWidth - 1, firDefaults.sampleWidth).map((w) => [w]);

  it('means the same by every telling', () => {
    expectAgreement(design, [...rows, ...randomRows(design, 200, 1)]);
  });

  it.each([2, 3, 7])('has a middle tap of its own where there are %i', (taps) => {
    const odd = fir({ ...firDefaults, taps });
    expectAgreement(odd, randomRows(odd, 100, taps));
  });

  it('passes slow tones and stops fast ones', () => {
    const taps = measuredTaps();
    expect(Math.abs(gainAt(0, taps))).toBeLessThan(0.1);
    expect(Math.abs(gainAt(0.02, taps))).toBeLessThan(0.3);
    expect(gainAt(firDefaults.cutoff, taps)).toBeCloseTo(-6, 0);
    for (let f = 0.22; f <= 0.5; f += 0.005) expect(gainAt(f, taps), `at ${f}`).toBeLessThan(-40);
  });

  it('has its stimulus and its plot checked in as the scripts write them', () => {
    expect(checkedIn('fir/noisy.csv')).toBe(noisyCsv());
    expect(checkedIn('fir/response.svg')).toBe(responseSvg());
  });

  it('refuses parameters that make no filter', () => {
    expect(() => fir({ ...firDefaults, taps: 1 })).toThrow('taps');
    expect(() => fir({ ...firDefaults, cutoff: 0.5 })).toThrow('cutoff');
  });
});

describe('complex multiplier', () => {
  const three = complexExample.make({ width: 16, multipliers: 3 });
  const four = complexExample.make({ width: 16, multipliers: 4 });
  const corners = [0x8000n, 0x7fffn, 0xffffn, 0n].flatMap((a, _, all) => all.map((b) => [a, b]));
  const rows = [...corners.flatMap((a) => corners.map((b) => [...a, ...b])), ...randomRows(three, 300, 2)];

  it('means the same by every telling, in both forms', () => {
    expectAgreement(three, rows);
    expectAgreement(four, rows);
  });

  it('gives the same bits with three multipliers as with four', () => {
    expect(answers(three, rows)).toEqual(answers(four, rows));
  });

  it('is the complex product, rounded and saturated', () => {
    for (const [index, [pr, pi]] of answers(three, rows).entries()) {
      const [ar, ai, br, bi] = rows[index].map((w) => signed(w, 16, 15));
      const limited = (value: number) => Math.min(1 - 2 ** -15, Math.max(-1, value));
      expect(Math.abs(signed(pr, 16, 15) - limited(ar * br - ai * bi))).toBeLessThanOrEqual(2 ** -16);
      expect(Math.abs(signed(pi, 16, 15) - limited(ar * bi + ai * br))).toBeLessThanOrEqual(2 ** -16);
    }
  });

  it('stays one module where the combiner has it twice', () => {
    const combiner = combinerExample.make(combinerExample.defaults);
    expect(compile(combiner).manifest.modules).toEqual(['complex_multiplier', 'combiner']);
    expectAgreement(combiner, randomRows(combiner, 300, 3));
  });

  it('has no form with two multipliers', () => {
    expect(() => complexMultiplier({ width: 16, multipliers: 2 })).toThrow('3 or 4');
  });
});

describe('biquad', () => {
  const { width } = biquadDefaults;
  const design = biquadExample.make(biquadExample.defaults);
  const stimulus = overload();
  const rows = words(stimulus, width - 1, width).map((w) => [w]);
  const response = answers(design, rows).map(([y]) => signed(y, width, width - 1));
  const [top, bottom, ulp] = [1 - 2 ** (1 - width), -1, 2 ** (1 - width)];

  it('means the same by every telling', () => {
    expectAgreement(design, [...rows, ...randomRows(design, 200, 4)]);
  });

  it('saturates at both ends', () => {
    expect(Math.max(...response)).toBe(top);
    expect(Math.min(...response)).toBe(bottom);
  });

  it('never wraps: no step is larger than the filter can make', () => {
    const steps = response.slice(1).map((y, n) => Math.abs(y - response[n]));
    expect(Math.max(...steps)).toBeLessThan(0.5);
  });

  it('settles: to the step, and to silence', () => {
    const endOfStep = 2 * PART - 1;
    expect(Math.abs(response[endOfStep] - stimulus[endOfStep])).toBeLessThan(0.001);
    const longer = answers(design, [...rows, ...Array.from({ length: PART }, () => [0n])]);
    const tail = longer.slice(-50).map(([y]) => Math.abs(signed(y, width, width - 1)));
    expect(Math.max(...tail)).toBeLessThanOrEqual(ulp);
  });

  it('has its stimulus checked in as the script writes it', () => {
    expect(checkedIn('biquad/overload.csv')).toBe(overloadCsv());
  });
});

describe('CORDIC', () => {
  const design = cordicExample.make(cordicExample.defaults);

  it('means the same by every telling', () => {
    const rows = circle().map((values) => words(values, 15, 16));
    expectAgreement(design, [...rows, ...randomRows(design, 200, 5)]);
  });

  /** The largest error of a component, in ulps, over corners and random rows. */
  const worstError = (width: number, iterations: number) => {
    const rotator = cordic({ width, iterations });
    const half = 1n << BigInt(width - 1);
    const ends = [0n, half - 1n, half, half / 2n, half / 2n - 1n, 3n * (half / 2n), 2n * half - 1n];
    const corners = ends.flatMap((x) => ends.flatMap((y) => ends.map((angle) => [x, y, angle])));
    const rows = [...corners, ...randomRows(rotator, 3000, width)];
    let worst = 0;
    for (const [index, outputs] of answers(rotator, rows).entries()) {
      const [x, y, angle] = rows[index].map((w) => signed(w, width, width - 1));
      const [cos, sin] = [Math.cos(Math.PI * angle), Math.sin(Math.PI * angle)];
      const [xRot, yRot] = outputs.map((w) => signed(w, width + 1, width - 1));
      worst = Math.max(worst, Math.abs(xRot - (x * cos - y * sin)), Math.abs(yRot - (x * sin + y * cos)));
    }
    return worst * 2 ** (width - 1);
  };

  it.each([
    [6, 4],
    [8, 8],
    [12, 16],
    [16, 10],
    [24, 24],
  ])('errs by less than the stated bound: %i bits, %i iterations', (width, iterations) => {
    expect(worstError(width, iterations)).toBeLessThan(Math.SQRT2 * 2 ** (width - iterations) + 1.5);
  });

  it('is within 1.5 ulps by default', () => {
    expect(worstError(cordicDefaults.width, cordicDefaults.iterations)).toBeLessThan(1.5);
  });

  it('has its stimulus checked in as the script writes it', () => {
    expect(checkedIn('cordic/circle.csv')).toBe(circleCsv());
  });
});

/** A network of the examples, and how it classifies. */
function checkedInNetwork(file: string) {
  const text = checkedIn(file);
  const design = networkDesign(readNetwork(text, file));
  return {
    text,
    design,
    accuracy: (rows: readonly bigint[][], labels: readonly number[]) => {
      const given = answers(design, rows).map(([, label]) => Number(label));
      return given.filter((label, i) => label === labels[i]).length / labels.length;
    },
  };
}

/** Elements as a packed port carries them, element 0 lowest. */
function packed(elements: readonly number[], width: number): bigint {
  return elements.reduceRight((word, e) => (word << BigInt(width)) | BigInt.asUintN(width, BigInt(e)), 0n);
}

describe.each(['mlp', 'cnn'])('digits/%s', (name) => {
  const { text, design: example, accuracy } = checkedInNetwork(`digits/${name}.json`);
  const pictures = (digits: readonly Digit[]) => digits.map(({ pixels }) => [packed(pixels, 5)]);
  const labels = (digits: readonly Digit[]) => digits.map((d) => d.label);
  const sample = readDigits(checkedIn('digits/sample.csv'));

  it('is written as networks are printed', () => {
    expect(printNetwork(JSON.parse(text) as NetworkDocument)).toBe(text);
  });

  it('has weights of two signed digits at most', () => {
    const digits = (n: number): number =>
      n === 0
        ? 0
        : n % 2 === 0
          ? digits(n / 2)
          : 1 + digits((n - (Math.abs(n) % 4 === 1 ? Math.sign(n) : -Math.sign(n))) / 2);
    const document = JSON.parse(text) as { layers: { weights?: { raw: unknown[] } }[] };
    const raws = document.layers.flatMap((l) => (l.weights?.raw ?? []).flat(Number.POSITIVE_INFINITY) as number[]);
    expect(raws.length).toBeGreaterThan(500);
    expect(Math.max(...raws.map(digits))).toBe(2);
  });

  it('means the same by every telling', () => {
    const brightest = (1n << 320n) - 1n;
    expectAgreement(example, [...pictures(sample), [0n], [brightest], ...randomRows(example, 50, 6)]);
  });

  it('reads the sample', () => {
    expect(accuracy(pictures(sample), labels(sample))).toBeGreaterThan(0.9);
  });

  it.skipIf(!existsSync(OPTDIGITS))('is right on 95 % of the test set (needs ../shared/data/optdigits)', () => {
    const test = readDigits(readFileSync(OPTDIGITS, 'utf8'));
    expect(accuracy(pictures(test), labels(test))).toBeGreaterThan(0.95);
  });
});

describe('modulation', () => {
  const { text, design: example, accuracy } = checkedInNetwork('modulation/modulation.json');
  const random = new Random(77);
  const labels = Array.from({ length: 400 }, () => random.below(MODULATIONS.length));
  const rows = labels.map((label) => {
    const samples = received(MODULATIONS[label], random).flatMap(({ i, q }) => [i, q]);
    return [
      packed(
        samples.map((x) => toConverter(x) * 64),
        8,
      ),
    ];
  });

  it('is written as networks are printed', () => {
    expect(printNetwork(JSON.parse(text) as NetworkDocument)).toBe(text);
  });

  it('has a sample of the test data', () => {
    expect(checkedIn('modulation/sample.csv')).toBe(csvOf(40, 2));
  });

  it('means the same by every telling', () => {
    expectAgreement(example, [...rows.slice(0, 10), ...randomRows(example, 10, 8)]);
  });

  it('tells modulations apart that it has never seen', () => {
    expect(accuracy(rows, labels)).toBeGreaterThan(0.95);
  });
});
