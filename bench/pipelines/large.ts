/** How long scheduling takes as netlists grow: random layers of 16-bit operations, seeded. `npx jiti bench/pipelines/large.ts` */
import { type Net, NetBuilder } from '../../generators/netlist/builder.ts';
import type { Netlist } from '../../generators/netlist/netlist.ts';
import { schedule } from '../../generators/timing/schedule/index.ts';

/** Operations in a row, each of which reads words of the layer before its own. */
const LAYERS = 25;

function layered(size: number): Netlist {
  const b = new NetBuilder();
  let state = 1;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const perLayer = Math.ceil(size / LAYERS);
  let layer: Net[] = Array.from({ length: perLayer }, (_, i) => b.input(`x${i}`, 16));
  for (let l = 0; l < LAYERS; l++) {
    const before = layer;
    const near = (i: number) => before[(i + next(8)) % before.length];
    layer = before.map((_, i) => {
      const [x, y] = [near(i), near(i)];
      if (i % 4 === 0) return b.sub(x, y);
      if (i % 4 === 1) return b.mux(b.bit(near(i), 3), x, y);
      return i % 4 === 2 ? b.xor(x, b.concat(b.slice(y, 7, 0), b.slice(y, 15, 8))) : b.add(x, y);
    });
  }
  for (const [i, net] of layer.entries()) b.output(`y${i}`, net);
  return b.finish('layered');
}

for (const size of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1000, 5000, 10_000, 50_000]) {
  const netlist = layered(size);
  const started = performance.now();
  const { schedule: made } = schedule(netlist, { target: 'xc7', freq: 200 });
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${netlist.nodes.length} nodes: ${made.latency} cycles, ${made.registerBits} register bits, ${seconds.toFixed(1)} s`,
  );
}
