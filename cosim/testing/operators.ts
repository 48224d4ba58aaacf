import type { Fixture } from './fixtures.ts';

const s = (width: number, word: bigint) => BigInt.asIntN(width, word);
const u = (width: number, word: bigint | boolean) => BigInt.asUintN(width, BigInt(word));

interface Row {
  readonly a: bigint;
  readonly b: bigint;
  readonly n: bigint;
}

/**
 * One operator of Verilog per output: its width, its text, and its meaning as IEEE 1364-2005 has it. `a` is 13 bits, `b`
 * 9 bits, `n` 4 bits.
 */
const OPERATORS: readonly (readonly [width: number, text: string, meaning: (row: Row) => bigint | boolean])[] = [
  [14, 'a + b', ({ a, b }) => a + b],
  [16, '$signed(a) - $signed(b)', ({ a, b }) => s(13, a) - s(9, b)],
  [22, 'a * b', ({ a, b }) => a * b],
  [22, '$signed(a) * $signed(b)', ({ a, b }) => s(13, a) * s(9, b)],
  [13, 'a / (b | 1)', ({ a, b }) => a / (b | 1n)],
  [13, "$signed(a) / $signed(b | 9'd1)", ({ a, b }) => s(13, a) / s(9, b | 1n)],
  [13, "$signed(a) % $signed(b | 9'd1)", ({ a, b }) => s(13, a) % s(9, b | 1n)],
  [10, '-b', ({ b }) => -b],
  [12, '~b', ({ b }) => ~b],
  [13, "a & ~{4'b0, b}", ({ a, b }) => a & ~b],
  [13, 'a ^ b', ({ a, b }) => a ^ b],
  [13, "a ~^ {4'b0, b}", ({ a, b }) => ~(a ^ b)],
  [13, 'a << n', ({ a, n }) => a << n],
  [20, 'a << n', ({ a, n }) => a << n],
  [13, 'a >> n', ({ a, n }) => a >> n],
  [20, '$signed(a) >> n', ({ a, n }) => u(20, s(13, a)) >> n],
  [13, '$signed(a) >>> n', ({ a, n }) => s(13, a) >> n],
  [6, 'a >> b', ({ a, b }) => a >> b],
  [20, 'a << b', ({ a, b }) => (b > 20n ? 0n : a << b)],
  [1, 'a < b', ({ a, b }) => a < b],
  [1, '$signed(a) < $signed(b)', ({ a, b }) => s(13, a) < s(9, b)],
  [1, '$signed(a) >= $signed(b)', ({ a, b }) => s(13, a) >= s(9, b)],
  [1, 'a <= b', ({ a, b }) => a <= b],
  [1, 'a > b', ({ a, b }) => a > b],
  [1, 'a[8:0] == b', ({ a, b }) => u(9, a) === b],
  [1, 'a[8:0] != b', ({ a, b }) => u(9, a) !== b],
  [1, '&b', ({ b }) => b === 511n],
  [1, '|b', ({ b }) => b !== 0n],
  [1, '^a', ({ a }) => a.toString(2).replaceAll('0', '').length % 2 === 1],
  [1, '~^a', ({ a }) => a.toString(2).replaceAll('0', '').length % 2 === 0],
  [1, '!b', ({ b }) => b === 0n],
  [1, 'b && n', ({ b, n }) => b !== 0n && n !== 0n],
  [1, 'b || n', ({ b, n }) => b !== 0n || n !== 0n],
  [13, "n[0] ? a : {4'b0, b}", ({ a, b, n }) => (n & 1n ? a : b)],
  [22, '{a, b}', ({ a, b }) => (a << 9n) | b],
  [13, '{{4{b[8]}}, b}', ({ b }) => s(9, b)],
  [5, 'a[9:5]', ({ a }) => a >> 5n],
  [1, 'a[n % 13]', ({ a, n }) => (a >> (n % 13n)) & 1n],
];

/** All of them in one module, with a case statement that Yosys makes parallel muxes of. */
export const OPERATOR_ZOO: Fixture = {
  name: 'zoo',
  verilog: `module zoo (
  input wire [12:0] a, input wire [8:0] b, input wire [3:0] n,
${OPERATORS.map(([width], k) => `  output wire [${width - 1}:0] y${k},`).join('\n')}
  output reg [12:0] chosen
);
${OPERATORS.map(([, text], k) => `  assign y${k} = ${text};`).join('\n')}
  always @* begin
    case (n[1:0])
      2'd0: chosen = a;
      2'd1: chosen = {4'b0, b};
      2'd2: chosen = 13'd77;
      2'd3: chosen = ~a;
    endcase
  end
endmodule
`,
  inputs: [
    { name: 'a', width: 13 },
    { name: 'b', width: 9 },
    { name: 'n', width: 4 },
  ],
  outputs: [...OPERATORS.map(([width], k) => ({ name: `y${k}`, width })), { name: 'chosen', width: 13 }],
  model:
    () =>
    ([a, b, n]) => [
      ...OPERATORS.map(([width, , meaning]) => u(width, meaning({ a, b, n }))),
      u(13, [a, b, 77n, ~a][Number(n & 3n)]),
    ],
};
