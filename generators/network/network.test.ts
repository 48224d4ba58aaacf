import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryNetwork } from '../../test/support/arbitrary-network.ts';
import { disagreement, randomWords } from '../../test/support/networks.ts';
import { firstDisagreement } from '../../test/support/three-way.ts';
import { compile } from '../compile.ts';
import { DiagnosticError } from '../diagnostics/diagnostic.ts';
import { fixed, uint } from '../formats/build.ts';
import { formatName } from '../formats/name.ts';
import { inputsOf } from '../ir/ir.ts';
import { network } from './builder.ts';
import type { NetworkDocument } from './document.ts';
import { exactEvaluation, numericEvaluation } from './evaluate.ts';
import { networkDesign } from './expand.ts';
import type { Network } from './network.ts';
import { printNetwork } from './print.ts';
import { quantised } from './quantised.ts';
import { readNetwork } from './read.ts';
import { valuesOfWord } from './words.ts';

describe('random networks', () => {
  it('mean the same by definition, in the IR, in both executors and after a round trip through text', () => {
    const property = fc.property(fc.gen(), fc.integer({ min: 1, max: 1e6 }), (g, seed) => {
      const builder = arbitraryNetwork(g);
      const text = printNetwork(builder.document);
      const checked = readNetwork(text, 'random.json');
      expect(printNetwork(JSON.parse(text) as NetworkDocument)).toBe(text);
      expect(checked.layers.map((l) => l.type)).toEqual(builder.checked.layers.map((l) => l.type));
      const source = networkDesign(checked);
      const { design, netlists } = compile(source);
      const rows = randomWords(
        inputsOf(source).map((p) => p.type),
        6,
        seed,
      );
      expect(disagreement(checked, source, rows)).toBeUndefined();
      expectSameNumbers(checked, rows);
      expect(firstDisagreement(design, netlists, rows)).toBeUndefined();
    });
    fc.assert(property, { seed: 5, numRuns: 60 });
  });
});

/** Doubles and rationals tell the same values, before and after rounding. */
function expectSameNumbers(checked: Network, rows: readonly (readonly bigint[])[]): void {
  const [numbers, rationals] = [numericEvaluation(checked), exactEvaluation(checked)];
  for (const row of rows) {
    const given = checked.inputs.map((e, i) => [e.name, valuesOfWord(row[i], e.type)] as const);
    const exact = rationals(new Map(given));
    const fast = numbers(new Map(given.map(([name, values]) => [name, values.map((v) => v.toNumber())])));
    for (const { name } of checked.layers)
      for (const part of ['exact', 'rounded'] as const)
        expect(fast.get(name)?.[part]).toEqual(exact.get(name)?.[part].map((v) => v.toNumber()));
  }
}

it('numbers stay exact where doubles would round on the way', () => {
  const wide = network('n')
    .input('x', [3], fixed(30, 30))
    .dense({
      weights: { format: fixed(31, 31), raw: [[2 ** 29 + 1, 1, -(2 ** 29) - 1]] },
      output: { format: fixed(8, 8), round: 'TRN', overflow: 'WRAP' },
    })
    .output('y').checked;
  // 2^28 (2^29 + 1) + 1 - 2^28 (2^29 + 1): doubles lose the 1 in the middle.
  const values = [2 ** 28 + 1, 1, 2 ** 28 + 1];
  const word = values.reduceRight((all, v) => (all << 30n) | BigInt(v), 0n);
  expectSameNumbers(wide, [[word]]);
  expect(numericEvaluation(wide)(new Map([['x', values]])).get('dense_1')?.rounded).toEqual([1]);
});

const tiny = () =>
  network('tiny', 'A network for tests.')
    .input('x', [2], fixed(4, 2))
    .dense({
      name: 'hidden',
      weights: {
        format: fixed(3, 1),
        raw: [
          [1, -4],
          [3, 0],
        ],
      },
      output: { format: fixed(4, 2), overflow: 'SAT' },
    })
    .relu()
    .output('y');

describe('the builder', () => {
  it('gives the document that its text gives', () => {
    const { document } = tiny();
    const text = printNetwork(document);
    expect(text).toMatchInlineSnapshot(`
      "{
        "bitwright-network": 1,
        "name": "tiny",
        "doc": "A network for tests.",
        "inputs": [
          { "name": "x", "shape": [2], "format": "fixed<4,2>" }
        ],
        "layers": [
          {
            "name": "hidden",
            "layer": "dense",
            "from": "x",
            "weights": {
              "format": "fixed<3,1>",
              "raw": [
                [ 1, -4],
                [ 3,  0]
              ]
            },
            "output": { "format": "fixed<4,2>", "overflow": "SAT" }
          },
          { "name": "relu_1", "layer": "relu", "from": "hidden" }
        ],
        "outputs": { "y": "relu_1" }
      }
      "
    `);
    expect(JSON.parse(text)).toEqual(document);
    const { inputs, layers, outputs } = tiny().checked;
    const read = readNetwork(text, 'tiny.json');
    expect(read.inputs).toEqual(inputs);
    expect(read.layers.map(({ layer, ...rest }) => rest)).toEqual(layers.map(({ layer, ...rest }) => rest));
    expect(read.outputs).toEqual(outputs);
  });

  it('knows shapes and formats while the network is written, and points at the line of a mistake', () => {
    const x = network('n').input('x', [4, 4, 1], uint(4));
    const pooled = x.maxPool({ size: [2, 2] });
    expect(pooled.type).toEqual({ shape: [2, 2, 1], formats: [uint(4)] });
    expect(diagnosticOf(() => pooled.argmax())).toMatchObject({
      code: 'BW2108',
      message: "layer 'argmax_1' (argmax): argmax takes a list, not [2, 2, 1]",
      where: { kind: 'file', file: expect.stringMatching(/network\.test\.ts$/) },
    });
  });

  it('rounds weights from real numbers', () => {
    expect(
      quantised(
        [
          [0.5, -1.2],
          [0.3, 9],
        ],
        ['fixed<4,1>', 'fixed<4,2>'],
      ),
    ).toEqual({
      format: ['fixed<4,1>', 'fixed<4,2>'],
      raw: [
        [4, -8],
        [1, 7],
      ],
    });
  });
});

describe('accumulators', () => {
  it('have not one bit more than their weights can fill', () => {
    const builder = network('n');
    const y = builder
      .input('x', [2], fixed(3, 1))
      .dense({ weights: { format: fixed(4, 2), raw: [[2, -6]] }, bias: { format: fixed(4, 1), raw: [4] } });
    // (2 x0 - 6 x1) / 16 + 1/2 over x in -4..3: 2 (-4 - 9 + 4) = -18 to 2 (3 + 12 + 4) = 38 sixteenths, all even.
    expect(y.type.formats.map(formatName)).toEqual(['fixed<6,3>']);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: mistakes go where no type would let them
type Draft = Record<string, any>;

/** The document of `tiny` with one thing wrong. */
function broken(change: (document: Draft) => void): string {
  const document = structuredClone(tiny().document);
  change(document);
  return JSON.stringify(document, null, 1);
}

function diagnosticOf(body: () => unknown) {
  try {
    body();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic;
    throw error;
  }
  return undefined;
}

const MISTAKES: Record<string, [change: (d: Draft) => void, text: string]> = {
  'no version': [(d) => delete d['bitwright-network'], 'BW2102 at {: this JSON is no network document'],
  'another version': [
    (d) => {
      d['bitwright-network'] = 2;
    },
    'BW2102 at 2,: this program reads version 1 of network documents, not 2',
  ],
  'unknown field': [
    (d) => {
      d.layers[0].wieghts = 1;
    },
    "BW2103 at 1: layer 'hidden' (dense) has no field 'wieghts'; did you mean 'weights'?",
  ],
  'missing field': [
    (d) => delete d.layers[0].weights,
    "BW2103 at {: layer 'hidden' (dense): weights: Invalid input: expected object, received undefined",
  ],
  'fraction as weight': [
    (d) => {
      d.layers[0].weights.raw[1][0] = 0.5;
    },
    "BW2103 at 0.5,: layer 'hidden' (dense): weights.raw[1][0]: Invalid input: expected int, received number",
  ],
  'unknown layer': [
    (d) => {
      d.layers[1].layer = 'rely';
    },
    "BW2104 at \"rely\",: layer 'relu_1': there is no layer 'rely'; did you mean 'relu'?",
  ],
  'unknown source': [
    (d) => {
      d.layers[1].from = 'hiden';
    },
    "BW2105 at \"hiden\": layer 'relu_1' reads 'hiden', which is no input and no layer; did you mean 'hidden'?",
  ],
  'two of a name': [
    (d) => {
      d.layers[1].name = 'x';
    },
    'BW2105 at "x",: \'x\' names two things in this network',
  ],
  'a circle': [
    (d) => {
      d.layers[0].from = 'relu_1';
    },
    'BW2106 at "relu_1",: layers read each other in a circle: hidden <- relu_1 <- hidden',
  ],
  'too many inputs': [
    (d) => {
      d.layers[1].from = ['hidden', 'x'];
    },
    "BW2107 at {: layer 'relu_1' (relu): relu takes 1 input, not 2",
  ],
  shape: [
    (d) => {
      d.inputs[0].shape = [2, 1];
    },
    "BW2108 at {: layer 'hidden' (dense): dense takes a list, not [2, 1]",
  ],
  'weights count': [
    (d) => {
      d.inputs[0].shape = [3];
    },
    "BW2109 at {: layer 'hidden' (dense): 2 weights for each output, and 3 inputs",
  ],
  'ragged weights': [
    (d) => {
      d.layers[0].weights.raw[1] = [1];
    },
    "BW2109 at [: layer 'hidden' (dense): weights.raw[1]: this list has 1 entries, and the first of its kind has 2",
  ],
  'narrow format': [
    (d) => {
      d.layers[0].weights.raw[1][1] = 9;
    },
    "BW2110 at 9: layer 'hidden' (dense): weights.raw[1][1]: fixed<3,1> stores -4 to 3, not 9; widen the format to fixed<5,3>, or give a stored integer in its range",
  ],
  'no format': [
    (d) => {
      d.layers[0].output.format = 'fixd<4,2>';
    },
    "BW1001 at \"fixd<4,2>\",: layer 'hidden' (dense): output.format: unknown format 'fixd'; did you mean 'fixed'?",
  ],
  'float format': [
    (d) => {
      d.inputs[0].format = 'E4M3';
    },
    'BW2111 at "E4M3": the network: inputs[0].format: E4M3 is no fixed-point format',
  ],
  'formats by channel': [
    (d) => {
      d.inputs[0].format = ['fixed<4,2>', 'fixed<5,2>'];
    },
    "BW2111 at {: input 'x': the formats of the channels differ in width or signedness",
  ],
  'unknown mode': [
    (d) => {
      d.layers[0].output.overflow = 'SATURATE';
    },
    "BW1008 at \"SATURATE\": layer 'hidden' (dense): output.overflow: unknown overflow mode 'SATURATE'",
  ],
  'no output': [
    (d) => {
      d.outputs = {};
    },
    'BW2113 at {}: this network has no output',
  ],
  'unread layer': [
    (d) => {
      d.outputs = { y: 'hidden' };
    },
    "BW2113 at {: nothing reads layer 'relu_1'",
  ],
  'too large': [
    (d) => {
      d.inputs[0].shape = [300, 300];
    },
    "BW2114 at {: input 'x': [300, 300] has 90000 elements, and a tensor has 65536 at most",
  ],
  'endless mean': [
    (d) => {
      d.inputs[0].shape = [3, 1];
      d.layers = [{ name: 'm', layer: 'global_average_pool', from: 'x' }];
      d.outputs = { y: 'm' };
    },
    "BW2112 at {: layer 'm' (global_average_pool): the exact result of global_average_pool has no end behind the binary point",
  ],
  'inexact slope': [
    (d) => {
      d.layers[1] = { name: 'relu_1', layer: 'leaky_relu', from: 'hidden', slope: 0.1 };
    },
    "BW2115 at 0.1: layer 'relu_1' (leaky_relu): slope: 0.1 takes 52 bits to hold exactly",
  ],
  keyword: [
    (d) => {
      d.layers[1].name = 'wire';
      d.outputs = { y: 'wire' };
    },
    'BW2002 at "wire",: \'wire\' is reserved by Verilog',
  ],
};

describe('mistakes in a document', () => {
  it.each(Object.entries(MISTAKES))('%s', (_, [change, expected]) => {
    const text = broken(change);
    const d = diagnosticOf(() => readNetwork(text, 'net.json'));
    const where = d?.where as { file: string; line: number; column: number };
    const place = text.split('\n')[where.line - 1].slice(where.column - 1);
    const shown = `${d?.code} at ${place}: ${d?.message}; ${d?.help}`;
    expect(shown.startsWith(expected), shown).toBe(true);
    expect(where.file).toBe('net.json');
    expect(d?.help, 'says what to do').toBeTruthy();
  });

  it('is found behind quotes and brackets in text', () => {
    const text = broken((d) => {
      d.doc = 'a "quoted\\" [bracket';
      d.layers[1].layer = 'rely';
    });
    const where = diagnosticOf(() => readNetwork(text, 'net.json'))?.where as { line: number };
    expect(text.split('\n')[where.line - 1]).toContain('rely');
  });

  it('text that is no JSON', () => {
    expect(diagnosticOf(() => readNetwork('{\n  "a": 1,\n  b\n}', 'net.json'))).toMatchObject({
      code: 'BW2101',
      where: { line: 3, column: 3 },
    });
    expect(diagnosticOf(() => readNetwork('{"a": [1, 2', 'net.json'))).toMatchObject({
      code: 'BW2101',
      where: { line: 1 },
    });
  });
});

it('documentation quotes a network that reads', () => {
  const page = readFileSync(new URL('../../docs/networks.md', import.meta.url), 'utf8');
  const documents = [...page.matchAll(/```json\n([\s\S]*?)```/g)]
    .map((m) => m[1])
    .filter((t) => t.includes('bitwright-network'));
  expect(documents.length).toBeGreaterThan(0);
  for (const text of documents) {
    expect(printNetwork(JSON.parse(text) as NetworkDocument)).toBe(text);
    expect(readNetwork(text, 'networks.md').layers.length).toBeGreaterThan(0);
  }
});
