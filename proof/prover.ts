/** One build of a sweep: its claims compiled together, and any rows of it compared in all tellings. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Port, portOffsets, readWord, rowWords, writeWord } from '../cosim/ports.ts';
import type { Simulation } from '../cosim/simulator.ts';
import { verilator } from '../cosim/simulators/verilator/verilator.ts';
import { verilogBackend } from '../generators/backends/verilog/verilog.ts';
import { rawText } from '../generators/cli/stimuli.ts';
import { writeFolder } from '../generators/cli/write-files.ts';
import { compile, emit, goldenOf } from '../generators/compile.ts';
import type { GoldenModel } from '../generators/golden/golden.ts';
import type { Manifest } from '../generators/manifest.ts';
import { gather } from '../test/support/gather.ts';
import { ExactTelling } from './exact-telling.ts';
import { type Build, type Claim, rowSpaceOf } from './plan.ts';
import type { RowSpace } from './rows.ts';

/** What came out for one claim. */
export interface Tally {
  /** Rows on which Verilog = golden was compared; 0 where there is no simulator. */
  simulated: number;
  /** Rows on which exact = golden was compared. */
  told: number;
  mismatches: number;
  /** The command that repeats the first mismatch. */
  repeat?: string;
}

export class Prover {
  readonly #claims: readonly Claim[];
  readonly #space: RowSpace;
  readonly #golden: GoldenModel;
  readonly #exact: readonly ExactTelling[];
  readonly #turns: ReturnType<typeof turnsOf>;
  readonly #simulation: Simulation | undefined;
  readonly #folder: string;

  private constructor(build: Build, seed: number, golden: GoldenModel, folder: string, simulation?: Simulation) {
    this.#claims = build.claims;
    this.#space = rowSpaceOf(build, seed);
    this.#golden = golden;
    this.#exact = build.claims.map((claim) => new ExactTelling(claim));
    this.#turns = turnsOf(build.claims);
    this.#folder = folder;
    this.#simulation = simulation;
  }

  /** Compiles the claims, and their Verilog where Verilator is installed. */
  static async build(build: Build, seed: number): Promise<Prover> {
    const design = gather(
      build.name,
      build.claims.map((c) => c.request),
    );
    const compiled = compile(design);
    const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
    const folder = mkdtempSync(join(tmpdir(), 'bitwright-proof-'));
    const directory = join(folder, 'build');
    writeFolder(directory, files);
    const manifest = JSON.parse(files[files.length - 1].text) as Manifest;
    const installed = (await verilator.probe()) !== undefined;
    const simulation = installed ? await verilator.build({ manifest, directory }) : undefined;
    return new Prover(build, seed, goldenOf(compiled), folder, simulation);
  }

  async dispose(): Promise<void> {
    await this.#simulation?.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Compares the rows from `from` up to `to`, without it; one tally for each claim. */
  async check(from: number, to: number): Promise<Tally[]> {
    const count = to - from;
    const words = Array.from({ length: count }, (_, i) => this.#space.word(from + i));
    const corners = words.map((_, i) => this.#space.isCorner(from + i));
    const rows = this.#packed(words);
    const golden = new ResultWords(this.#golden.outputs, this.#golden.run(rows, count));
    const verilog = this.#simulation && new ResultWords(this.#golden.outputs, await this.#simulation.run(rows, count));
    return this.#claims.map((_, claim) => {
      const exact = this.#exact[claim];
      const { turn, turns } = this.#turns[claim];
      const tally: Tally = { simulated: verilog ? count : 0, told: 0, mismatches: 0 };
      for (let row = 0; row < count; row++) {
        const got = golden.at(row, claim);
        const told = corners[row] || (from + row) % turns === turn;
        if (told) tally.told++;
        const agrees = (!told || exact.agrees(words[row], got)) && (!verilog || verilog.at(row, claim) === got);
        if (agrees) continue;
        tally.mismatches++;
        tally.repeat ??= repeatCommand(this.#claims[claim], exact.operandWords(words[row]));
      }
      return tally;
    });
  }

  #packed(words: readonly bigint[]): Uint32Array {
    const ports = this.#golden.inputs;
    const stride = rowWords(ports);
    const rows = new Uint32Array(stride * words.length);
    for (const [row, word] of words.entries()) writeWord(rows, row * stride, ports[0].width, word);
    return rows;
  }
}

/** Random rows are told exactly by one claim of each family in turn: which, of how many. */
function turnsOf(claims: readonly Claim[]): { readonly turn: number; readonly turns: number }[] {
  return claims.map((claim) => {
    const family = claims.filter((c) => c.family === claim.family);
    return { turn: family.indexOf(claim), turns: family.length };
  });
}

/** Packed result rows, read by output. */
class ResultWords {
  readonly #rows: Uint32Array;
  readonly #widths: readonly number[];
  readonly #offsets: readonly number[];
  readonly #stride: number;

  constructor(ports: readonly Port[], rows: Uint32Array) {
    this.#rows = rows;
    this.#widths = ports.map((p) => p.width);
    this.#offsets = portOffsets(ports);
    this.#stride = rowWords(ports);
  }

  at(row: number, port: number): number | bigint {
    const at = row * this.#stride + this.#offsets[port];
    const width = this.#widths[port];
    return width <= 32 ? this.#rows[at] : readWord(this.#rows, at, width);
  }
}

function repeatCommand({ request }: Claim, row: readonly bigint[]): string {
  return `npx bitwright cosim '${request}' --vectors ${rawText([row])}`;
}
