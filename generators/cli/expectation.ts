import type { RowSource } from '../../cosim/vectors/made.ts';
import { elementBytes } from '../golden/columns.ts';
import type { GoldenModel } from '../golden/golden.ts';

/** The results that are due for blocks of rows, which are asked for in their order: a column for each output. */
export function expectation(
  model: GoldenModel,
  source: RowSource,
): (first: number, count: number) => Uint8Array<ArrayBuffer>[] {
  const stream = model.stream();
  return (first, count) => {
    const columns = model.outputs.map(({ width }) => new Uint8Array(count * elementBytes(width)));
    for (let at = 0; at < count; at += stream.capacity) {
      const some = Math.min(stream.capacity, count - at);
      source.fill(first + at, some, stream.inputs);
      stream.evaluate(some);
      for (const [p, { width }] of model.outputs.entries()) {
        const { buffer, byteOffset } = stream.outputs[p];
        const bytes = elementBytes(width);
        columns[p].set(new Uint8Array(buffer, byteOffset, some * bytes), at * bytes);
      }
    }
    return columns;
  };
}
