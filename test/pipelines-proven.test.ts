/**
 * Pipelines proven by Yosys: from any state of its registers, a pipeline gives what the combinational module gives, as many cycles
 * later as its latency says. Both are read from the emitted Verilog.
 */
import { expect, it } from 'vitest';
import { findYosys } from '../cosim/synthesis/tools.ts';
import { verilogBackend } from '../generators/backends/verilog/verilog.ts';
import { type Compiled, compile, emit } from '../generators/compile.ts';
import { operatorRequest } from '../generators/design/operator-request.ts';
import type { TimingRequest } from '../generators/timing/schedule/schedule.ts';

function verilogOf(compiled: Compiled): string {
  const [{ text }] = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
  return text;
}

/** Both modules on the same inputs; the results of the combinational one wait in registers. */
function miter(name: string, { manifest }: Compiled): string {
  const inputs = manifest.ports.filter((p) => p.direction === 'input');
  const output = manifest.ports.find((p) => p.direction === 'output')!;
  const range = `[${output.width - 1}:0]`;
  const connect = inputs.map((p) => `.${p.name}(${p.name})`).join(', ');
  const waiting = Array.from({ length: manifest.latency }, (_, i) => `wait${i}`);
  const steps = waiting.map((w, i) => `${w} <= ${i === 0 ? 'due' : waiting[i - 1]};`).join(' ');
  return `module miter(input clk, ${inputs.map((p) => `input [${p.width - 1}:0] ${p.name}`).join(', ')}, output same);
  wire ${range} due, got;
  reg ${range} ${waiting.join(', ')};
  always @(posedge clk) begin ${steps} end
  whole whole(${connect}, .${output.name}(due));
  ${name} piped(.clk(clk), .ce(1'b1), ${connect}, .${output.name}(got));
  assign same = got == ${waiting.at(-1)};
endmodule
`;
}

/** The verdict of the prover: registers start anywhere, and the last cycle is asserted. */
async function proven(request: string, timing: TimingRequest, damage: (text: string) => string = (text) => text) {
  const design = operatorRequest(request);
  const [whole, piped] = [compile(design), compile(design, timing)];
  const renamed = verilogOf(whole).replace(`module ${design.name} (`, 'module whole (');
  const texts = [renamed, damage(verilogOf(piped)), miter(design.name, piped)];
  const files = texts.map((text, i) => ({ path: `rtl/${i}.v`, text }));
  const cycles = piped.manifest.latency + 1;
  const script = [
    'hierarchy -top miter; proc; flatten; opt -full; memory_map; techmap; opt',
    `tee -o verdict sat -seq ${cycles} -prove-skip ${cycles - 1} -prove same 1 miter`,
  ].join('; ');
  const yosys = await findYosys();
  return yosys.run(files, script, 'verdict');
}

it.each([
  ['op:add/fixed8_3,fixed8_3', { target: 'xc7', latency: 1 }],
  ['op:mul/fixed<5,3>,fixed<5,3>', { target: 'ice40', latency: 3 }],
  ['op:cast:round=RND_CONV:overflow=SAT/fixed<12,6>/fixed<6,3>', { target: 'xc7', latency: 2 }],
  ['op:div/ufixed<5,3>,ufixed<4,2>/ufixed<6,4>', { target: 'ecp5', latency: 4 }],
  ['op:add/E4M3,E4M3/E4M3', { target: 'xcup', latency: 3 }],
  ['op:mul/E5M2,E5M2/E5M2', { target: 'ice40', freq: 140 }],
] as const)('%s is the same as a pipeline, %o', async (request, timing) => {
  expect(await proven(request, timing)).toContain('SAT proof finished - no model found: SUCCESS!');
});

it('finds a pipeline out that lost a register', async () => {
  const broken = (text: string) => text.replace(/(\w+) <= (\w+);/, '$1 <= ~$2;');
  const verdict = await proven('op:mul/fixed<5,3>,fixed<5,3>', { target: 'ice40', latency: 3 }, broken);
  expect(verdict).toContain('SAT proof finished - model found: FAIL!');
});
