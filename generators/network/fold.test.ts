import { describe, expect, it } from 'vitest';
import { randomWords } from '../../test/support/networks.ts';
import { fixed } from '../formats/build.ts';
import { portType } from '../layers/tensor.ts';
import { network } from './builder.ts';
import { checkNetwork } from './check.ts';
import type { NetworkDocument } from './document.ts';
import { exactEvaluation } from './evaluate.ts';
import { foldBatchNorm } from './fold.ts';
import { valuesOfWord } from './words.ts';

const output = { format: fixed(6, 3), round: 'RND', overflow: 'SAT' } as const;
const norm = {
  scale: { format: ['fixed<4,1>', 'fixed<4,3>'], raw: [-5, 7] },
  shift: { format: 'fixed<5,2>', raw: [11, -16] },
} as const;

/** The values of the one output for some inputs. */
function results(document: NetworkDocument) {
  const checked = checkNetwork(document, () => undefined);
  const evaluate = exactEvaluation(checked);
  const [input] = checked.inputs;
  const rows = randomWords([portType(input.type)], 50, 3);
  return rows.map(([word]) =>
    evaluate(new Map([[input.name, valuesOfWord(word, input.type)]]))
      .get(checked.outputs[0].from)
      ?.rounded.map(String),
  );
}

const layersOf = (document: NetworkDocument) => document.layers.map((l) => l.layer);

describe('folding batch normalisation', () => {
  const convolved = network('n')
    .input('x', [3, 3, 1], fixed(5, 2))
    .conv2d({
      name: 'conv',
      weights: {
        format: ['fixed<4,1>', 'fixed<4,0>'],
        raw: [
          [
            [[1], [-8]],
            [[3], [0]],
          ],
          [
            [[7], [2]],
            [[0], [0]],
          ],
        ],
      },
      bias: { format: fixed(4, 2), raw: [3, -8] },
    })
    .batchNorm({ name: 'norm', ...norm, output })
    .relu()
    .output('y').document;

  it('gives the same numbers from one layer less', () => {
    const folded = foldBatchNorm(convolved);
    expect(layersOf(folded)).toEqual(['conv2d', 'relu']);
    expect(folded.layers[0]).toMatchObject({ name: 'conv', output: convolved.layers[1].output });
    expect(results(folded)).toEqual(results(convolved));
  });

  it('takes a layer without bias, and renames the output', () => {
    const dense = network('n')
      .input('x', [2], fixed(5, 2))
      .dense({
        weights: {
          format: fixed(4, 1),
          raw: [
            [1, -8],
            [3, 0],
          ],
        },
      })
      .batchNorm(norm)
      .output('y').document;
    const folded = foldBatchNorm(dense);
    expect(folded.outputs).toEqual({ y: 'dense_1' });
    expect(results(folded)).toEqual(results(dense));
  });

  it('refuses weights that a JSON number no longer holds', () => {
    const wide = network('n')
      .input('x', [1], fixed(5, 2))
      .dense({ weights: { format: fixed(40, 1), raw: [[2 ** 38 + 1]] } })
      .batchNorm({ scale: { format: fixed(30, 1), raw: [2 ** 28 + 1] }, shift: { format: fixed(5, 2), raw: [0] } })
      .output('y').document;
    expect(() => foldBatchNorm(wide)).toThrow("BW2117: layer 'dense_1'");
  });

  it('leaves a layer alone that rounds, or that others read', () => {
    const x = network('n').input('x', [2], fixed(5, 2));
    const rounded = x.dense({
      weights: {
        format: fixed(4, 1),
        raw: [
          [1, -8],
          [3, 0],
        ],
      },
      output,
    });
    const document = rounded.batchNorm(norm).output('y').document;
    expect(foldBatchNorm(document)).toEqual(document);
    const z = network('n').input('x', [2], fixed(5, 2));
    const shared = z.dense({
      weights: {
        format: fixed(4, 1),
        raw: [
          [1, -8],
          [3, 0],
        ],
      },
    });
    const both = shared.add([shared.batchNorm(norm)]).output('y').document;
    expect(foldBatchNorm(both)).toEqual(both);
  });
});
