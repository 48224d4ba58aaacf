import fc, { type GeneratorValue } from 'fast-check';
import { OVERFLOWS, QUANTIZATIONS } from '../../generators/formats/modes.ts';
import { type Edge, type NetworkBuilder, network } from '../../generators/network/builder.ts';

/** A small network of any layers: shortcuts, odd shapes, strides, padding, groups, formats by channel. Shrinks. */
export function arbitraryNetwork(g: GeneratorValue): NetworkBuilder {
  const builder = network('random');
  const rank = g(fc.integer, { min: 1, max: 3 });
  const shape = Array.from({ length: rank }, () => g(fc.integer, { min: 1, max: rank === 3 ? 3 : 5 }));
  const edges = [builder.input('in', shape, formats(g, shape.at(-1) as number, rank > 1))];
  const steps = g(fc.integer, { min: 1, max: 4 });
  for (let i = 0; i < steps; i++) edges.push(step(g, edges[g(fc.integer, { min: 0, max: edges.length - 1 })], edges));
  const read = new Set(builder.document.layers.flatMap((l) => l.from));
  for (const [i, edge] of edges.entries()) if (i > 0 && !read.has(edge.name)) edge.output(`out_${i}`);
  return builder;
}

const STEPS = {
  dense: (g: GeneratorValue, x: Edge) => {
    const outputs = g(fc.integer, { min: 1, max: 4 });
    const inputs = x.type.shape[0];
    return x.dense({ weights: matrix(g, [outputs, inputs]), ...bias(g, outputs), ...output(g, outputs) });
  },
  conv1d: (g: GeneratorValue, x: Edge) => {
    const [groups, outputs] = groupsOf(g, x.type.shape[1]);
    const size = g(fc.integer, { min: 1, max: Math.min(3, x.type.shape[0]) });
    return x.conv1d({
      weights: matrix(g, [outputs, size, x.type.shape[1] / groups]),
      ...bias(g, outputs),
      groups,
      stride: g(fc.integer, { min: 1, max: 3 }),
      padding: g(fc.constantFrom, 'valid' as const, 'same' as const, [1, 0] as const, [0, 2] as const) as 'same',
      ...output(g, outputs),
    });
  },
  conv2d: (g: GeneratorValue, x: Edge) => {
    const [height, width, channels] = x.type.shape;
    const [groups, outputs] = groupsOf(g, channels);
    const kernel = [
      g(fc.integer, { min: 1, max: Math.min(2, height) }),
      g(fc.integer, { min: 1, max: Math.min(3, width) }),
    ];
    return x.conv2d({
      weights: matrix(g, [outputs, ...kernel, channels / groups]),
      ...bias(g, outputs),
      groups,
      stride: [g(fc.integer, { min: 1, max: 2 }), g(fc.integer, { min: 1, max: 3 })],
      padding: g(
        fc.constantFrom,
        'valid',
        'same',
        [
          [1, 0],
          [0, 1],
        ],
        [
          [0, 2],
          [1, 1],
        ],
      ) as 'same',
      ...output(g, outputs),
    });
  },
  max_pool: (g: GeneratorValue, x: Edge) =>
    x.maxPool({
      ...pool(g, x),
      padding: g(fc.constantFrom, 'valid' as const, 'same' as const),
      ...output(g, channels(x)),
    }),
  average_pool: (g: GeneratorValue, x: Edge) => x.averagePool({ ...pool(g, x), output: rounded(g, channels(x)) }),
  global_average_pool: (g: GeneratorValue, x: Edge) => x.globalAveragePool({ output: rounded(g, channels(x)) }),
  batch_norm: (g: GeneratorValue, x: Edge) =>
    x.batchNorm({
      scale: matrix(g, [channels(x)]),
      shift: matrix(g, [channels(x)]),
      ...output(g, channels(x)),
    } as never),
  bias: (g: GeneratorValue, x: Edge) => x.bias({ bias: matrix(g, [channels(x)]), ...output(g, channels(x)) } as never),
  relu: (g: GeneratorValue, x: Edge) => x.relu(output(g, channels(x))),
  relu6: (g: GeneratorValue, x: Edge) => x.relu6(output(g, channels(x))),
  clipped_relu: (g: GeneratorValue, x: Edge) => x.clippedRelu({ limit: g(fc.constantFrom, 0.375, 1, 5) }),
  leaky_relu: (g: GeneratorValue, x: Edge) =>
    x.leakyRelu({ slope: g(fc.constantFrom, 0.125, 0.3125), ...output(g, channels(x)) }),
  requantise: (g: GeneratorValue, x: Edge) => x.requantise({ output: rounded(g, channels(x)) }),
  flatten: (_: GeneratorValue, x: Edge) => x.flatten(),
  argmax: (_: GeneratorValue, x: Edge) => x.argmax(),
  sign: (_: GeneratorValue, x: Edge) => x.sign(),
  sign_dense: (g: GeneratorValue, x: Edge) => {
    const outputs = g(fc.integer, { min: 1, max: 3 });
    return x.sign().binaryDense({ weights: signs(g, [outputs, x.type.shape[0]]) as never, ...bias(g, outputs) });
  },
  sign_conv2d: (g: GeneratorValue, x: Edge) => {
    const [height, width, inputs] = x.type.shape;
    const kernel = [
      g(fc.integer, { min: 1, max: Math.min(2, height) }),
      g(fc.integer, { min: 1, max: Math.min(2, width) }),
    ];
    return x.sign().binaryConv2d({ weights: signs(g, [2, ...kernel, inputs]) as never });
  },
  add: (g: GeneratorValue, x: Edge, others: readonly Edge[]) => {
    const same = others.filter((e) => e.type.shape.join() === x.type.shape.join());
    return x.add([pick(g, same)], output(g, channels(x)));
  },
  concat: (g: GeneratorValue, x: Edge, others: readonly Edge[]) => {
    const frame = (e: Edge) => e.type.shape.slice(0, -1).join() + e.type.shape.length;
    const other = pick(
      g,
      others.filter((e) => frame(e) === frame(x)),
    );
    return x.concat([other], output(g, channels(x) + channels(other)));
  },
} as const;

/** Layers that a tensor of each rank can go into. */
const ANY = ['batch_norm', 'bias', 'relu', 'relu6', 'clipped_relu', 'leaky_relu', 'requantise', 'sign', 'add'] as const;
const BY_RANK: readonly (readonly (keyof typeof STEPS)[])[] = [
  ANY,
  [...ANY, 'dense', 'dense', 'argmax', 'sign_dense', 'concat'],
  [...ANY, 'conv1d', 'conv1d', 'max_pool', 'average_pool', 'global_average_pool', 'flatten', 'concat'],
  [...ANY, 'conv2d', 'conv2d', 'max_pool', 'average_pool', 'global_average_pool', 'flatten', 'sign_conv2d', 'concat'],
];

function step(g: GeneratorValue, x: Edge, all: readonly Edge[]): Edge {
  const known = BY_RANK[x.type.shape.length];
  return STEPS[known[g(fc.integer, { min: 0, max: known.length - 1 })]](g, x, all) as Edge;
}

const channels = (x: Edge) => x.type.shape.at(-1) ?? 1;
const pick = (g: GeneratorValue, edges: readonly Edge[]) => edges[g(fc.integer, { min: 0, max: edges.length - 1 })];

function groupsOf(g: GeneratorValue, inputs: number): [groups: number, outputs: number] {
  const groups = pickNumber(g, [1, inputs]);
  return [groups, groups * g(fc.integer, { min: 1, max: 2 })];
}

const pickNumber = (g: GeneratorValue, from: readonly number[]) =>
  from[g(fc.integer, { min: 0, max: from.length - 1 })];

function format(g: GeneratorValue, width = g(fc.integer, { min: 2, max: 5 }), signed = g(fc.boolean)): string {
  return `${signed ? 'fixed' : 'ufixed'}<${width},${g(fc.integer, { min: -1, max: 6 })}>`;
}

function formats(g: GeneratorValue, count: number, mayDiffer = true): string | string[] {
  if (!mayDiffer || !g(fc.boolean)) return format(g);
  const [width, signed] = [g(fc.integer, { min: 2, max: 5 }), g(fc.boolean)];
  return Array.from({ length: count }, () => format(g, width, signed));
}

/** Stored integers of one format, nested as the shape says. */
function matrix(g: GeneratorValue, [count, ...rest]: readonly number[]) {
  const width = g(fc.integer, { min: 2, max: 5 });
  const given = g(fc.boolean) ? `fixed<${width},1>` : Array.from({ length: count }, () => format(g, width, true));
  const raw = (shape: readonly number[]): unknown =>
    shape.length === 0
      ? g(fc.integer, { min: -(2 ** (width - 1)), max: 2 ** (width - 1) - 1 })
      : Array.from({ length: shape[0] }, () => raw(shape.slice(1)));
  return { format: given, raw: raw([count, ...rest]) } as never;
}

function signs(g: GeneratorValue, [count, ...rest]: readonly number[]): unknown {
  return Array.from({ length: count }, () => (rest.length > 0 ? signs(g, rest) : g(fc.boolean) ? 1 : -1));
}

const bias = (g: GeneratorValue, outputs: number) => (g(fc.boolean) ? { bias: matrix(g, [outputs]) } : {});

function pool(g: GeneratorValue, x: Edge) {
  const axes = x.type.shape.slice(0, -1);
  const size = axes.map((n) => g(fc.integer, { min: 1, max: Math.min(n, 3) }));
  const stride = axes.map(() => g(fc.integer, { min: 1, max: 2 }));
  return { size, stride } as unknown as { size: [number, number] };
}

const output = (g: GeneratorValue, count: number) => (g(fc.boolean) ? { output: rounded(g, count) } : {});

function rounded(g: GeneratorValue, count: number) {
  const names = formats(g, count);
  const overflows = Object.keys(OVERFLOWS).filter((o) => o !== 'WRAP_SM' || !String(names).includes('u'));
  return {
    format: names,
    round: g(fc.constantFrom, ...(Object.keys(QUANTIZATIONS) as (keyof typeof QUANTIZATIONS)[])),
    overflow: g(fc.constantFrom, ...overflows),
  };
}
