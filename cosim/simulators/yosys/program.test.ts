import { describe, expect, test } from 'vitest';
import type { Pins } from '../../ports.ts';
import type { Bit, YosysCell, YosysModule } from './netlist.ts';
import { compileModule } from './program.ts';

/** Numbers of nets from `from` on. */
const nets = (from: number, count: number): Bit[] => Array.from({ length: count }, (_, k) => from + k);

const binary = (value: number) => value.toString(2);

/** A module with inputs `a` (nets 100..), `b` (200..), `s` (300..), clock 2, and one cell whose output is net 400 up. */
function moduleOf(widths: { a: number; b: number; s: number; y: number }, cell: YosysCell): [YosysModule, Pins] {
  const inputs = [
    { name: 'a', width: widths.a },
    { name: 'b', width: widths.b },
    { name: 's', width: widths.s },
  ];
  const outputs = [{ name: 'y', width: widths.y }];
  const bits = [...inputs, ...outputs].map(({ width }, k) => nets(100 * (k + 1), width));
  const ports = Object.fromEntries(
    [...inputs, ...outputs].map(({ name }, k) => [name, { direction: k < 3 ? 'input' : 'output', bits: bits[k] }]),
  );
  const module = { ports: { ...ports, clk: { direction: 'input', bits: [2] } }, cells: { it: cell } };
  return [module, { top: 't', inputs, outputs, clock: 'clk', reset: undefined, enable: undefined, latency: 0 }];
}

function combinational(
  type: string,
  widths: { a: number; b: number; s: number; y: number },
  parameters = {},
): YosysCell {
  const connections = {
    A: nets(100, widths.a),
    B: nets(200, widths.b),
    S: nets(300, widths.s),
    Y: nets(400, widths.y),
  };
  return { type, parameters, connections };
}

/** The output of one cell, undefined bits being `fill`. */
function evaluate(widths: Parameters<typeof moduleOf>[0], cell: YosysCell, inputs: bigint[], fill: 0 | 1 = 0): bigint {
  const [module, pins] = moduleOf(widths, cell);
  return compileModule(module, pins, fill).step(inputs, [])[0][0];
}

describe('cells that the emitted Verilog rarely becomes', () => {
  test('$pmux: none, one and two selected', () => {
    const widths = { a: 4, b: 8, s: 2, y: 4 };
    const cell = combinational('$pmux', widths, { WIDTH: binary(4), S_WIDTH: binary(2) });
    expect([0n, 1n, 2n, 3n].map((s) => evaluate(widths, cell, [5n, 0xabn, s]))).toEqual([5n, 0xbn, 0xan, 0n]);
    expect(evaluate(widths, cell, [5n, 0xabn, 3n], 1)).toBe(15n);
  });

  test('$bmux', () => {
    const widths = { a: 12, b: 1, s: 2, y: 3 };
    const cell = combinational('$bmux', widths, { WIDTH: binary(3), S_WIDTH: binary(2) });
    expect([0n, 1n, 2n, 3n].map((s) => evaluate(widths, cell, [0o7351n, 0n, s]))).toEqual([1n, 5n, 3n, 7n]);
  });

  test('$shiftx past both ends', () => {
    const widths = { a: 8, b: 4, s: 1, y: 3 };
    const cell = combinational('$shiftx', widths, { B_SIGNED: binary(1) });
    const at = (amount: number, fill: 0 | 1) =>
      evaluate(widths, cell, [0b1011_0110n, BigInt.asUintN(4, BigInt(amount)), 0n], fill);
    expect(at(1, 0)).toBe(0b011n);
    expect([at(7, 0), at(7, 1)]).toEqual([0b001n, 0b111n]);
    expect([at(-2, 0), at(-2, 1)]).toEqual([0b000n, 0b011n]);
    expect([at(-8, 0), at(-8, 1)]).toEqual([0n, 7n]);
  });

  test('$shift in both directions', () => {
    const widths = { a: 8, b: 4, s: 1, y: 8 };
    const cell = combinational('$shift', widths, { B_SIGNED: binary(1) });
    const at = (amount: number) => evaluate(widths, cell, [0xb6n, BigInt.asUintN(4, BigInt(amount)), 0n]);
    expect([at(3), at(-3), at(-8)]).toEqual([0xb6n >> 3n, BigInt.asUintN(8, 0xb6n << 3n), 0n]);
  });

  test('$div by zero is undefined', () => {
    const widths = { a: 4, b: 4, s: 1, y: 4 };
    const cell = combinational('$div', widths);
    expect([evaluate(widths, cell, [9n, 0n, 0n], 0), evaluate(widths, cell, [9n, 0n, 0n], 1)]).toEqual([0n, 15n]);
    expect(evaluate(widths, cell, [9n, 2n, 0n])).toBe(4n);
  });

  test('$xnor and $reduce_xnor', () => {
    const widths = { a: 4, b: 4, s: 1, y: 4 };
    expect(evaluate(widths, combinational('$xnor', widths), [0b1100n, 0b1010n, 0n])).toBe(0b1001n);
    expect(evaluate({ ...widths, y: 1 }, combinational('$reduce_xnor', { ...widths, y: 1 }), [0b0111n, 0n, 0n])).toBe(
      0n,
    );
  });
});

describe('registers', () => {
  const widths = { a: 4, b: 1, s: 1, y: 4 };
  const register = (type: string, clock: Bit = 2, edge = '1'): YosysCell => ({
    type,
    parameters: { WIDTH: binary(4), CLK_POLARITY: edge, EN_POLARITY: '1', SRST_POLARITY: '1', SRST_VALUE: '0101' },
    connections: { CLK: [clock], D: nets(100, 4), EN: [200], SRST: [300], Q: nets(400, 4) },
  });
  /** State 9 and input 3 become what, for reset and enable 00, 01, 10, 11. */
  const transitions = (type: string) => {
    const { step } = compileModule(...moduleOf(widths, register(type)), 0);
    return [0n, 1n, 2n, 3n].map((k) => {
      const [outputs, next] = step([3n, k & 1n, k >> 1n], [9n]);
      expect(outputs).toEqual([9n]);
      return next[0];
    });
  };

  test('enable and synchronous reset, with either the stronger', () => {
    expect(transitions('$dff')).toEqual([3n, 3n, 3n, 3n]);
    expect(transitions('$dffe')).toEqual([9n, 3n, 9n, 3n]);
    expect(transitions('$sdff')).toEqual([3n, 3n, 5n, 5n]);
    expect(transitions('$sdffe')).toEqual([9n, 3n, 5n, 5n]);
    expect(transitions('$sdffce')).toEqual([9n, 3n, 9n, 5n]);
  });

  test('another clock or edge', () => {
    for (const cell of [register('$dff', 300), register('$dff', 2, '0')])
      expect(() => compileModule(...moduleOf(widths, cell), 0)).toThrow(/BW4106.*it is not clocked/);
  });
});

test('an unknown cell is named', () => {
  const widths = { a: 4, b: 4, s: 1, y: 4 };
  expect(() => compileModule(...moduleOf(widths, combinational('$pow', widths)), 0)).toThrow(/BW4106.*\$pow \(it\)/);
});

test('a combinational loop', () => {
  const widths = { a: 4, b: 4, s: 1, y: 4 };
  const cell = combinational('$add', widths);
  const loop = { ...cell, connections: { ...cell.connections, B: nets(400, 4) } };
  expect(() => compileModule(...moduleOf(widths, loop), 0)).toThrow(/BW4107.*through it/);
});

test('a table, and addresses beyond it', () => {
  const widths = { a: 2, b: 1, s: 1, y: 4 };
  const cell: YosysCell = {
    type: '$mem_v2',
    parameters: {
      ABITS: '10',
      WIDTH: '100',
      SIZE: '11',
      OFFSET: '0',
      INIT: 'xxxx00111100',
      RD_PORTS: '1',
      WR_PORTS: '0',
      RD_CLK_ENABLE: '0',
    },
    connections: { RD_ADDR: nets(100, 2), RD_DATA: nets(400, 4) },
  };
  expect([0n, 1n, 2n, 3n].map((a) => evaluate(widths, cell, [a, 0n, 0n], 1))).toEqual([12n, 3n, 15n, 15n]);
  const written = { ...cell, parameters: { ...cell.parameters, WR_PORTS: '1' } };
  expect(() => compileModule(...moduleOf(widths, written), 0)).toThrow(/BW4106/);
});
