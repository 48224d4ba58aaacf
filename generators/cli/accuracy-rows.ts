import { Random } from '../../cosim/vectors/random.ts';
import { exhaustiveRows } from '../../cosim/vectors.ts';
import { widthOf } from '../formats/format.ts';
import { unpackRows } from '../golden/packing.ts';
import { type Design, inputsOf, isSequential } from '../ir/ir.ts';

/** Input bits up to which the error is measured over all combinations, where there is no state. */
const EXHAUSTIVE_BITS = 12;
const MOST_ROWS = 4096;
const FEWEST_ROWS = 128;
/** Values of the graph that may be computed for it: some seconds' worth of arithmetic on rationals. */
const EFFORT = 200_000;

/** The rows over which a report measures the error: all there are, or uniform random words, always the same. */
export function accuracyRows(design: Design): { rows: bigint[][]; note: string } {
  const ports = inputsOf(design).map(({ name, type }) => ({ name, width: widthOf(type) }));
  const bits = ports.reduce((sum, p) => sum + p.width, 0);
  if (bits <= EXHAUSTIVE_BITS && !isSequential(design)) {
    const { rows, count } = exhaustiveRows(ports);
    return { rows: unpackRows(ports, rows, count), note: `Over all ${count} inputs.` };
  }
  const count = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.floor(EFFORT / valuesOf(design))));
  const random = new Random(1);
  const rows = Array.from({ length: count }, () => ports.map(({ width }) => word(random, width)));
  const kind = isSequential(design) ? 'cycles from reset with uniform random inputs' : 'uniform random inputs';
  return { rows, note: `Over ${count} ${kind}.` };
}

function word(random: Random, width: number): bigint {
  let w = 0n;
  for (let bits = 0; bits < width; bits += 32) w = (w << 32n) | BigInt(random.next());
  return BigInt.asUintN(width, w);
}

/** Scalars that the graph computes for a row. */
function valuesOf(design: Design): number {
  const own = design.nodes.reduce((sum, { type }) => sum + (type.kind === 'vector' ? type.length : 1), 0);
  return design.children.reduce((sum, child) => sum + valuesOf(child), own);
}
