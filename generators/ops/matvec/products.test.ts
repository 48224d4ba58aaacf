import { describe, expect, it } from 'vitest';
import { verilogBackend } from '../../backends/verilog/verilog.ts';
import { type Compiled, compile } from '../../compile.ts';
import { operatorRequest } from '../../design/operator-request.ts';
import { int, vector } from '../../formats/build.ts';
import type { TimingRequest } from '../../timing/schedule/schedule.ts';
import type { MatvecAttrs } from './index.ts';
import { chosenProducts } from './plan.ts';

/** Weights 7, -3, 0, 64, -91, 17, 1, -55 and 87: six of them are neither zero nor a power of two. */
const made = (products: string, timing?: TimingRequest) =>
  compile(
    operatorRequest(`op:matvec:weights=07_fd_00_40_a5_11_01_c9_57:format=fixed8_1:products=${products}/fixed8_3[3]`),
    timing,
  );

const multiplications = ({ netlists }: Compiled) =>
  netlists.modules.flatMap((m) => m.nodes).filter((n) => n.op === 'mulu' || n.op === 'muls').length;

/** Declarations of products that ask Vivado and Quartus for a block. */
function blocks(compiled: Compiled): number {
  const files = verilogBackend.emit({ ...compiled, vectors: { inputs: [], outputs: [] } });
  return files.flatMap((f) => [...f.text.matchAll(/^ *\(\* use_dsp = "yes", multstyle = "dsp" \*\)\n *wire/gm)]).length;
}

describe('the products of a matrix', () => {
  it('dsp: asks for a block for every weight that needs one, also in a pipeline that cuts through blocks', () => {
    expect(blocks(made('dsp'))).toBe(6);
    expect(blocks(made('dsp', { target: 'xc7', freq: 300 }))).toBe(6);
  });

  it('adders, lut: have no multiplication, and lut shares nothing between weights', () => {
    expect(multiplications(made('adders'))).toBe(0);
    expect(multiplications(made('lut'))).toBe(0);
    const adders = (compiled: Compiled) =>
      compiled.netlists.modules.flatMap((m) => m.nodes).filter((n) => n.op === 'add' || n.op === 'sub').length;
    expect(adders(made('lut'))).toBeGreaterThan(adders(made('adders')));
  });

  it.each([
    ['adders', 'small weights', [7n, -3n, 64n], 8],
    ['dsp', 'weights of 17 bits without a pattern', [0xd5a7n, -0xb2cbn], 24],
    ['adders', 'wide weights that are shifts', [1n << 60n, -(1n << 50n)], 60],
  ])('auto: %s for %s', (expected, _, row, width) => {
    expect(chosenProducts(useOf([row], width))).toBe(expected);
  });

  it('auto: dsp where a matrix is too large for an adder graph', () => {
    const row = Array.from({ length: 600 }, (_, i) => BigInt(85 + (i % 3)));
    expect(chosenProducts(useOf(Array<bigint[]>(600).fill(row), 8))).toBe('dsp');
  });
});

function useOf(rows: readonly (readonly bigint[])[], width: number) {
  const attrs: MatvecAttrs = {
    weights: rows.flat().map((w) => BigInt.asUintN(64, w)),
    format: 'int64',
    products: 'auto',
    depth: 2,
    effort: 0,
  };
  return { args: [vector(rows[0].length, int(width))], type: vector(rows.length, int(2 * width)), attrs };
}
