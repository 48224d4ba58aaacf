import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startJax, tensor } from './jax.ts';
import { patches, placesOf, type Window } from './patches.ts';

beforeAll(startJax);

const pair = (max: number, min = 1) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));

const uses = fc
  .record({
    shape: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 3, max: 6 }), fc.integer({ min: 3, max: 6 })),
    size: pair(3),
    stride: pair(3),
    padding: fc.tuple(pair(2, 0), pair(2, 0)),
    fill: fc.constantFrom(0, -7),
  })
  .map(({ shape, ...use }) => ({ shape: [...shape, 2], ...use }));

describe('patches', () => {
  it('are the elements under each position of the window, by definition', async () => {
    await fc.assert(
      fc.asyncProperty(uses, async ({ shape, fill, ...window }) => {
        const [batch, height, width, channels] = shape;
        const at = (n: number, y: number, x: number, c: number) =>
          y < 0 || x < 0 || y >= height || x >= width ? fill : 1 + ((n * height + y) * width + x) * channels + c;
        const values = Array.from({ length: batch * height * width * channels }, (_, i) => i + 1);
        const { size, stride, padding }: Window = window;
        const down = placesOf(height, size[0], stride[0], padding[0]);
        const across = placesOf(width, size[1], stride[1], padding[1]);
        const parts = patches(tensor(values, shape), window, fill);
        expect(parts).toHaveLength(size[0] * size[1]);
        for (const [p, part] of parts.entries()) {
          const [i, j] = [Math.floor(p / size[1]), p % size[1]];
          const expected: number[] = [];
          for (let n = 0; n < batch; n++)
            for (let y = 0; y < down; y++)
              for (let x = 0; x < across; x++)
                for (let c = 0; c < channels; c++)
                  expected.push(at(n, y * stride[0] + i - padding[0][0], x * stride[1] + j - padding[1][0], c));
          expect(part.shape).toEqual([batch, down, across, channels]);
          expect(Array.from(await part.data())).toEqual(expected);
        }
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});
