import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Manifest } from '../../generators/manifest.ts';
import { makeScratch } from '../process/scratch.ts';
import type { BuildJob } from '../simulator.ts';

/** A hand-written design and what it should do, as a function on BigInt that was not derived from its text. */
export interface Fixture {
  readonly name: string;
  readonly verilog: string;
  readonly inputs: readonly { readonly name: string; readonly width: number }[];
  readonly outputs: readonly { readonly name: string; readonly width: number }[];
  readonly sequential?: boolean;
  /** A new model in its reset state: the outputs for a row, after which the clock ticks. */
  model(): (row: readonly bigint[]) => bigint[];
}

const signed = BigInt.asIntN;
const unsigned = BigInt.asUintN;

export const ADDER: Fixture = {
  name: 'adder',
  verilog: `module adder (input wire [7:0] a, input wire [7:0] b, output wire [8:0] y);
  assign y = {1'b0, a} + {1'b0, b};
endmodule
`,
  inputs: [
    { name: 'a', width: 8 },
    { name: 'b', width: 8 },
  ],
  outputs: [{ name: 'y', width: 9 }],
  model:
    () =>
    ([a, b]) => [a + b],
};

/** Port names that are keywords of C++, and one bit wide ports. */
export const MULTIPLIER: Fixture = {
  name: 'multiplier',
  verilog: `module multiplier (
  input wire [6:0] long, input wire [10:0] delete, input wire negate__it,
  output wire [17:0] double, output wire zero
);
  wire signed [17:0] product = $signed(long) * $signed(delete);
  assign double = negate__it ? -product : product;
  assign zero = ~|product;
endmodule
`,
  inputs: [
    { name: 'long', width: 7 },
    { name: 'delete', width: 11 },
    { name: 'negate__it', width: 1 },
  ],
  outputs: [
    { name: 'double', width: 18 },
    { name: 'zero', width: 1 },
  ],
  model:
    () =>
    ([a, b, negate]) => {
      const product = signed(7, a) * signed(11, b);
      return [unsigned(18, negate ? -product : product), product === 0n ? 1n : 0n];
    },
};

/** Widths on both sides of 32 and 64 bits, and far beyond. */
export const WIDE: Fixture = {
  name: 'wide',
  verilog: `module wide (
  input wire [64:0] a, input wire [199:0] b, input wire [31:0] c, input wire [32:0] d, input wire [63:0] e,
  output wire [199:0] mixed, output wire [64:0] diff, output wire [63:0] product, output wire [31:0] low,
  output wire [7:0] shifted, output wire less
);
  assign mixed = (b ^ {135'b0, a}) + {b[99:0], b[199:100]};
  assign diff = a - {1'b0, e};
  assign product = {32'b0, c} * {31'b0, d};
  assign low = ~c & d[32:1] | e[63:32];
  wire [199:0] moved = b >> c[7:0];
  assign shifted = moved[7:0];
  assign less = $signed(a) < $signed({{32{d[32]}}, d});
endmodule
`,
  inputs: [
    { name: 'a', width: 65 },
    { name: 'b', width: 200 },
    { name: 'c', width: 32 },
    { name: 'd', width: 33 },
    { name: 'e', width: 64 },
  ],
  outputs: [
    { name: 'mixed', width: 200 },
    { name: 'diff', width: 65 },
    { name: 'product', width: 64 },
    { name: 'low', width: 32 },
    { name: 'shifted', width: 8 },
    { name: 'less', width: 1 },
  ],
  model:
    () =>
    ([a, b, c, d, e]) => [
      unsigned(200, (b ^ a) + (((b & (2n ** 100n - 1n)) << 100n) | (b >> 100n))),
      unsigned(65, a - e),
      unsigned(64, c * d),
      (unsigned(32, ~c) & (d >> 1n)) | (e >> 32n),
      unsigned(8, b >> (c & 255n)),
      signed(65, a) < signed(33, d) ? 1n : 0n,
    ],
};

/** State, a path from input to output that passes no register, and a register behind a register. */
export const ACCUMULATOR: Fixture = {
  name: 'accumulator',
  verilog: `module accumulator (
  input wire clk, input wire rst, input wire ce, input wire [15:0] x,
  output wire [19:0] sum, output wire [19:0] total, output wire [15:0] earlier
);
  reg [19:0] acc;
  reg [15:0] last;
  reg [15:0] last2;
  assign sum = acc + {4'b0, x};
  assign total = acc;
  assign earlier = last2;
  always @(posedge clk) begin
    if (rst) begin
      acc <= 20'd7;
      last <= 16'd0;
      last2 <= 16'hbeef;
    end else if (ce) begin
      acc <= sum;
      last <= x;
      last2 <= last;
    end
  end
endmodule
`,
  inputs: [{ name: 'x', width: 16 }],
  outputs: [
    { name: 'sum', width: 20 },
    { name: 'total', width: 20 },
    { name: 'earlier', width: 16 },
  ],
  sequential: true,
  model() {
    let total = 7n;
    let last = 0n;
    let last2 = 0xbeefn;
    return ([x]) => {
      const sum = unsigned(20, total + x);
      const answer = [sum, total, last2];
      [total, last, last2] = [sum, x, last];
      return answer;
    };
  },
};

const TABLE = [3n, 141n, 59n, 26n, 53n, 58n, 97n, 93n, 238n, 46n];

export const ROM: Fixture = {
  name: 'rom',
  verilog: `module rom (input wire [3:0] address, output reg [7:0] data);
  always @* begin
    case (address)
${TABLE.map((word, k) => `      4'd${k}: data = 8'd${word};`).join('\n')}
      default: data = 8'd0;
    endcase
  end
endmodule
`,
  inputs: [{ name: 'address', width: 4 }],
  outputs: [{ name: 'data', width: 8 }],
  model:
    () =>
    ([address]) => [TABLE[Number(address)] ?? 0n],
};

/** A module that is instantiated twice, in one file with its parent. */
export const HIERARCHY: Fixture = {
  name: 'hierarchy',
  verilog: `module square (input wire [8:0] v, output wire [17:0] y);
  assign y = $signed(v) * $signed(v);
endmodule
module hierarchy (input wire [8:0] re, input wire [8:0] im, output wire [18:0] norm);
  wire [17:0] re2;
  wire [17:0] im2;
  square square_re (.v(re), .y(re2));
  square square_im (.v(im), .y(im2));
  assign norm = {1'b0, re2} + {1'b0, im2};
endmodule
`,
  inputs: [
    { name: 're', width: 9 },
    { name: 'im', width: 9 },
  ],
  outputs: [{ name: 'norm', width: 19 }],
  model:
    () =>
    ([re, im]) => [signed(9, re) ** 2n + signed(9, im) ** 2n],
};

export const FIXTURES: readonly Fixture[] = [ADDER, MULTIPLIER, WIDE, ACCUMULATOR, ROM, HIERARCHY];

export function manifestOf(fixture: Fixture): Manifest {
  const sequential = fixture.sequential === true;
  const port = (direction: 'input' | 'output') => (entry: { readonly name: string; readonly width: number }) => ({
    ...entry,
    direction,
    format: `ufixed<${entry.width},${entry.width}>`,
  });
  return {
    bitwright: 1,
    name: fixture.name,
    top: fixture.name,
    description: '0'.repeat(64),
    ports: [...fixture.inputs.map(port('input')), ...fixture.outputs.map(port('output'))],
    clock: sequential ? 'clk' : null,
    reset: sequential ? 'rst' : null,
    enable: sequential ? 'ce' : null,
    reset_level: 'high',
    handshake: 'none',
    channels: null,
    latency: 0,
    ii: 1,
    modules: [fixture.name],
    files: [{ path: `rtl/${fixture.name}.v`, kind: 'verilog' }],
  };
}

/** Writes the files of a fixture to a temporary folder. */
export async function placeFixture(fixture: Fixture): Promise<BuildJob> {
  const directory = await makeScratch();
  const manifest = manifestOf(fixture);
  await mkdir(dirname(join(directory, manifest.files[0].path)), { recursive: true });
  await writeFile(join(directory, manifest.files[0].path), fixture.verilog);
  return { manifest, directory };
}
