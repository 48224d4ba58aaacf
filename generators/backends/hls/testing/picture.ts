import { fixed, ufixed } from '../../../formats/build.ts';
import { network } from '../../../network/builder.ts';
import { networkDesign } from '../../../network/expand.ts';

/** A small classifier of pictures: a padded convolution, pooling, and a dense layer whose scores are an output too. */
export function pictureNetwork() {
  const n = network('picture');
  const pixels = n.input('pixels', [4, 4, 1], ufixed(4, 0));
  const edges = pixels.conv2d({
    name: 'edges',
    weights: {
      format: 'fixed<4,1>',
      raw: [
        [
          [[1], [0], [-1]],
          [[2], [0], [-2]],
          [[1], [0], [-1]],
        ],
        [
          [[-8], [3], [5]],
          [[0], [7], [0]],
          [[1], [-1], [2]],
        ],
      ],
    },
    bias: { format: 'fixed<5,0>', raw: [-3, 4] },
    padding: 'same',
    output: { format: fixed(6, 2), round: 'RND_CONV', overflow: 'SAT' },
  });
  const scores = edges
    .relu({ name: 'active' })
    .maxPool({ name: 'pooled', size: [2, 2] })
    .flatten({ name: 'listed' })
    .dense({
      name: 'scores',
      weights: {
        format: 'fixed<3,1>',
        raw: [
          [1, -2, 3, 0, -4, 1, 1, 2],
          [0, 2, -1, 3, 1, 1, -3, -4],
          [-2, 0, 0, 1, 3, 2, -1, 1],
        ],
      },
      output: { format: fixed(7, 3), overflow: 'SAT' },
    });
  scores.output('scores_out');
  return networkDesign(scores.argmax({ name: 'label' }).output('digit').checked);
}
