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
async function removeScratch(folder) {
  await rm(folder, { recursive: true, force: true });
  live.delete(folder);
}
async function withScratch(body) {
  const folder = await makeScratch();
  try {
    return await body(folder);
  } finally {
    await removeScratch(folder);
  }
}

// cosim/testing/fixtures.ts
var signed = BigInt.asIntN;
var unsigned = BigInt.asUintN;
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

// cosim/simulators/verilator/verilator.ts
import { extname, join as join17 } from "node:path";

// cosim/design-files.ts
import { readFile } from "node:fs/promises";
import { join as join3 } from "node:path";
async function readDesignFiles(job2, kinds) {
  const listed = job2.manifest.files.filter(({ kind }) => kinds.includes(kind));
  const help = "Run `bitwright build` again.";
  if (listed.length === 0)
    throw new CosimError("BW5005", `the manifest lists no file of kind ${kinds.join(" or ")}`, 2, help);
  return Promise.all(
    listed.map(async ({ path }) => {
      const text = await readFile(join3(job2.directory, path), "utf8").catch((error) => {
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
function topMask(width) {
  return width % 32 === 0 ? 4294967295 : 2 ** (width % 32) - 1;
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

// cosim/process/rows-program.ts
import { stat } from "node:fs/promises";
import { join as join4, resolve } from "node:path";

// cosim/process/tool.ts
import { execa } from "execa";
async function runTool(file, args, options = {}) {
  const { cwd, env } = options;
  const result = await execa(file, args, { cwd, env, reject: false, stdin: "ignore", stripFinalNewline: true });
  const started = result.exitCode !== void 0 || result.signal !== void 0;
  if (!started && result.code === "ENOENT") throw missingTool(file, options.install);
  if (!started)
    throw new CosimError("BW5002", `${file} could not be started: ${result.shortMessage}`, 3, options.install);
  return {
    stdout: result.stdout,
    stderr: result.stderr,
    exitCode: result.exitCode,
    signal: result.signal,
    ok: result.exitCode === 0
  };
}
function missingTool(name, install2) {
  return new CosimError("BW5001", `${name} is not installed, or not in PATH`, 3, install2 && `Install it: ${install2}`);
}
function ending(run) {
  return run.signal ? `signal ${run.signal}` : `exit code ${run.exitCode}`;
}
var LINE = 300;
function complaint(run, lines = 6) {
  const all = `${run.stderr}
${run.stdout}`.split("\n").filter((line) => line.trim() !== "");
  const first = all.findIndex((line) => /error|undefined reference|cannot find/i.test(line));
  const chosen = all.slice(Math.max(first, 0), Math.max(first, 0) + lines);
  return chosen.map((line) => line.length > LINE ? `${line.slice(0, LINE)}...` : line).join("\n");
}

// cosim/process/words-file.ts
import { open } from "node:fs/promises";
var CHUNK_BYTES = 1 << 26;
async function writeWords(file, words) {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  const handle = await open(file, "w");
  try {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, at, Math.min(CHUNK_BYTES, bytes.length - at));
      at += bytesWritten;
    }
  } finally {
    await handle.close();
  }
}
async function readWords(file, count) {
  let handle;
  try {
    handle = await open(file, "r");
  } catch {
    return void 0;
  }
  try {
    if ((await handle.stat()).size !== count * 4) return void 0;
    const words = new Uint32Array(count);
    const bytes = new Uint8Array(words.buffer);
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(CHUNK_BYTES, bytes.length - at));
      if (bytesRead === 0) return void 0;
      at += bytesRead;
    }
    return words;
  } finally {
    await handle.close();
  }
}

// cosim/process/rows-program.ts
var PROGRESS_MS = 200;
function runProgram(job2) {
  const { simulator, pins, rows, count, options } = job2;
  return withScratch(async (folder) => {
    const input2 = join4(folder, "rows");
    const output2 = join4(folder, "results");
    await writeWords(input2, rows);
    const [program, args] = job2.command(input2, output2, options.waveform && resolve(options.waveform));
    const stride = rowWords(pins.outputs) * 4;
    const run = await watched(output2, stride, count, options, () => runTool(program, args, { cwd: folder }));
    if (!run.ok) throw brokenRun(simulator, run);
    const undefinedRow = /^undefined outputs in row (\d+)/m.exec(run.stdout)?.[1];
    if (undefinedRow !== void 0) throw undefinedOutputs(simulator, Number(undefinedRow));
    const results = await readWords(output2, rowWords(pins.outputs) * count);
    if (!results) throw shortResults(simulator, count);
    options.progress?.(count, count);
    return results;
  });
}
async function watched(output2, bytesPerRow, count, options, body) {
  const { progress } = options;
  if (!progress) return body();
  const timer = setInterval(async () => {
    const info = await stat(output2).catch(() => void 0);
    if (info) progress(Math.min(count, Math.floor(info.size / bytesPerRow)), count);
  }, PROGRESS_MS);
  try {
    return await body();
  } finally {
    clearInterval(timer);
  }
}
function brokenRun(simulator, run) {
  const said = complaint(run);
  const help = run.signal ? "Run it again; if it is killed again, look for memory or time limits of this machine." : "Run it again with another --simulator to see whether the design or the tool is at fault.";
  const message = `the simulation under ${simulator} ended early with ${ending(run)}${said && `:
${said}`}`;
  return new CosimError("BW4103", message, run.signal ? 3 : 1, help);
}
function undefinedOutputs(simulator, row) {
  return new CosimError("BW4105", `${simulator} finds undefined output bits (x or z) in row ${row}, counted from 0`, 1);
}
function shortResults(simulator, count) {
  const message = `the simulation under ${simulator} left fewer results than the ${count} rows that it was given`;
  return new CosimError("BW4104", message, 3, "Check the free space of the temporary folder, and run it again.");
}

// cosim/process/which.ts
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join as join5 } from "node:path";
function which(name, path = process.env.PATH ?? "") {
  for (const folder of path.split(delimiter)) {
    if (folder === "") continue;
    const file = join5(folder, name);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
    }
  }
  return void 0;
}
function exists(path) {
  return statSync(path, { throwIfNoEntry: false }) !== void 0;
}

// cosim/simulators/verilator/bench.ts
import { cp, writeFile as writeFile5 } from "node:fs/promises";
import { join as join16 } from "node:path";

// cosim/cache/cache.ts
import { mkdirSync } from "node:fs";
import { mkdtemp as mkdtemp2, rename, rm as rm3, utimes } from "node:fs/promises";
import { join as join8 } from "node:path";
import envPaths from "env-paths";

// cosim/cache/prune.ts
import { readdir, rm as rm2, stat as stat2 } from "node:fs/promises";
import { join as join6 } from "node:path";
var KEPT = 256;
var ABANDONED_MS = 864e5;
async function pruneKind(shelf, kept = KEPT) {
  const names = await readdir(shelf).catch(() => []);
  const aged = await Promise.all(
    names.map(async (name) => {
      const info = await stat2(join6(shelf, name)).catch(() => void 0);
      return { name, used: info?.mtimeMs ?? 0 };
    })
  );
  const abandoned = aged.filter(({ name, used }) => name.startsWith(".") && used < Date.now() - ABANDONED_MS);
  const entries = aged.filter(({ name }) => !name.startsWith(".")).sort((a, b) => b.used - a.used);
  for (const { name } of [...abandoned, ...entries.slice(kept)])
    await rm2(join6(shelf, name), { recursive: true, force: true }).catch(() => void 0);
}

// cosim/cache/stamp.ts
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync as statSync2, writeFileSync } from "node:fs";
import { join as join7 } from "node:path";
var STAMP = "entry.json";
var HASHED_BYTES = 4 << 20;
function stampEntry(folder, sources) {
  const files = readdirSync(folder).map((name) => {
    const size = statSync2(join7(folder, name)).size;
    return size <= HASHED_BYTES ? { name, size, sha256: sha256(join7(folder, name)) } : { name, size };
  });
  const stamp = {
    files,
    sources: sources.map((path) => {
      const { size, mtimeMs } = statSync2(path);
      return { path, size, mtimeMs };
    })
  };
  writeFileSync(join7(folder, STAMP), JSON.stringify(stamp));
}
function isIntact(folder) {
  try {
    const stamp = JSON.parse(readFileSync(join7(folder, STAMP), "utf8"));
    return stamp.files.every(({ name, size, sha256: hash }) => {
      const file = join7(folder, name);
      return statSync2(file).size === size && (hash === void 0 || sha256(file) === hash);
    }) && stamp.sources.every(({ path, size, mtimeMs }) => {
      const now = statSync2(path);
      return now.size === size && now.mtimeMs === mtimeMs;
    });
  } catch {
    return false;
  }
}
function sha256(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

// cosim/cache/cache.ts
function cacheRoot() {
  return process.env.BITWRIGHT_CACHE || envPaths("bitwright", { suffix: "" }).cache;
}
var substitute;
var underWay = /* @__PURE__ */ new Map();
function cached(kind, key, build) {
  const id = join8(cacheRoot(), kind, key);
  let entry = underWay.get(id);
  if (!entry) {
    entry = findOrBuild(kind, key, build).finally(() => underWay.delete(id));
    underWay.set(id, entry);
  }
  return entry;
}
async function findOrBuild(kind, key, build) {
  const found = await find(join8(cacheRoot(), kind, key));
  if (found) return found;
  let shelf = join8(cacheRoot(), kind);
  let staging = await stage(shelf);
  if (!staging) {
    substitute ??= makeScratch();
    shelf = join8(await substitute, kind);
    const again = await find(join8(shelf, key));
    if (again) return again;
    staging = await stage(shelf);
    if (!staging) throw new Error(`${shelf} cannot be written, though it was made by this process`);
  }
  try {
    const { sources = [] } = await build(staging);
    stampEntry(staging, sources);
    await install(staging, join8(shelf, key));
    await pruneKind(shelf);
    return join8(shelf, key);
  } finally {
    await rm3(staging, { recursive: true, force: true });
  }
}
async function find(entry) {
  if (!isIntact(entry)) return void 0;
  const now = /* @__PURE__ */ new Date();
  await utimes(entry, now, now).catch(() => void 0);
  return entry;
}
async function stage(shelf) {
  try {
    mkdirSync(shelf, { recursive: true });
    return await mkdtemp2(join8(shelf, ".new-"));
  } catch {
    return void 0;
  }
}
async function install(staging, entry) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(staging, entry);
    } catch (error) {
      if (attempt === 5 || !exists(entry)) throw error;
    }
    if (isIntact(entry)) return;
    const aside = `${staging}-old`;
    await rename(entry, aside).catch(() => void 0);
    await rm3(aside, { recursive: true, force: true });
  }
}

// cosim/cache/digest.ts
import { createHash as createHash2 } from "node:crypto";
function digestOf(parts) {
  const hash = createHash2("sha256");
  for (const part of parts) {
    const bytes = typeof part === "string" ? Buffer.from(part) : part;
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest("hex");
}

// cosim/toolchain/compiler.ts
import { basename } from "node:path";
var COMPILER_INSTALL = "sudo apt-get install g++";
var memo = /* @__PURE__ */ new Map();
function findCompiler() {
  const wanted = process.env.CXX ? [process.env.CXX] : ["g++", "clang++", "c++"];
  const path = wanted.map((name) => name.includes("/") ? name : which(name)).find((file) => file !== void 0);
  if (!path) throw missingTool(process.env.CXX ?? "a C++ compiler (g++ or clang++)", COMPILER_INSTALL);
  let compiler = memo.get(path);
  if (!compiler) {
    compiler = identify(path);
    memo.set(path, compiler);
  }
  return compiler;
}
async function identify(path) {
  const run = await runTool(path, ["--version"], { install: COMPILER_INSTALL });
  return { path, version: run.stdout.split("\n")[0] };
}
function linkerOptions() {
  const programs = ["mold", "ld.lld", "ld.gold"].filter((name) => which(name) !== void 0);
  return [...programs.map((name) => [`-fuse-ld=${basename(name).replace("ld.", "")}`]), []];
}

// cosim/simulators/verilator/fast.ts
import { readdir as readdir2, readFile as readFile3, writeFile as writeFile4 } from "node:fs/promises";
import { join as join14 } from "node:path";

// cosim/toolchain/precompile.ts
import { readFile as readFile2, writeFile as writeFile2 } from "node:fs/promises";
import { join as join9 } from "node:path";
var PREFIX = "prefix.h";
async function precompile(compiler, flags, includes, folder) {
  const header = join9(folder, PREFIX);
  await writeFile2(header, includes.map((name) => `#include <${name}>
`).join(""));
  const depends = `${header}.d`;
  const args = [...flags, "-x", "c++-header", header, "-o", `${header}.gch`, "-MD", "-MT", "it", "-MF", depends];
  const run = await runTool(compiler.path, args);
  if (!run.ok) throw compilationFailed(compiler, "the precompiled header", complaint(run), 3);
  return makeDependencies(await readFile2(depends, "utf8")).filter((file) => file !== header);
}
function makeDependencies(rule) {
  const joined = rule.slice(rule.indexOf(":") + 1).replace(/\\\r?\n/g, " ");
  return (joined.match(/(?:\\.|\S)+/g) ?? []).map((file) => file.replace(/\\(.)/g, "$1").replaceAll("$$", "$"));
}
function compilationFailed(compiler, what, lines, exit) {
  const help = `The compiler is ${compiler.path} (${compiler.version}); set CXX to use another one.`;
  return new CosimError("BW5004", `${what} did not compile:
${lines}`, exit, help);
}

// cosim/template.ts
import { readFileSync as readFileSync3 } from "node:fs";
import { join as join11 } from "node:path";
import Handlebars from "handlebars";

// cosim/root.ts
import { existsSync, readFileSync as readFileSync2 } from "node:fs";
import { dirname as dirname2, join as join10 } from "node:path";
import { fileURLToPath } from "node:url";
function packageRoot(from = dirname2(fileURLToPath(import.meta.url))) {
  for (let folder = from; ; folder = dirname2(folder)) {
    const file = join10(folder, "package.json");
    if (existsSync(file) && JSON.parse(readFileSync2(file, "utf8")).name === "bitwright") return folder;
    if (folder === dirname2(folder)) throw new Error(`no package.json named "bitwright" above ${from}`);
  }
}

// cosim/template.ts
var compiled = /* @__PURE__ */ new Map();
function renderTemplate(name, data) {
  let template = compiled.get(name);
  if (!template) {
    const text = readFileSync3(join11(packageRoot(), "templates", "cosim", `${name}.hbs`), "utf8");
    template = Handlebars.compile(text, { noEscape: true, strict: true });
    compiled.set(name, template);
  }
  return template(data);
}

// cosim/simulators/verilator/harness.ts
var WRAPPER = "bitwright_bench";
var MODEL = "Vbench";
var input = (p, lane) => `i${p}_${lane}`;
var output = (p, lane) => `o${p}_${lane}`;
function wrapperText(pins, lanes) {
  const range = (port) => port.width === 1 ? "" : `[${port.width - 1}:0] `;
  const controls = [pins.clock, pins.reset, pins.enable];
  const names = ["clk", "rst", "ce"];
  const present = names.filter((_, k) => controls[k] !== void 0);
  const lanesOf = (make) => Array.from({ length: lanes }, (_, lane) => make(lane));
  return renderTemplate("verilator-wrapper.v", {
    name: WRAPPER,
    ports: [
      ...present.map((name) => `input wire ${name}`),
      ...lanesOf((lane) => [
        ...pins.inputs.map((port, p) => `input wire ${range(port)}${input(p, lane)}`),
        ...pins.outputs.map((port, p) => `output wire ${range(port)}${output(p, lane)}`)
      ]).flat()
    ],
    top: pins.top,
    instances: lanesOf((lane) => [
      ...names.flatMap((name, k) => controls[k] === void 0 ? [] : [`.${controls[k]}(${name})`]),
      ...pins.inputs.map((port, p) => `.${port.name}(${input(p, lane)})`),
      ...pins.outputs.map((port, p) => `.${port.name}(${output(p, lane)})`)
    ]).map((connections, lane) => ({ name: lane === 0 ? "dut" : `dut${lane}`, connections }))
  });
}
function harnessText(pins, variant) {
  const inputWords = rowWords(pins.inputs);
  const outputWords = rowWords(pins.outputs);
  const inputAt = portOffsets(pins.inputs);
  const outputAt = portOffsets(pins.outputs);
  const lanes = Array.from({ length: variant.lanes }, (_, lane) => lane);
  return renderTemplate("verilator-harness.cpp", {
    model: MODEL,
    tracer: variant.tracer,
    headers: variant.headers,
    lanes: variant.lanes,
    inputWords,
    outputWords,
    sequential: pins.clock !== void 0,
    reset: pins.reset !== void 0,
    enable: pins.enable !== void 0,
    drive: lanes.flatMap(
      (lane) => pins.inputs.flatMap((port, p) => driveStatements(input(p, lane), port.width, lane * inputWords + inputAt[p]))
    ),
    clear: lanes.flatMap((lane) => pins.inputs.flatMap((port, p) => clearStatements(input(p, lane), port.width))),
    sample: lanes.flatMap(
      (lane) => pins.outputs.flatMap(
        (port, p) => sampleStatements(output(p, lane), port.width, lane * outputWords + outputAt[p])
      )
    )
  });
}
function driveStatements(port, width, at) {
  const word = (k) => {
    const mask = k === wordsOf(width) - 1 ? topMask(width) : 4294967295;
    return mask === 4294967295 ? `row[${at + k}]` : `(row[${at + k}] & 0x${mask.toString(16)}u)`;
  };
  if (width <= 32) return [`top.${port} = ${word(0)};`];
  if (width <= 64) return [`top.${port} = (uint64_t)${word(1)} << 32 | ${word(0)};`];
  return Array.from({ length: wordsOf(width) }, (_, k) => `top.${port}[${k}] = ${word(k)};`);
}
function clearStatements(port, width) {
  if (width <= 64) return [`top.${port} = 0;`];
  return Array.from({ length: wordsOf(width) }, (_, k) => `top.${port}[${k}] = 0;`);
}
function sampleStatements(port, width, at) {
  if (width <= 32) return [`result[${at}] = top.${port};`];
  if (width <= 64)
    return [`result[${at}] = (uint32_t)top.${port};`, `result[${at + 1}] = (uint32_t)(top.${port} >> 32);`];
  return Array.from({ length: wordsOf(width) }, (_, k) => `result[${at + k}] = top.${port}[${k}];`);
}

// cosim/simulators/verilator/runtime.ts
import { writeFile as writeFile3 } from "node:fs/promises";
import { join as join13 } from "node:path";

// cosim/simulators/verilator/toolset.ts
import { readdirSync as readdirSync2, statSync as statSync3 } from "node:fs";
import { dirname as dirname3, join as join12 } from "node:path";
var VERILATOR_INSTALL = "sudo apt-get install verilator g++";
var memo2 = /* @__PURE__ */ new Map();
function findVerilator() {
  const wrapper = which("verilator");
  if (!wrapper) throw missingTool("verilator", VERILATOR_INSTALL);
  let tools = memo2.get(wrapper);
  if (!tools) {
    tools = identify2(wrapper);
    memo2.set(wrapper, tools);
  }
  return tools;
}
async function identify2(wrapper) {
  const binary = join12(dirname3(wrapper), "verilator_bin");
  if (exists(binary)) {
    const { stdout } = await runTool(binary, ["-V"]);
    const [version] = stdout.split("\n");
    const named = process.env.VERILATOR_ROOT || /^\s*VERILATOR_ROOT\s*=\s*(\S.*)$/m.exec(stdout)?.[1];
    const roots = [named, join12(dirname3(wrapper), "..", "share", "verilator"), "/usr/share/verilator"];
    const root = roots.find((folder) => folder && exists(join12(folder, "include", "verilated.h")));
    if (root && version.startsWith("Verilator")) return { wrapper, version, direct: { binary, root } };
  }
  const run = await runTool(wrapper, ["--version"], { install: VERILATOR_INSTALL });
  return { wrapper, version: run.stdout.split("\n")[0], direct: void 0 };
}
function runtimeFingerprint(root) {
  const folder = join12(root, "include");
  return readdirSync2(folder).filter((name) => /\.(h|cpp|mk)$/.test(name)).sort().map((name) => {
    const { size, mtimeMs } = statSync3(join12(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  }).join("\n");
}

// cosim/simulators/verilator/runtime.ts
var HEADERS = ["verilated.h", "cstdint", "cstdio", "cstdlib", "vector"];
var LIBRARIES = ["-latomic"];
function compilerFlags(compiler, root, variant) {
  const defaults = ["VM_COVERAGE", "VM_SC", "VM_TRACE", "VM_TRACE_FST", "VM_TRACE_VCD", "VM_TRACE_SAIF"].filter((name) => !variant.compiler.includes(`-D${name}=1`)).map((name) => `-D${name}=0`);
  const nested = /clang/.test(compiler.version) ? ["-fbracket-depth=4096"] : [];
  const include = join13(root, "include");
  return [
    "-std=gnu++17",
    "-pthread",
    "-Werror=invalid-pch",
    ...nested,
    ...variant.compiler,
    ...defaults,
    "-isystem",
    include,
    "-isystem",
    join13(include, "vltstd")
  ];
}
async function prepareRuntime(compiler, version, root, variant, sources) {
  const flags = compilerFlags(compiler, root, variant);
  const linkers = linkerOptions();
  const key = digestOf([
    version,
    compiler.path,
    compiler.version,
    root,
    runtimeFingerprint(root),
    JSON.stringify([flags, variant.headers, variant.libraries, sources, linkers, HEADERS, LIBRARIES])
  ]);
  const folder = await cached("verilator-runtime", key, async (staging) => {
    const compile = async (source) => {
      const object = join13(staging, `${source}.o`);
      const file = join13(root, "include", `${source}.cpp`);
      const run = await runTool(compiler.path, [...flags, "-c", file, "-o", object]);
      if (!run.ok) throw compilationFailed(compiler, `Verilator's ${source}.cpp`, complaint(run), 3);
      return object;
    };
    const [read, ...objects] = await Promise.all([
      precompile(compiler, flags, [...HEADERS, ...variant.headers], staging),
      ...sources.map(compile)
    ]);
    await writeFile3(join13(staging, "link.rsp"), (await workingLink(compiler, objects, linkers, variant)).join("\n"));
    return { sources: read };
  });
  return { folder, flags, objects: sources.map((source) => join13(folder, `${source}.o`)) };
}
function workingLink(compiler, objects, linkers, variant) {
  return withScratch(async (folder) => {
    const source = join13(folder, "empty.cpp");
    await writeFile3(source, "int main() { return 0; }\n");
    let last = "";
    for (const linker of linkers) {
      const options = [...linker, ...variant.libraries, ...LIBRARIES];
      const run = await runTool(compiler.path, [source, ...objects, "-o", join13(folder, "empty"), ...options]);
      if (run.ok) return options;
      last = complaint(run);
    }
    throw compilationFailed(compiler, "Verilator's runtime", last, 3);
  });
}

// cosim/simulators/verilator/fast.ts
function verilatorOptions(bench, folder) {
  return [
    "--cc",
    "-O3",
    "--x-assign",
    "unique",
    "--x-initial",
    "unique",
    // The emitted text is linted elsewhere; a warning must not stop a simulation.
    "-Wno-fatal",
    "-Wno-lint",
    "--prefix",
    MODEL,
    "--top-module",
    WRAPPER,
    "--Mdir",
    folder,
    ...bench.variant.verilator,
    bench.wrapperFile,
    ...bench.designFiles.map((file) => `./${file}`)
  ];
}
async function buildFast(bench, direct, compiler, version, folder) {
  const verilated = await runTool(direct.binary, verilatorOptions(bench, folder), {
    cwd: bench.directory,
    env: { VERILATOR_ROOT: direct.root }
  });
  if (!verilated.ok) throw rejected(complaint(verilated));
  const runtime = await prepareRuntime(compiler, version, direct.root, bench.variant, await runtimeSources(folder));
  const unit = join14(folder, "unit.cpp");
  const generated = (await readdir2(folder)).filter((name) => name.startsWith(MODEL) && name.endsWith(".cpp")).sort();
  const includes = [...generated, bench.harnessFile].map((name) => `#include ${JSON.stringify(name)}
`);
  await writeFile4(unit, includes.join(""));
  const run = await runTool(compiler.path, [
    ...runtime.flags,
    "-include",
    join14(runtime.folder, PREFIX),
    "-I",
    folder,
    unit,
    ...runtime.objects,
    "-o",
    join14(folder, "program"),
    `@${join14(runtime.folder, "link.rsp")}`
  ]);
  if (!run.ok) throw compilationFailed(compiler, "Verilator's C++", complaint(run), 3);
}
function rejected(lines) {
  return new CosimError("BW5003", `Verilator does not accept the emitted Verilog:
${lines}`, 1);
}
async function runtimeSources(folder) {
  const list = await readFile3(join14(folder, `${MODEL}_classes.mk`), "utf8");
  const sources = [...list.matchAll(/^VM_GLOBAL_\w+ \+=((?:.*\\\n)*.*)$/gm)].flatMap(([, names]) => names.split(/[\s\\]+/)).filter((name) => name !== "");
  if (sources.length === 0) throw new CosimError("BW5002", `${MODEL}_classes.mk lists no runtime files`, 3);
  return sources;
}

// cosim/simulators/verilator/stock.ts
import { join as join15 } from "node:path";
async function buildStock(bench, wrapper, compiler, folder) {
  const optimise = bench.variant.compiler.find((flag) => flag.startsWith("-O"));
  const run = await runTool(
    wrapper,
    [
      ...verilatorOptions(bench, folder),
      "--exe",
      "--build",
      ...["-j", "0"],
      join15(folder, bench.harnessFile),
      ...["-MAKEFLAGS", `CXX=${compiler.path}`, "-MAKEFLAGS", `LINK=${compiler.path}`],
      ...["-MAKEFLAGS", `OPT_FAST=${optimise}`],
      ...["-o", "program"]
    ],
    { cwd: bench.directory, install: VERILATOR_INSTALL }
  );
  if (run.ok) return;
  const said = `${run.stderr}
${run.stdout}`.split("\n").filter((line) => !/^(%Error: )?(make|Command Failed)\b/.test(line));
  const lines = complaint({ ...run, stdout: "", stderr: said.join("\n") });
  if (!/^make(\[\d+\])?: \*\*\*/m.test(run.stderr)) throw rejected(lines);
  throw new CosimError(
    "BW5004",
    `Verilator's C++ did not compile:
${lines}`,
    3,
    `Check make and the compiler: ${VERILATOR_INSTALL}`
  );
}

// cosim/simulators/verilator/bench.ts
async function buildBench(source, variant) {
  const { pins, design, directory, progress } = source;
  const [tools, compiler] = await Promise.all([findVerilator(), findCompiler()]);
  const wrapper = wrapperText(pins, variant.lanes);
  const harness = harnessText(pins, variant);
  const stock = process.env.BITWRIGHT_VERILATOR === "stock" || tools.direct === void 0;
  const key = digestOf([
    stock ? "stock" : "fast",
    tools.version,
    compiler.path,
    compiler.version,
    JSON.stringify(variant),
    wrapper,
    harness,
    ...design.flatMap(({ path, text }) => [path, text])
  ]);
  return cached("verilator-program", key, async (staging) => {
    await withScratch(async (folder) => {
      const bench = {
        variant,
        directory,
        designFiles: design.map(({ path }) => path),
        wrapperFile: join16(folder, "wrapper.v"),
        harnessFile: "harness.cpp"
      };
      await writeFile5(bench.wrapperFile, wrapper);
      await writeFile5(join16(folder, bench.harnessFile), harness);
      progress?.(`building with ${tools.version.split(" ").slice(0, 2).join(" ")}`);
      if (stock || !tools.direct) await buildStock(bench, tools.wrapper, compiler, folder);
      else
        await buildFast(bench, tools.direct, compiler, tools.version, folder).catch((error) => {
          if (!(error instanceof CosimError) || error.exit === 1) throw error;
          progress?.("building the slow way, since the quick one failed");
          return buildStock(bench, tools.wrapper, compiler, folder);
        });
      await cp(join16(folder, "program"), join16(staging, "program"));
    });
    return {};
  });
}

// cosim/simulators/verilator/variant.ts
var untraced = { headers: [], libraries: [], tracer: "" };
var VARIANTS = {
  plain: { name: "plain", lanes: 1, verilator: [], compiler: ["-O1"], ...untraced },
  lanes: { name: "lanes", lanes: 16, verilator: [], compiler: ["-O2"], ...untraced },
  vcd: {
    name: "vcd",
    lanes: 1,
    verilator: ["--trace"],
    compiler: ["-O1", "-DVM_TRACE=1", "-DVM_TRACE_VCD=1"],
    headers: ["verilated_vcd_c.h"],
    libraries: [],
    tracer: "VerilatedVcdC"
  },
  fst: {
    name: "fst",
    lanes: 1,
    verilator: ["--trace-fst"],
    compiler: ["-O1", "-DVM_TRACE=1", "-DVM_TRACE_FST=1"],
    headers: ["verilated_fst_c.h"],
    libraries: ["-lz"],
    tracer: "VerilatedFstC"
  }
};

// cosim/simulators/verilator/verilator.ts
var LANES_FROM_ROWS = 1 << 23;
var LANES_TEXT = 2e4;
var verilator = {
  name: "verilator",
  summary: "compiled two-state simulation; the fastest, and the default",
  install: VERILATOR_INSTALL,
  async probe() {
    return which("verilator") && (await findVerilator()).version;
  },
  async build(job2) {
    const pins = pinsOf(job2.manifest);
    const design = await readDesignFiles(job2, ["verilog"]);
    const source = { pins, design, directory: job2.directory, progress: job2.progress };
    const copyable = pins.clock === void 0 && design.reduce((sum, { text }) => sum + text.length, 0) <= LANES_TEXT;
    await buildBench(source, VARIANTS.plain);
    return {
      async run(rows, count, options = {}) {
        checkRows(pins.inputs, rows, count);
        const folder = await buildBench(source, variantFor(copyable, count, options));
        return runProgram({
          simulator: "Verilator",
          command: (input2, output2, waveform) => [
            join17(folder, "program"),
            [String(count), input2, output2, ...waveform ? [waveform] : []]
          ],
          pins,
          rows,
          count,
          options
        });
      },
      async dispose() {
      }
    };
  }
};
function variantFor(copyable, count, options) {
  if (options.waveform === void 0) return copyable && count >= LANES_FROM_ROWS ? VARIANTS.lanes : VARIANTS.plain;
  const kind = extname(options.waveform);
  if (kind === ".vcd") return VARIANTS.vcd;
  if (kind === ".fst") return VARIANTS.fst;
  throw new CosimError(
    "BW4102",
    `${options.waveform} is not a kind of waveform that Verilator writes`,
    2,
    "Name a .vcd or .fst file."
  );
}

// .try-cosim.ts
import { cpSync } from "node:fs";
var job = await placeFixture(HIERARCHY);
cpSync(job.directory, "/tmp/vt/sp ace", { recursive: true });
for (const c of ["/tmp/vt/wrap2.sh", ""]) for (const stock of ["", "stock"]) {
  process.env.CXX = c;
  process.env.BITWRIGHT_VERILATOR = stock;
  process.env.BITWRIGHT_CACHE = "/tmp/vt/ca che";
  try {
    const sim = await verilator.build({ ...job, directory: "/tmp/vt/sp ace", progress: (p) => console.log("  ", p) });
    console.log(await sim.run(new Uint32Array([1, 2]), 1));
  } catch (e) {
    console.log(e.diagnostic ?? e);
  }
}
