/** The forward pass of a network in training: real, or rounded as the hardware rounds. */
import { nn, numpy as np, tree } from '@jax-js/jax';
import type { Tensors } from '../layers/twin.ts';
import { filled, straightThrough, type Tensor } from '../tensors/jax.ts';
import { kHotRestriction } from '../tensors/k-hot.ts';
import { type Quantizer, quantize } from '../tensors/quantize.ts';
import type { ConstantSite, Graph, LayerNode } from './graph.ts';

/** A place where numbers are quantised: a constant (`hidden.weights`) or a result (`hidden.output`). */
export type Site = `${string}.${string}`;

export const pointOf = (site: Site) => `${site}.point` as const;

/** Statistics of the training rows, by node. */
export type Statistics = { [node: string]: Tensors };

export interface Pass {
  /** Whether constants and results are quantised; their binary points are parameters then. */
  readonly quantized: boolean;
  /** Undefined: each batch is normalised by its own statistics, as batch normalisation is trained. */
  readonly statistics?: Statistics;
  /** Sees what stands at a site, before it is quantised. It does not own the tensor: `.ref` keeps it. */
  readonly observe?: (site: Site, value: Tensor) => void;
  /** Sees the statistics of this batch; owns them. */
  readonly onStatistics?: (node: string, statistics: Tensors) => void;
}

/**
 * The values that the classes are chosen by, [batch, classes].
 * @param parameters consumed, every one
 * @param features [batch, features], values of the input's format; consumed
 */
export function forward(graph: Graph, parameters: Tensors, features: Tensor, pass: Pass): Tensor {
  const first = features.reshape([features.shape[0], ...graph.input.shape]);
  const values: Tensor[] = [];
  for (const node of graph.nodes) {
    const inputs = node.from.map((i) => (i < 0 ? first.ref : values[i].ref));
    const constants = constantsOf(node, parameters, inputs, pass);
    const result = node.twin.forward(node.settings, inputs, constants);
    pass.observe?.(`${node.name}.output`, result);
    values.push(
      node.output && pass.quantized
        ? quantize(result, parameters[pointOf(`${node.name}.output`)], node.output)
        : result,
    );
  }
  const scores = values[values.length - 1].ref;
  for (const value of [first, ...values]) value.dispose();
  return scores.reshape([scores.shape[0], scores.size / scores.shape[0]]);
}

/** Mean cross-entropy of the softmax of `scores` against one-hot labels. */
export function crossEntropy(scores: Tensor, labels: Tensor): Tensor {
  return np.negative(nn.logSoftmax(scores, 1).mul(labels).sum(1).mean());
}

/** The constants of a layer as the pass uses them. */
function constantsOf(node: LayerNode, parameters: Tensors, inputs: readonly Tensor[], pass: Pass): Tensors {
  const { twin, settings, name } = node;
  const own = ownParameters(node, parameters);
  const real = twin.derive ? twin.derive(settings, own, statisticsOf(node, inputs, own, pass)) : own;
  const used = Object.entries(real).map(([constant, value]) => {
    const site: Site = `${name}.${constant}`;
    const rule = node.constants[constant];
    if (rule === 'signs') return [constant, signsOf(value)];
    pass.observe?.(site, value);
    return [constant, pass.quantized ? quantizeConstant(value, parameters[pointOf(site)], rule) : value];
  });
  return Object.fromEntries(used);
}

/** 1 where zero or above, otherwise -1. The gradient passes where |x| <= 1. */
function signsOf(value: Tensor): Tensor {
  const signs = value.ref.greaterEqual(0).astype(np.float64).mul(2).sub(1);
  return straightThrough(np.clip(value, -1, 1), signs);
}

/** The trained tensors of a layer by its own names, in the scale of the network. Consumes them. */
export function ownParameters({ name, weightScale }: LayerNode, parameters: Tensors): Tensors {
  const prefix = `${name}.`;
  const keys = Object.keys(parameters).filter((key) => key.startsWith(prefix) && !key.endsWith('.point'));
  return Object.fromEntries(
    keys.map((key) => {
      const own = key.slice(prefix.length);
      return [own, own === 'weights' ? parameters[key].mul(weightScale) : parameters[key]];
    }),
  );
}

function statisticsOf(node: LayerNode, inputs: readonly Tensor[], parameters: Tensors, pass: Pass): Tensors {
  const given = pass.statistics?.[node.name];
  if (given) return tree.ref(given);
  const read = inputs.map((x) => x.ref);
  const own = node.twin.statistics!(node.settings, read, tree.ref(parameters));
  pass.onStatistics?.(node.name, tree.ref(own));
  return own;
}

/** A constant as the hardware holds it. `point` is one integer-bit count, or one for each entry of axis 0. */
export function quantizeConstant(value: Tensor, point: Tensor, site: ConstantSite): Tensor {
  const aligned = alignPoint(point, value.shape.length, site);
  return quantize(bounded(value, aligned.ref, site), aligned, effectiveQuantizer(site));
}

/** A binary point per output in a shape that broadcasts over the other axes. */
export function alignPoint(point: Tensor, axes: number, { perOutput }: ConstantSite): Tensor {
  return perOutput ? point.reshape([point.size, ...Array<number>(axes - 1).fill(1)]) : point;
}

export function effectiveQuantizer({ quantizer, kHot }: ConstantSite): Quantizer {
  return kHot ? { ...quantizer, restrict: kHotRestriction(kHot, quantizer) } : quantizer;
}

/**
 * Scales the weights of each output until the sum of their magnitudes is at most `l1Bound` ulps, where there is such a bound;
 * rounding toward zero keeps it there (A2Q: Colbert, Pappalardo, Petri-Koenig, "A2Q: Accumulator-Aware Quantization with
 * Guaranteed Overflow Avoidance", 2023).
 *
 * @param point integer bits, in a shape that broadcasts
 */
export function bounded(value: Tensor, point: Tensor, { l1Bound, quantizer }: ConstantSite): Tensor {
  if (l1Bound === undefined) {
    point.dispose();
    return value;
  }
  const axes = value.shape.map((_, i) => i).slice(1);
  const norm = np.abs(value.ref).sum(axes, { keepdims: true });
  const ulp = np.exp2(np.floor(point.add(0.5)).sub(quantizer.width));
  return value.mul(np.minimum(filled(1), ulp.mul(l1Bound).div(np.maximum(norm, 1e-30))));
}
