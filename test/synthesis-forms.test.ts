/** What the forms of the Verilog for a target are there for, in the cells that Yosys makes. */
import { expect, it } from 'vitest';
import { withScratch } from '../cosim/process/scratch.ts';
import { findYosys } from '../cosim/synthesis/tools.ts';
import { synthesise } from '../cosim/synthesis/yosys.ts';
import { verilogBackend } from '../generators/backends/verilog/verilog.ts';
import { writeFolder } from '../generators/cli/write-files.ts';
import { compile, emit } from '../generators/compile.ts';
import { design } from '../generators/design/design.ts';
import { operatorRequest } from '../generators/design/operator-request.ts';
import { fixed } from '../generators/index.ts';
import type { Design } from '../generators/ir/ir.ts';
import { manifestSchema } from '../generators/manifest.ts';
import type { TargetName } from '../generators/timing/targets.ts';

async function cellsOf(source: Design, target: TargetName) {
  return withScratch(async (directory) => {
    const files = emit(compile(source, { target }), [verilogBackend], { inputs: [], outputs: [] });
    writeFolder(`${directory}/build`, files);
    const manifest = manifestSchema.parse(JSON.parse(files[files.length - 1].text));
    const { runs } = await synthesise({ manifest, directory: `${directory}/build` }, target, await findYosys());
    return runs[0];
  });
}

it('sums of unsigned words keep their adders', async () => {
  // Seven adders of 9, 10 and 11 bits in a tree. What Yosys makes of them merged is half as much again.
  const { lut } = await cellsOf(operatorRequest('op:sum/uint8[8]'), 'ice40');
  expect(lut).toBeLessThanOrEqual(4 * 9 + 2 * 10 + 11);
}, 60_000);

it('delay lines of the design become shift registers', async () => {
  const word = fixed(16, 16);
  const line = design('line', { inputs: { x: word }, outputs: { y: word } }, ({ x }) => ({ y: x.delay(16) }));
  const { ff, cells } = await cellsOf(line, 'xc7');
  expect(cells.SRL16E).toBe(16);
  expect(ff).toBe(5);
}, 60_000);
