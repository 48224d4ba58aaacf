/** golden = Verilog and golden = C++ for every case of every layer; many share one build. (exact = golden is in layers.test.ts.) */
import { describe, expect, it } from 'vitest';
import { hlsSystemc } from '../cosim/hls/systemc.ts';
import { SIMULATORS } from '../cosim/simulators/registry.ts';
import { randomRows } from '../cosim/vectors.ts';
import { hlsBackend } from '../generators/backends/hls/index.ts';
import { verilogBackend } from '../generators/backends/verilog/verilog.ts';
import { checkDesign } from '../generators/cli/check-design.ts';
import { compile, emit } from '../generators/compile.ts';
import { gatherDesigns } from './support/gather.ts';
import { layerDesigns } from './support/networks.ts';

const TELLINGS = [...SIMULATORS.filter((s) => s.name === 'verilator'), hlsSystemc];

describe('every case of every layer', () => {
  it.for(TELLINGS.map((t) => [t.name, t] as const))(
    'agrees with the golden model under %s',
    async ([name, telling], { skip }) => {
      if ((await telling.probe()) === undefined) skip(`not run: ${name} is missing (${telling.install})`);
      const compiled = compile(gatherDesigns('every_layer', layerDesigns()));
      const backends = telling === hlsSystemc ? [hlsBackend('systemc')] : [verilogBackend];
      const files = emit(compiled, backends, { inputs: [], outputs: [] });
      const stimuli = randomRows(
        compiled.manifest.ports.filter((p) => p.direction === 'input'),
        3000,
        1,
      );
      const { verdicts } = await checkDesign({ compiled, files, stimuli, simulators: [telling], exactRows: 3 });
      expect(verdicts.map((v) => v.wrongRows)).toEqual([0, 0]);
      expect(verdicts[1]).toMatchObject({ rows: 3000, mismatches: [] });
    },
  );
});
