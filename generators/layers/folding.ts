/** How a matrix is divided over the cycles in which a few multipliers work it off. */
import { fail } from '../diagnostics/diagnostic.ts';
import type { MatrixForm } from './layer.ts';
import type { Hardware } from './settings.ts';

/** Rows and columns of the weights that one cycle takes: processing elements, and multipliers of each (as FINN has it). */
export interface Fold {
  readonly pe: number;
  readonly simd: number;
  /** Cycles for all of the matrix. */
  readonly cycles: number;
}

/** What a layer's `hardware` asks for; undefined where that is no folding. BW2118 where it does not fit the matrix. */
export function foldOf({ blocks }: MatrixForm, hardware: Hardware): Fold | undefined {
  if (typeof hardware !== 'object') return undefined;
  const [rows, columns] = [blocks[0].rows.length, blocks[0].columns.length];
  const cycles = (pe: number, simd: number) => (blocks.length * (rows / pe) * columns) / simd;
  if ('reuse' in hardware) {
    const all = divisors(rows).flatMap((pe) =>
      divisors(columns).map((simd) => ({ pe, simd, cycles: cycles(pe, simd) })),
    );
    const allowed = all.filter((f) => f.cycles <= hardware.reuse);
    if (allowed.length === 0)
      fail(
        'BW2118',
        `a reuse of ${hardware.reuse}, and ${blocks.length} groups, which are worked off one after the other`,
        {
          help: `give a reuse of ${blocks.length} or more`,
        },
      );
    const most = Math.max(...allowed.map((f) => f.cycles));
    // As square as can be: few accumulators, and few terms in their sums.
    const slant = ({ pe, simd }: Fold) => Math.abs(Math.log(pe / simd));
    return allowed.filter((f) => f.cycles === most).reduce((a, b) => (slant(b) < slant(a) ? b : a));
  }
  const { pe, simd } = hardware;
  const what = blocks.length === 1 ? 'the weights' : 'the weights of a group';
  for (const [name, given, size, of] of [
    ['pe', pe, rows, 'outputs'],
    ['simd', simd, columns, 'inputs'],
  ] as const)
    if (size % given !== 0)
      fail('BW2118', `${name} ${given} does not divide the ${size} ${of} of ${what}`, {
        help: `give one of ${divisors(size).join(', ')}`,
      });
  return { pe, simd, cycles: cycles(pe, simd) };
}

function divisors(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1).filter((i) => n % i === 0);
}
