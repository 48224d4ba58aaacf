// cosim/testing/fixtures.ts
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join as join2 } from "node:path";

// cosim/process/scratch.ts
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

// cosim/error.ts
var CosimError = class extends Error {
  diagnostic;
  /** 1 the check failed, 2 the input was wrong, 3 a tool is missing or does not work. */
  exit;
  constructor(code, message, exit, help) {
    super(`${code}: ${message}`);
    this.name = "CosimError";
    this.diagnostic = { code, message, help };
    this.exit = exit;
  }
};

// cosim/process/scratch.ts
var live = /* @__PURE__ */ new Set();
process.on("exit", () => {
  for (const folder of live) rmSync(folder, { recursive: true, force: true });
});
async function makeScratch() {
  const folder = await mkdtemp(join(tmpdir(), "bitwright-")).catch((error) => {
    throw new CosimError(
      "BW5006",
      `no temporary folder could be made: ${error.message}`,
      3,
      "Set TMPDIR to a writable folder."
    );
  });
  live.add(folder);
  return folder;
}

// cosim/testing/fixtures.ts
var signed = BigInt.asIntN;
var unsigned = BigInt.asUintN;
var ADDER = {
  name: "adder",
  verilog: `module adder (input wire [7:0] a, input wire [7:0] b, output wire [8:0] y);
  assign y = {1'b0, a} + {1'b0, b};
endmodule
`,
  inputs: [
    { name: "a", width: 8 },
    { name: "b", width: 8 }
  ],
  outputs: [{ name: "y", width: 9 }],
  model: () => ([a, b]) => [a + b]
};
var MULTIPLIER = {
  name: "multiplier",
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
    { name: "long", width: 7 },
    { name: "delete", width: 11 },
    { name: "negate__it", width: 1 }
  ],
  outputs: [
    { name: "double", width: 18 },
    { name: "zero", width: 1 }
  ],
  model: () => ([a, b, negate]) => {
    const product = signed(7, a) * signed(11, b);
    return [unsigned(18, negate ? -product : product), product === 0n ? 1n : 0n];
  }
};
var WIDE = {
  name: "wide",
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
    { name: "a", width: 65 },
    { name: "b", width: 200 },
    { name: "c", width: 32 },
    { name: "d", width: 33 },
    { name: "e", width: 64 }
  ],
  outputs: [
    { name: "mixed", width: 200 },
    { name: "diff", width: 65 },
    { name: "product", width: 64 },
    { name: "low", width: 32 },
    { name: "shifted", width: 8 },
    { name: "less", width: 1 }
  ],
  model: () => ([a, b, c, d, e]) => [
    unsigned(200, (b ^ a) + ((b & 2n ** 100n - 1n) << 100n | b >> 100n)),
    unsigned(65, a - e),
    unsigned(64, c * d),
    unsigned(32, ~c) & d >> 1n | e >> 32n,
    unsigned(8, b >> (c & 255n)),
    signed(65, a) < signed(33, d) ? 1n : 0n
  ]
};
var ACCUMULATOR = {
  name: "accumulator",
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
  inputs: [{ name: "x", width: 16 }],
  outputs: [
    { name: "sum", width: 20 },
    { name: "total", width: 20 },
    { name: "earlier", width: 16 }
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
  }
};
var TABLE = [3n, 141n, 59n, 26n, 53n, 58n, 97n, 93n, 238n, 46n];
var ROM = {
  name: "rom",
  verilog: `module rom (input wire [3:0] address, output reg [7:0] data);
  always @* begin
    case (address)
${TABLE.map((word, k) => `      4'd${k}: data = 8'd${word};`).join("\n")}
      default: data = 8'd0;
    endcase
  end
endmodule
`,
  inputs: [{ name: "address", width: 4 }],
  outputs: [{ name: "data", width: 8 }],
  model: () => ([address]) => [TABLE[Number(address)] ?? 0n]
};
var HIERARCHY = {
  name: "hierarchy",
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
    { name: "re", width: 9 },
    { name: "im", width: 9 }
  ],
  outputs: [{ name: "norm", width: 19 }],
  model: () => ([re, im]) => [signed(9, re) ** 2n + signed(9, im) ** 2n]
};
var FIXTURES = [ADDER, MULTIPLIER, WIDE, ACCUMULATOR, ROM, HIERARCHY];
function manifestOf(fixture) {
  const sequential = fixture.sequential === true;
  const port = (direction) => (entry) => ({
    ...entry,
    direction,
    format: `ufixed<${entry.width},${entry.width}>`
  });
  return {
    bitwright: 1,
    name: fixture.name,
    top: fixture.name,
    description: "0".repeat(64),
    ports: [...fixture.inputs.map(port("input")), ...fixture.outputs.map(port("output"))],
    clock: sequential ? "clk" : null,
    reset: sequential ? "rst" : null,
    enable: sequential ? "ce" : null,
    handshake: "none",
    latency: 0,
    ii: 1,
    modules: [fixture.name],
    files: [{ path: `rtl/${fixture.name}.v`, kind: "verilog" }]
  };
}
async function placeFixture(fixture) {
  const directory = await makeScratch();
  const manifest = manifestOf(fixture);
  await mkdir(dirname(join2(directory, manifest.files[0].path)), { recursive: true });
  await writeFile(join2(directory, manifest.files[0].path), fixture.verilog);
  return { manifest, directory };
}

// cosim/design-files.ts
import { readFile } from "node:fs/promises";
import { join as join3 } from "node:path";
async function readDesignFiles(job, kind) {
  const listed = job.manifest.files.filter((file) => file.kind === kind);
  const help = "Run `bitwright build` again.";
  if (listed.length === 0) throw new CosimError("BW5005", `the manifest lists no file of kind "${kind}"`, 2, help);
  return Promise.all(
    listed.map(async ({ path }) => {
      const text = await readFile(join3(job.directory, path), "utf8").catch((error) => {
        throw new CosimError("BW5005", `the emitted file ${path} cannot be read: ${error.message}`, 2, help);
      });
      return { path, text };
    })
  );
}

// cosim/ports.ts
function wordsOf(width) {
  return Math.ceil(width / 32);
}
function rowWords(ports) {
  return ports.reduce((sum, port) => sum + wordsOf(port.width), 0);
}
function portOffsets(ports) {
  let at = 0;
  return ports.map((port) => {
    const offset = at;
    at += wordsOf(port.width);
    return offset;
  });
}
function readWord(rows, offset, width) {
  let word = 0n;
  for (let k = wordsOf(width) - 1; k >= 0; k--) word = word << 32n | BigInt(rows[offset + k]);
  return word;
}
function writeWord(rows, offset, width, word) {
  for (let k = 0; k < wordsOf(width); k++) rows[offset + k] = Number(word >> BigInt(32 * k) & 0xffffffffn);
}
function packRows(ports, rows) {
  const stride = rowWords(ports);
  const offsets = portOffsets(ports);
  const packed = new Uint32Array(stride * rows.length);
  for (const [r, row] of rows.entries())
    for (const [p, port] of ports.entries()) writeWord(packed, r * stride + offsets[p], port.width, row[p]);
  return packed;
}
function unpackRow(ports, rows, row) {
  const base = row * rowWords(ports);
  const offsets = portOffsets(ports);
  return ports.map((port, p) => readWord(rows, base + offsets[p], port.width));
}
var IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_$]*$/;
function pinsOf(manifest) {
  const control = [manifest.clock, manifest.reset, manifest.enable].filter((name) => name !== null);
  const names = [manifest.top, ...control, ...manifest.ports.map((port) => port.name)];
  for (const name of names)
    if (!IDENTIFIER.test(name))
      throw new CosimError(
        "BW4001",
        `the manifest names ${JSON.stringify(name)}, not a Verilog identifier`,
        2,
        REBUILD
      );
  const data = manifest.ports.filter((port) => !control.includes(port.name));
  const outputs = data.filter((port) => port.direction === "output");
  if (outputs.length === 0) throw new CosimError("BW4001", "the manifest has no output port to compare", 2, REBUILD);
  return {
    top: manifest.top,
    inputs: data.filter((port) => port.direction === "input"),
    outputs,
    clock: manifest.clock ?? void 0,
    reset: manifest.reset ?? void 0,
    enable: manifest.enable ?? void 0
  };
}
var REBUILD = "Run `bitwright build` again, or correct manifest.json.";
function checkRows(ports, rows, count) {
  const wanted = rowWords(ports) * count;
  if (rows.length !== wanted)
    throw new CosimError(
      "BW4101",
      `${count} rows of these ports take ${wanted} words of 32 bits, not ${rows.length}`,
      2
    );
}

// cosim/process/tool.ts
import { execa } from "execa";

// cosim/process/words-file.ts
var CHUNK_BYTES = 1 << 26;

// cosim/process/rows-program.ts
function undefinedOutputs(simulator, row) {
  return new CosimError("BW4105", `${simulator} finds undefined output bits (x or z) in row ${row}, counted from 0`, 1);
}

// cosim/simulators/yosys/cells.ts
var cut = (width, text) => `BigInt.asUintN(${width}, ${text})`;
var signed2 = (width, text) => `BigInt.asIntN(${width}, ${text})`;
function value(cell, port) {
  const word = cell.word(port);
  return cell.parameter(`${port}_SIGNED`) ? signed2(cell.width(port), word) : word;
}
function values(cell) {
  const both = cell.parameter("A_SIGNED") && cell.parameter("B_SIGNED");
  return both ? [value(cell, "A"), value(cell, "B")] : [cell.word("A"), cell.word("B")];
}
var unary = (operator) => (cell) => cut(cell.width("Y"), `${operator}(${value(cell, "A")})`);
var binary = (operator) => (cell) => {
  const [a, b] = values(cell);
  return cut(cell.width("Y"), `${a} ${operator} ${b}`);
};
var comparison = (operator) => (cell) => {
  const [a, b] = values(cell);
  return `(${a} ${operator} ${b} ? 1n : 0n)`;
};
var division = (operator) => (cell) => {
  const [a, b] = values(cell);
  const width = cell.width("Y");
  return `(${cell.word("B")} === 0n ? ${cell.undefinedWord(width)} : ${cut(width, `${a} ${operator} ${b}`)})`;
};
var ones = (cell, port) => `${2n ** BigInt(cell.width(port)) - 1n}n`;
var truth = (test) => (cell) => `(${test(`${cell.word("A")} !== 0n`, `${cell.word("B")} !== 0n`)} ? 1n : 0n)`;
var shiftContext = (cell) => Math.max(cell.width("A"), cell.width("Y"));
var shiftLeft = (cell) => `shiftLeft(${value(cell, "A")}, ${cell.word("B")}, ${cell.width("Y")})`;
var shiftRight = (cell) => cut(cell.width("Y"), `(${cut(shiftContext(cell), value(cell, "A"))} >> ${cell.word("B")})`);
var shiftEither = (cell) => {
  const context = cut(shiftContext(cell), value(cell, "A"));
  const width = cell.width("Y");
  if (!cell.parameter("B_SIGNED")) return shiftRight(cell);
  const amount = value(cell, "B");
  return `(${amount} < 0n ? shiftLeft(${context}, -${amount}, ${width}) : ${cut(width, `(${context} >> ${amount})`)})`;
};
var select = (cell) => {
  const width = cell.width("Y");
  const amount = value(cell, "B");
  return `selectBits(${cell.word("A")}, ${cell.width("A")}, ${amount}, ${width}, ${cell.undefinedWord(width)})`;
};
var parallelMux = (cell) => {
  const width = cell.parameter("WIDTH");
  const count = cell.parameter("S_WIDTH");
  const choose = Array.from(
    { length: count },
    (_, k) => `s === ${1n << BigInt(k)}n ? ${cell.part("B", k * width, width)}`
  );
  const chosen = [`s === 0n ? ${cell.word("A")}`, ...choose, cell.undefinedWord(width)].join(" : ");
  return `((s) => ${chosen})(${cell.word("S")})`;
};
var binaryMux = (cell) => {
  const width = cell.parameter("WIDTH");
  return cut(width, `(${cell.word("A")} >> (${cell.word("S")} * ${width}n))`);
};
var CELLS = {
  $buf: unary(""),
  $pos: unary(""),
  $neg: unary("-"),
  $not: unary("~"),
  $and: binary("&"),
  $or: binary("|"),
  $xor: binary("^"),
  $xnor: (cell) => {
    const [a, b] = values(cell);
    return cut(cell.width("Y"), `~(${a} ^ ${b})`);
  },
  $add: binary("+"),
  $sub: binary("-"),
  $mul: binary("*"),
  $div: division("/"),
  $mod: division("%"),
  $eq: comparison("==="),
  $ne: comparison("!=="),
  $eqx: comparison("==="),
  $nex: comparison("!=="),
  $lt: comparison("<"),
  $le: comparison("<="),
  $gt: comparison(">"),
  $ge: comparison(">="),
  $reduce_and: (cell) => `(${cell.word("A")} === ${ones(cell, "A")} ? 1n : 0n)`,
  $reduce_or: (cell) => `(${cell.word("A")} !== 0n ? 1n : 0n)`,
  $reduce_bool: (cell) => `(${cell.word("A")} !== 0n ? 1n : 0n)`,
  $reduce_xor: (cell) => `parity(${cell.word("A")})`,
  $reduce_xnor: (cell) => `(1n - parity(${cell.word("A")}))`,
  $logic_not: (cell) => `(${cell.word("A")} === 0n ? 1n : 0n)`,
  $logic_and: truth((a, b) => `${a} && ${b}`),
  $logic_or: truth((a, b) => `${a} || ${b}`),
  $shl: shiftLeft,
  $sshl: shiftLeft,
  $shr: shiftRight,
  $sshr: (cell) => cut(cell.width("Y"), `(${value(cell, "A")} >> ${cell.word("B")})`),
  $shift: shiftEither,
  $shiftx: select,
  $mux: (cell) => `(${cell.word("S")} === 0n ? ${cell.word("A")} : ${cell.word("B")})`,
  $pmux: parallelMux,
  $bmux: binaryMux
};
var REGISTERS = {
  $dff: (cell) => cell.word("D"),
  $dffe: (cell, q) => `${enabled(cell)} ? ${cell.word("D")} : ${q}`,
  $sdff: (cell) => `${reset(cell)} : ${cell.word("D")}`,
  // The reset works without the enable here, and only with it in the next.
  $sdffe: (cell, q) => `${reset(cell)} : ${enabled(cell)} ? ${cell.word("D")} : ${q}`,
  $sdffce: (cell, q) => `${enabled(cell)} ? (${reset(cell)} : ${cell.word("D")}) : ${q}`
};
var enabled = (cell) => `${cell.word("EN")} === ${cell.parameter("EN_POLARITY")}n`;
var reset = (cell) => `${cell.word("SRST")} === ${cell.parameter("SRST_POLARITY")}n ? ${cell.part("SRST_VALUE", 0, cell.width("D"))}`;
var HELPERS = {
  parity(word) {
    let odd = 0n;
    for (const digit of word.toString(16)) odd ^= ODD_DIGITS.includes(digit) ? 1n : 0n;
    return odd;
  },
  /** Amounts of the width and more would make words that no computer can hold. */
  shiftLeft(word, amount, width) {
    return amount >= BigInt(width) ? 0n : BigInt.asUintN(width, word << amount);
  },
  selectBits(word, have, amount, want, undefinedBits) {
    if (amount >= BigInt(have) || amount <= -BigInt(want)) return undefinedBits;
    const low = Number(amount);
    const above = Math.max(low + want - have, 0);
    const below = Math.max(-low, 0);
    const known = (1n << BigInt(want - above - below)) - 1n << BigInt(below);
    const moved = low < 0 ? word << BigInt(-low) : word >> BigInt(low);
    return moved & known | undefinedBits & ~known & (1n << BigInt(want)) - 1n;
  }
};
var ODD_DIGITS = "12478bde";

// cosim/simulators/yosys/program.ts
var MEMORY = "$mem_v2";
function compileModule(module, pins, fill) {
  const places = /* @__PURE__ */ new Map();
  const place = (bits, variable) => {
    for (const [bit, net] of bits.entries()) if (typeof net === "number") places.set(net, { variable, bit });
  };
  const portBits = (name) => {
    const port = module.ports[name];
    if (!port) throw new CosimError("BW4001", `the emitted Verilog has no port ${name}, which the manifest lists`, 1);
    return port.bits;
  };
  const clock = pins.clock === void 0 ? void 0 : portBits(pins.clock)[0];
  const controls = [pins.reset, pins.enable].filter((name) => name !== void 0);
  for (const [k, name] of [...pins.inputs.map((port) => port.name), ...controls].entries())
    place(portBits(name), `i${k}`);
  const cells = Object.entries(module.cells).map(([name, cell], k) => ({ name, cell, variable: `v${k}` }));
  const registers = cells.filter(({ cell }) => cell.type in REGISTERS);
  const others = cells.filter(({ cell }) => !(cell.type in REGISTERS));
  for (const { name, cell } of registers) checkClock(name, cell, clock);
  for (const { name, cell } of others) if (!(cell.type in CELLS)) checkMemory(name, cell);
  for (const [k, { cell }] of registers.entries()) place(cell.connections.Q, `q${k}`);
  for (const { cell, variable } of others) place(outputOf(cell), variable);
  const reader = new WordReader(places, fill);
  const constants = [];
  const lines = inOrder(others, places).map(({ cell, variable }) => {
    if (cell.type !== MEMORY) return `const ${variable} = ${CELLS[cell.type](reader.operands(cell))};`;
    constants.push(memoryWords(reader, cell));
    return `const ${variable} = ${memoryRead(reader.operands(cell), cell, constants.length - 1)};`;
  });
  const next = registers.map(({ cell }, k) => REGISTERS[cell.type](reader.operands(cell), `q${k}`));
  const outputs = pins.outputs.map((port) => reader.word(portBits(port.name)));
  const body = [
    ...[...pins.inputs, ...controls].map((_, k) => `const i${k} = inputs[${k}];`),
    ...registers.map((_, k) => `const q${k} = state[${k}];`),
    ...lines,
    `return [[${outputs.join(", ")}], [${next.join(", ")}]];`
  ].join("\n");
  const helpers = Object.keys(HELPERS);
  const make = new Function(...helpers, "constants", `return (inputs, state) => {
${body}
};`);
  return {
    step: make(...Object.values(HELPERS), constants),
    registers: registers.map(({ cell }) => cell.connections.Q.length),
    mayBeUndefined: reader.metUndefined || registers.length > 0
  };
}
function outputOf(cell) {
  return cell.type === MEMORY ? cell.connections.RD_DATA : cell.connections.Y;
}
function inputBits(cell) {
  const output = cell.type === MEMORY ? "RD_DATA" : "Y";
  return Object.entries(cell.connections).flatMap(([port, bits]) => port === output ? [] : bits);
}
function inOrder(cells, places) {
  const byVariable = new Map(cells.map((entry) => [entry.variable, entry]));
  const readers = /* @__PURE__ */ new Map();
  const waiting = /* @__PURE__ */ new Map();
  for (const entry of cells) {
    const variables = inputBits(entry.cell).map(
      (bit) => typeof bit === "number" ? places.get(bit)?.variable : void 0
    );
    const sources = new Set(variables.flatMap((variable) => byVariable.get(variable ?? "") ?? []));
    waiting.set(entry, sources.size);
    for (const source of sources) readers.set(source, [...readers.get(source) ?? [], entry]);
  }
  const ready = cells.filter((entry) => waiting.get(entry) === 0);
  for (const entry of ready)
    for (const reader of readers.get(entry) ?? []) {
      const left = waiting.get(reader) - 1;
      waiting.set(reader, left);
      if (left === 0) ready.push(reader);
    }
  if (ready.length < cells.length) {
    const stuck = cells.find((entry) => !ready.includes(entry));
    throw new CosimError("BW4107", `the emitted Verilog has a combinational loop through ${stuck.name}`, 1);
  }
  return ready;
}
function checkClock(name, cell, clock) {
  const rising = Number.parseInt(cell.parameters.CLK_POLARITY, 2) === 1;
  if (!rising || cell.connections.CLK[0] !== clock)
    throw new CosimError("BW4106", `the register ${name} is not clocked by the rising edge of the design's clock`, 1);
}
function checkMemory(name, cell) {
  const number = (parameter) => Number.parseInt(cell.parameters[parameter], 2);
  if (cell.type === MEMORY && number("WR_PORTS") === 0 && number("RD_CLK_ENABLE") === 0) return;
  const what = cell.type === MEMORY ? "memory that is written or clocked" : "cell";
  const help = "Use --simulator verilator or iverilog for this design.";
  throw new CosimError(
    "BW4106",
    `the evaluator of Yosys cells does not know the ${what} ${cell.type} (${name})`,
    3,
    help
  );
}
function memoryWords(reader, cell) {
  const width = Number.parseInt(cell.parameters.WIDTH, 2);
  const size = Number.parseInt(cell.parameters.SIZE, 2);
  const bits = [...cell.parameters.INIT].reverse();
  return Array.from({ length: size }, (_, k) => reader.constant(bits.slice(k * width, (k + 1) * width)));
}
function memoryRead(cell, { parameters }, table) {
  const width = cell.parameter("WIDTH");
  const addressBits = cell.parameter("ABITS");
  const offset = Number.parseInt(parameters.OFFSET, 2) | 0;
  const ports = Array.from({ length: cell.parameter("RD_PORTS") }, (_, k) => {
    const address = cell.part("RD_ADDR", k * addressBits, addressBits);
    const word = `(constants[${table}][Number(${address}) - ${offset}] ?? ${cell.undefinedWord(width)})`;
    return `${word} << ${k * width}n`;
  });
  return `(${ports.join(" | ")})`;
}
var WordReader = class {
  /** Whether an undefined bit was read. */
  metUndefined = false;
  places;
  fill;
  constructor(places, fill) {
    this.places = places;
    this.fill = fill;
  }
  operands(cell) {
    const bits = (port) => cell.connections[port] ?? parameterBits(cell, port);
    return {
      width: (port) => bits(port).length,
      parameter: (name) => Number.parseInt(cell.parameters[name] ?? "0", 2),
      word: (port) => this.word(bits(port)),
      part: (port, low, count) => this.word(bits(port).slice(low, low + count)),
      undefinedWord: (width) => `${this.constant(Array.from({ length: width }, () => "x"))}n`
    };
  }
  constant(bits) {
    return bits.reduceRight((word, bit) => word << 1n | BigInt(this.bitValue(bit)), 0n);
  }
  /** The text of an unsigned word: runs of bits that lie side by side in one variable are moved together. */
  word(bits) {
    const terms = [];
    let known = 0n;
    for (let at = 0; at < bits.length; ) {
      const place = this.placeOf(bits[at]);
      if (!place) {
        known |= BigInt(this.bitValue(bits[at])) << BigInt(at);
        at++;
        continue;
      }
      let length = 1;
      for (; at + length < bits.length; length++) {
        const after = this.placeOf(bits[at + length]);
        if (after?.variable !== place.variable || after.bit !== place.bit + length) break;
      }
      const run = place.bit === 0 ? place.variable : `(${place.variable} >> ${place.bit}n)`;
      terms.push(`(BigInt.asUintN(${length}, ${run}) << ${at}n)`);
      at += length;
    }
    if (terms.length === 0) return `${known}n`;
    return `(${[...terms, ...known === 0n ? [] : [`${known}n`]].join(" | ")})`;
  }
  placeOf(bit) {
    return typeof bit === "number" ? this.places.get(bit) : void 0;
  }
  /** Constants as they are; undefined ones, and nets that nothing drives, as the fill. */
  bitValue(bit) {
    if (bit === "0") return 0;
    if (bit === "1") return 1;
    this.metUndefined = true;
    return this.fill;
  }
};
function parameterBits(cell, name) {
  return [...cell.parameters[name] ?? ""].reverse();
}

// cosim/simulators/yosys/read.ts
async function loadYosys() {
  try {
    return await import("@yowasp/yosys");
  } catch (error) {
    throw new CosimError(
      "BW5001",
      `@yowasp/yosys cannot be loaded: ${error.message}`,
      3,
      "Run npm install."
    );
  }
}
async function readVerilog(files, top) {
  const yosys2 = await loadYosys();
  const tree = Object.fromEntries(files.map(({ text }, k) => [`file${k}.v`, text]));
  const script = [
    `read_verilog ${Object.keys(tree).join(" ")}`,
    `hierarchy -check -top ${top}`,
    "proc",
    "flatten -noscopeinfo",
    "opt_clean",
    "memory_collect",
    "write_json netlist.json"
  ].join("; ");
  let said = "";
  const listen = (bytes) => {
    if (bytes) said += Buffer.from(bytes).toString();
  };
  try {
    const made = await yosys2.runYosys(["-q", "-p", script], tree, { stdout: null, stderr: listen });
    return JSON.parse(String(made?.["netlist.json"])).modules[top];
  } catch (error) {
    if (!(error instanceof yosys2.Exit)) throw error;
    const lines = said.replace(/file(\d+)\.v:/g, (_, k) => `${files[Number(k)].path}:`).trim();
    throw new CosimError("BW5003", `Yosys does not accept the emitted Verilog:
${lines}`, 1);
  }
}

// cosim/simulators/yosys/yosys.ts
var SLICE = 1024;
var yosys = {
  name: "yosys",
  summary: "Yosys reads the Verilog and its cells are evaluated in TypeScript; slow, and needs no other tool",
  install: void 0,
  async probe() {
    try {
      return `Yosys ${(await loadYosys()).version} (@yowasp/yosys)`;
    } catch {
      return void 0;
    }
  },
  async build(job) {
    const pins = pinsOf(job.manifest);
    const design = await readDesignFiles(job, "verilog");
    job.progress?.("reading the Verilog with Yosys");
    const module = await readVerilog(design, pins.top);
    const zeros = compileModule(module, pins, 0);
    const ones2 = compileModule(module, pins, 1);
    return {
      async run(rows, count, options = {}) {
        checkRows(pins.inputs, rows, count);
        if (options.waveform !== void 0)
          throw new CosimError(
            "BW4102",
            "the evaluator of Yosys cells writes no waveforms",
            2,
            "Use --simulator verilator or iverilog."
          );
        const program = new Runner(zeros, pins, 0);
        const check = zeros.mayBeUndefined ? new Runner(ones2, pins, 1) : void 0;
        const stride = rowWords(pins.outputs);
        const results = new Uint32Array(stride * count);
        for (let row = 0; row < count; row++) {
          const inputs = unpackRow(pins.inputs, rows, row);
          const outputs = program.cycle(inputs);
          if (check?.cycle(inputs).some((word, p) => word !== outputs[p])) throw undefinedOutputs("Yosys", row);
          results.set(packRows(pins.outputs, [outputs]), row * stride);
          if (row % SLICE === SLICE - 1) {
            options.progress?.(row + 1, count);
            await new Promise(setImmediate);
          }
        }
        return results;
      },
      async dispose() {
      }
    };
  }
};
var Runner = class {
  state;
  program;
  running;
  constructor(program, pins, fill) {
    this.program = program;
    this.state = program.registers.map((width) => fill === 1 ? 2n ** BigInt(width) - 1n : 0n);
    const controls = (reset2) => [...pins.reset ? [reset2] : [], ...pins.enable ? [1n] : []];
    this.running = controls(0n);
    const idle = pins.inputs.map(() => 0n);
    for (let cycle = 0; cycle < 2; cycle++) this.state = program.step([...idle, ...controls(1n)], this.state)[1];
  }
  cycle(inputs) {
    const [outputs, next] = this.program.step([...inputs, ...this.running], this.state);
    this.state = next;
    return outputs;
  }
};

// .try-cosim.ts
var T = (l, t2) => console.log(l, (performance.now() - t2).toFixed(0), "ms");
console.log(await yosys.probe());
for (const f of FIXTURES) {
  const job = await placeFixture(f);
  let t2 = performance.now();
  const sim2 = await yosys.build(job);
  const rows = Array.from({ length: 50 }, (_, r) => f.inputs.map((p, k) => BigInt.asUintN(p.width, BigInt(r) * 0x9e3779b97f4a7c15f39cc0605cedc835n ** BigInt(k + 1) >> 3n)));
  const out = await sim2.run(packRows(f.inputs, rows), rows.length, {});
  T(f.name, t2);
  const m = f.model();
  let bad = 0;
  rows.forEach((row, r) => {
    const e = m(row), a = unpackRow(f.outputs, out, r);
    if (e.join() !== a.join() && bad++ < 3) console.log(row, e, a);
  });
  console.log(f.name, bad);
}
var sim = await yosys.build(await placeFixture(ADDER));
var n = 1 << 15;
var t = performance.now();
await sim.run(new Uint32Array(2 * n), n);
console.log(n / (performance.now() - t) / 1e3, "M/s");
