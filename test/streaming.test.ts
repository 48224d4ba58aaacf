/**
 * Networks that stream: the hardware of every layer in every layout gives what the network in parallel gives, in order,
 * whatever gaps, stalls and resets come; rows leave as often as the manifest says; and no FIFO is too small or too large.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIMULATORS } from '../cosim/simulators/registry.ts';
import { bumpy, interrupted, steady } from '../cosim/stream/traffic.ts';
import { conv2d } from '../generators/layers/conv2d/index.ts';
import type { Layer } from '../generators/layers/layer.ts';
import { LAYERS } from '../generators/layers/registry.ts';
import type { Hardware } from '../generators/layers/settings.ts';
import { checkNetwork } from '../generators/network/check.ts';
import type { NetworkDocument } from '../generators/network/document.ts';
import type { NetworkLayer } from '../generators/network/network.ts';
import { compileStreamed, type Streamed } from '../generators/streaming/compile.ts';
import { isStreamed } from '../generators/streaming/plan.ts';
import { arbitraryNetwork } from './support/arbitrary-network.ts';
import { caseDocument } from './support/networks.ts';
import { emitted, interpretedRun, streamRuns, verdictOf } from './support/streams.ts';

const TRAFFIC = [steady(1), bumpy(2), interrupted(3)];

/** The documents with layers laid out as `choose` says; undefined: as the document does. */
function laidOut(document: NetworkDocument, choose: (layer: NetworkLayer) => Hardware): NetworkDocument {
  const { layers } = checkNetwork(document, () => undefined);
  return {
    ...document,
    layers: document.layers.map((l) => {
      const hardware = choose(layers.find(({ name }) => name === l.name) as NetworkLayer);
      return hardware === undefined ? l : { ...l, hardware };
    }),
  };
}

/** All layouts that a layer can have but the parallel one. */
function layoutsOf({ layer, inputs, settings }: NetworkLayer): Hardware[] {
  const matrix = layer.matrix?.(inputs, settings);
  const divisors = (n: number) => Array.from({ length: n }, (_, i) => i + 1).filter((i) => n % i === 0);
  const folds = matrix
    ? divisors(matrix.blocks[0].rows.length).flatMap((pe) =>
        divisors(matrix.blocks[0].columns.length).map((simd) => ({ pe, simd })),
      )
    : [];
  return [...(layer.window || layer.total ? ['stream' as const] : []), ...folds];
}

function streamed(
  document: NetworkDocument,
  ...rest: Parameters<typeof compileStreamed> extends [unknown, ...infer R] ? Partial<R> : never
): Streamed {
  const [timing, handshake = 'ready', depths] = rest;
  return compileStreamed(
    checkNetwork(document, () => undefined),
    timing,
    handshake,
    depths,
  );
}

/** What each traffic found, and the interval where it is not the one that the manifest rounds up. */
async function faultsOf(compiled: Streamed, rows: number) {
  const faults = [];
  for (const traffic of TRAFFIC) {
    const { fault, interval } = verdictOf(compiled, traffic, rows, await interpretedRun(compiled, traffic, rows));
    const early = interval !== undefined && Math.ceil(interval) < compiled.manifest.ii ? interval : undefined;
    faults.push(fault ?? early);
  }
  return faults;
}

const layouts = (LAYERS as readonly Layer[]).flatMap((layer) =>
  layer.cases.flatMap((c, i) => {
    const document = caseDocument(layer, c);
    const [it] = checkNetwork(document, () => undefined).layers;
    return layoutsOf(it).map(
      (hardware) => [`${layer.name} ${i + 1}, ${JSON.stringify(hardware)}`, laidOut(document, () => hardware)] as const,
    );
  }),
);

describe('every case of every layer in every layout, in the netlist itself', () => {
  it.each(layouts)('%s', async (_, document) => {
    expect(await faultsOf(streamed(document), 6)).toEqual([undefined, undefined, undefined]);
  });
});

describe('random networks', () => {
  it('in random layouts give what they give in parallel', async () => {
    const property = fc.asyncProperty(fc.gen(), fc.infiniteStream(fc.nat()), async (g, choices) => {
      const document = laidOut(arbitraryNetwork(g).document, (layer) => {
        const all = [undefined, ...layoutsOf(layer)];
        return all[(choices.next().value as number) % all.length];
      });
      fc.pre(isStreamed(checkNetwork(document, () => undefined)));
      expect(await faultsOf(streamed(document), 6)).toEqual([undefined, undefined, undefined]);
    });
    await fc.assert(property, { seed: 11, numRuns: 20 });
  });
});

describe('AXI4-Stream', () => {
  /** Rows of one beat come in, a class leaves; a row takes `reuse` cycles. */
  const classified = (reuse: number): NetworkDocument => ({
    'bitwright-network': 1,
    name: 'classified',
    inputs: [{ name: 'x', shape: [3], format: 'fixed<4,2>' }],
    layers: [
      { name: 'wide', layer: 'dense', from: 'x', weights: { format: 'fixed<3,1>', raw: matrix(4, 3) } },
      { name: 'scores', layer: 'dense', from: 'wide', weights: { format: 'fixed<3,1>', raw: matrix(4, 4) } },
      { name: 'best', layer: 'argmax', from: 'scores' },
    ].map((layer) => (layer.name === 'scores' ? { ...layer, hardware: { reuse } } : layer)),
    outputs: { label: 'best' },
  });

  it('tlast ends rows of several beats', async () => {
    const document = caseDocument(conv2d, conv2d.cases[0]);
    const compiled = streamed(
      laidOut(document, () => 'stream'),
      undefined,
      'axis',
    );
    expect(compiled.manifest.channels?.output.beats).toBe(4);
    expect(await faultsOf(compiled, 10)).toEqual([undefined, undefined, undefined]);
  });

  it.each([1, 2, 16])('tlast travels with rows of one beat that take %i cycles', async (reuse) => {
    expect(await faultsOf(streamed(classified(reuse), { target: 'xc7', freq: 300 }, 'axis'), 40)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

/** Whether rows leave less often with a place less, for each FIFO of several; `at`: the interval with these depths. */
function slowerWithout({ links, pace }: Streamed, at: (depths: number[]) => number): boolean[] {
  const depths = links.map((l) => l.depth);
  return depths.flatMap((depth, i) => (depth === 1 ? [] : [at(depths.with(i, depth - 1)) > pace.interval]));
}

describe('a network with results on the way', () => {
  const convolution = (name: string, from: string) => ({
    name,
    layer: 'conv2d',
    from,
    weights: { format: 'fixed<3,1>', raw: kernels(1, 2, 1) },
    padding: 'same',
    output: { format: 'fixed<4,2>', overflow: 'SAT' },
    hardware: 'stream',
  });
  const document: NetworkDocument = {
    'bitwright-network': 1,
    name: 'taps',
    inputs: [{ name: 'x', shape: [4, 3, 1], format: 'fixed<4,2>' }],
    layers: [convolution('one', 'x'), convolution('two', 'one')],
    outputs: { first: 'one', last: 'two' },
  };

  it('needs every place of every FIFO, though small FIFOs are faster than deep ones', () => {
    const slower = slowerWithout(streamed(document), (d) => streamed(document, undefined, 'ready', d).pace.interval);
    expect(slower).toContain(true);
    expect(slower).not.toContain(false);
  });
});

/** A picture with a shortcut past two convolutions: its FIFO has to hold what they have not finished. */
const SHORTCUT: NetworkDocument = {
  'bitwright-network': 1,
  name: 'shortcut',
  inputs: [{ name: 'x', shape: [6, 5, 2], format: 'fixed<4,2>' }],
  layers: [
    {
      name: 'first',
      layer: 'conv2d',
      from: 'x',
      weights: { format: 'fixed<3,1>', raw: kernels(2, 3, 2) },
      padding: 'same',
      output: { format: 'fixed<5,3>', round: 'RND', overflow: 'SAT' },
    },
    { name: 'active', layer: 'relu', from: 'first' },
    {
      name: 'second',
      layer: 'conv2d',
      from: 'active',
      weights: { format: 'fixed<3,1>', raw: kernels(2, 3, 2) },
      padding: 'same',
      hardware: { pe: 1, simd: 9 },
      output: { format: 'fixed<4,2>', round: 'RND', overflow: 'SAT' },
    },
    { name: 'sum', layer: 'add', from: ['second', 'x'] },
    { name: 'pooled', layer: 'max_pool', from: 'sum', size: [2, 2] },
    { name: 'list', layer: 'flatten', from: 'pooled' },
    {
      name: 'scores',
      layer: 'dense',
      from: 'list',
      weights: {
        format: 'fixed<3,1>',
        raw: matrix(3, 12),
      },
      hardware: { reuse: 12 },
    },
    { name: 'best', layer: 'argmax', from: 'scores' },
  ],
  outputs: { y: 'scores', label: 'best' },
};

function matrix(outputs: number, inputs: number): number[][] {
  return Array.from({ length: outputs }, (_, o) => Array.from({ length: inputs }, (_, i) => ((o * 5 + i * 3) % 7) - 3));
}

function kernels(outputs: number, size: number, inputs: number): number[][][][] {
  const range = (n: number) => [...Array(n).keys()];
  return range(outputs).map((o) =>
    range(size).map((i) => range(size).map((j) => range(inputs).map((k) => ((o * 7 + i * 5 + j * 3 + k * 2) % 8) - 4))),
  );
}

describe('a shortcut past folded convolutions', () => {
  const compiled = streamed(SHORTCUT, { target: 'xc7', freq: 200 });

  it('has a FIFO that holds what the branch beside it has not finished', () => {
    const depth = Object.fromEntries(compiled.links.map((l) => [`${l.from} to ${l.to}`, l.depth]));
    expect(depth['x to sum.x1']).toBeGreaterThan(10);
  });

  it('agrees, at the interval of the manifest', async () => {
    expect(await faultsOf(compiled, 10)).toEqual([undefined, undefined, undefined]);
  });

  it('gives rows as often as with ample FIFOs, and needs every place that it has', () => {
    const at = (depths: number[]) => streamed(SHORTCUT, { target: 'xc7', freq: 200 }, 'ready', depths).pace.interval;
    expect(compiled.pace.interval).toBe(at(compiled.links.map(({ beats }) => 2 * beats + 2)));
    expect(slowerWithout(compiled, at)).toContain(true);
    expect(slowerWithout(compiled, at)).not.toContain(false);
  });

  it.for(SIMULATORS.map((s) => [s.name, s] as const))('agrees under %s', async ([name, simulator], { skip }) => {
    if ((await simulator.probe()) === undefined) skip(`not run: ${name} is missing (${simulator.install})`);
    const axis = streamed(SHORTCUT, undefined, 'axis');
    for (const one of name === 'verilator' ? [compiled, axis] : [axis]) {
      const runs = await streamRuns(emitted(one), simulator, TRAFFIC, name === 'verilator' ? 100 : 8);
      expect(runs.map((run) => run.error ?? run.verdict?.fault)).toEqual([undefined, undefined, undefined]);
      expect(Math.ceil(runs[0].verdict?.interval ?? 0)).toBe(one.manifest.ii);
    }
  });
});

it('layers may have names that modules of others would take', async () => {
  const weights = {
    format: 'fixed<3,1>',
    raw: [
      [1, -2],
      [3, 1],
    ],
  };
  const dense = (name: string, from: string) => ({ name, layer: 'dense', from, weights, hardware: { pe: 1, simd: 1 } });
  const document: NetworkDocument = {
    'bitwright-network': 1,
    name: 'names',
    inputs: [{ name: 'x', shape: [2], format: 'fixed<4,2>' }],
    layers: [
      dense('a', 'x'),
      { name: 'relu', layer: 'relu', from: 'a' },
      dense('a_core', 'relu'),
      dense('a_to_relu', 'a_core'),
      dense('stream', 'a_to_relu'),
    ],
    outputs: { y: 'stream' },
  };
  expect(await faultsOf(streamed(document, undefined, 'axis'), 6)).toEqual([undefined, undefined, undefined]);
});
