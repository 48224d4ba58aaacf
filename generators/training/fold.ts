/** Batch normalisation trained as such, and folded into the weights and biases of the layer before it in hardware. */
import { fail } from '../diagnostics/diagnostic.ts';
import { momentsByChannel, normalisation, normalisationParameters } from '../layers/normalisation-twin.ts';
import type { Twin } from '../layers/twin.ts';

const EPSILON = 1e-5;

/**
 * The layer with a batch normalisation behind it, as one layer with the constants of the first: weights * scale and bias *
 * scale + shift. Both are quantised after folding, as the hardware holds them (Jacob et al., "Quantization and Training of
 * Neural Networks for Efficient Integer-Arithmetic-Only Inference", 2018, section 3.2). Throws BW7000 for a layer without
 * weights and biases.
 */
export function withFoldedNormalisation(twin: Twin): Twin {
  if (twin.constants.weights !== 'weights' || twin.constants.bias !== 'biases')
    fail('BW7000', `batch normalisation cannot be folded into ${twin.name}`, {
      help: 'only layers with weights and biases take it in; put a batch_norm layer behind this one',
    });
  return {
    ...twin,
    parameters: (settings, inputs, draw) => {
      const shape = twin.shape(settings, inputs);
      const { weights } = twin.parameters(settings, inputs, draw);
      // Normalisation cancels any bias before it: beta stands for it.
      return { weights, ...normalisationParameters(shape[shape.length - 1]) };
    },
    statistics: (settings, inputs, { weights, gamma, beta }) => {
      gamma.dispose();
      beta.dispose();
      return momentsByChannel(twin.forward(settings, inputs, { weights }));
    },
    derive: (_, { weights, gamma, beta }, statistics) => {
      const { scale, shift } = normalisation({ epsilon: EPSILON }, { gamma, beta }, statistics);
      const others = Array<number>(weights.shape.length - 1).fill(1);
      return { weights: weights.mul(scale.reshape([scale.size, ...others])), bias: shift };
    },
  };
}
