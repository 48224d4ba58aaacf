import { deliver, type FloatUse, modeOf } from '../../exact/float/deliver.ts';
import { productOf, sumOfOutcomes } from '../../exact/float/terms.ts';
import { elementsOf } from '../../exact/operands.ts';
import type { Exact, ExactScalar } from '../../exact/value.ts';

/** The sum over all blocks of scaleA * scaleB * (sum of a[i] * b[i]), rounded once (OCP MX 1.0, sections 6.1 and 6.2). */
export function floatExact(args: readonly Exact[], use: FloatUse): Exact {
  const [scalesA, scalesB] = [blocks(args[0]), blocks(args[2])];
  const [a, b] = [elementsOf(args[1]), elementsOf(args[3])];
  const blockLength = a.length / scalesA.length;
  const products = a.map((x, i) => {
    const block = Math.floor(i / blockLength);
    return productOf([scalesA[block], scalesB[block], x, b[i]]);
  });
  return deliver(sumOfOutcomes(products, modeOf(args, use).rounding), args, use);
}

/** One scale, or one for each block. */
function blocks(scale: Exact): readonly ExactScalar[] {
  return Array.isArray(scale) ? scale : [scale as ExactScalar];
}
