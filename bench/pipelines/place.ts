/** Verilog placed and routed on an iCE40 HX8K, between registers that stand for the design around. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaint, runTool } from '../../cosim/process/tool.ts';
import { verilogBackend } from '../../generators/backends/verilog/verilog.ts';
import type { Compiled } from '../../generators/compile.ts';
import { emit } from '../../generators/compile.ts';
import type { ManifestPort } from '../../generators/manifest.ts';

/** Placement and routing that takes longer than this counts as failed: on a device that is nearly full it may not come to an end. */
const MINUTES = 10;

export interface Placed {
  readonly mhz: number;
  readonly cells: number;
}

/**
 * @param mhz what the placer aims at
 * @throws PlacementFailed where the design is too large for the device, or the time is up
 */
export async function placed(compiled: Compiled, mhz: number): Promise<Placed> {
  const folder = await mkdtemp(join(tmpdir(), 'bitwright-bench-'));
  try {
    const rtl = emit(compiled, [verilogBackend], { inputs: [], outputs: [] }).filter((f) => f.path.endsWith('.v'));
    await mkdir(join(folder, 'rtl'));
    for (const file of rtl) await writeFile(join(folder, file.path), file.text);
    await writeFile(join(folder, 'frame.v'), frame(compiled));
    const sources = ['frame.v', ...rtl.map((f) => f.path)].join(' ');
    await mustRun('yosys', ['-q', '-p', `read_verilog ${sources}; synth_ice40 -top frame -json frame.json`], folder);
    const aim = ['--hx8k', '--package', 'ct256', '--freq', String(mhz), '--seed', '1'];
    const options = [...aim, '-q', '--json', 'frame.json', '--report', 'report.json', '--timing-allow-fail'];
    const run = await runTool('timeout', [`${MINUTES}m`, 'nextpnr-ice40', ...options], { cwd: folder });
    if (run.exitCode === 124) throw new PlacementFailed(`nextpnr did not finish within ${MINUTES} minutes`);
    if (!run.ok) throw new PlacementFailed(complaint(run, 1));
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
    const [clock] = Object.values(report.fmax) as { achieved: number }[];
    return { mhz: clock.achieved, cells: report.utilization.ICESTORM_LC.used };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export class PlacementFailed extends Error {}

async function mustRun(tool: string, args: string[], cwd: string): Promise<void> {
  const run = await runTool(tool, args, { cwd });
  if (!run.ok) throw new Error(`${tool}: ${run.stderr.split('\n').slice(-6).join('\n')}`);
}

/** Inputs from a shift register, outputs into registers and out by another one: few pins, and nothing slower than the design. */
function frame({ manifest }: Compiled): string {
  const ports = (direction: string) => manifest.ports.filter((p) => p.direction === direction);
  const bits = (list: readonly ManifestPort[]) => list.reduce((sum, p) => sum + p.width, 0);
  const [inputs, outputs] = [ports('input'), ports('output')];
  const [ins, outs] = [Math.max(1, bits(inputs)), bits(outputs)];
  const connections: string[] = [];
  const connect = (list: readonly ManifestPort[], word: string) => {
    let lo = 0;
    for (const { name, width } of list) {
      connections.push(`.${name}(${word}[${lo + width - 1}:${lo}])`);
      lo += width;
    }
  };
  connect(inputs, 'stimulus');
  connect(outputs, 'result');
  if (manifest.clock) connections.push('.clk(clk)', ".ce(1'b1)");
  if (manifest.reset) connections.push('.rst(rst)');
  return `module frame(input clk, input pin_rst, input pin_in, input pin_load, output reg pin_out);
  reg rst, load;
  reg [${ins - 1}:0] stimulus;
  wire [${outs - 1}:0] result;
  reg [${outs - 1}:0] taken, shift;
  always @(posedge clk) begin
    rst <= pin_rst;
    load <= pin_load;
    stimulus <= {stimulus, pin_in};
    taken <= result;
    shift <= load ? taken : {shift, 1'b0};
    pin_out <= shift[${outs - 1}];
  end
  ${manifest.top} dut(${connections.join(', ')});
endmodule
`;
}
