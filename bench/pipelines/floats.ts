/**
 * Float pipelines beside FloPoCo's for a Kintex-7 at 200 MHz, in LUTs and flip-flops after the same synthesis by the Yosys in PATH.
 * `npx jiti bench/pipelines/floats.ts > bench/pipelines/floats.md`
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../../cosim/process/tool.ts';
import { figuresOf, SYNTHESIS_FLOWS } from '../../cosim/synthesis/flows.ts';
import { cellCounts } from '../../cosim/synthesis/yosys.ts';
import { verilogBackend } from '../../generators/backends/verilog/verilog.ts';
import { type Compiled, compile, emit } from '../../generators/compile.ts';
import { operatorRequest } from '../../generators/design/operator-request.ts';

const SYNTHESIS = 'synth_xilinx -family xc7 -noiopad -flatten -nodsp';
const NO_SUBNORMALS = 'float<5,10,subnormals=no>';
/** What FloPoCo gave, in the same synthesis. Its FPDiv and FPSqrt know no subnormals; ours are shown with and without. */
const GIVEN = [
  { request: 'op:add/binary16,binary16/binary16', lut: 207, ff: 115, latency: 4 },
  { request: 'op:fma/binary16,binary16,binary16/binary16', lut: 701, ff: 149, latency: 2 },
  { request: `op:add/${NO_SUBNORMALS},${NO_SUBNORMALS}/${NO_SUBNORMALS}`, lut: 156, ff: 89, latency: 3 },
  { request: 'op:div/binary16,binary16/binary16', lut: 486, ff: 128, latency: 4 },
  { request: `op:div/${NO_SUBNORMALS},${NO_SUBNORMALS}/${NO_SUBNORMALS}`, lut: 486, ff: 128, latency: 4 },
  { request: 'op:sqrt/binary16/binary16', lut: 177, ff: 51, latency: 3 },
  { request: `op:sqrt/${NO_SUBNORMALS}/${NO_SUBNORMALS}`, lut: 177, ff: 51, latency: 3 },
] as const;

async function synthesised(compiled: Compiled) {
  const folder = await mkdtemp(join(tmpdir(), 'bitwright-bench-'));
  try {
    const [{ text }] = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
    await writeFile(join(folder, 'top.v'), text);
    const script = `read_verilog top.v; ${SYNTHESIS}; tee -o stat.json stat -json`;
    const run = await runTool('yosys', ['-q', '-p', script], { cwd: folder });
    if (!run.ok) throw new Error(run.stderr);
    return figuresOf(SYNTHESIS_FLOWS.xc7, cellCounts(await readFile(join(folder, 'stat.json'), 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function row(request: string, timing: { freq: number } | { latency: number }) {
  const compiled = compile(operatorRequest(request), { target: 'xc7', ...timing });
  const { lut, ff } = await synthesised(compiled);
  const { latency, frequency } = compiled.schedule!;
  return `${lut} | ${ff} | ${latency} | ${Math.floor(frequency)}`;
}

const { stdout: version } = await runTool('yosys', ['-V']);
console.log(
  `${version.split('\n')[0]}, \`${SYNTHESIS}\`; MHz by the delay model of ${'`generators/timing/delays.ts`'}.\n`,
);
console.log(`FloPoCo's cycles are by its own model, in which a multiplier takes no time (DSPMultiplierDelay_ = 0) and logic of any
number of inputs one LUT (Kintex7.cpp). Its FPDiv and FPSqrt know no subnormals, so their numbers stand beside both of ours.
`);
console.log('| operator | | LUT | FF | cycles | MHz |\n| --- | --- | --- | --- | --- | --- |');
for (const { request, lut, ff, latency } of GIVEN) {
  console.log(`| \`${request}\` | FloPoCo | ${lut} | ${ff} | ${latency} | 200 |`);
  console.log(`| | \`--latency ${latency}\` | ${await row(request, { latency })} |`);
  console.log(`| | \`--freq 200\` | ${await row(request, { freq: 200 })} |`);
}
