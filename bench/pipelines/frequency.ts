/**
 * The frequency that nextpnr-ice40 finds for pipelines made for 60, 100 and 140 MHz on an iCE40 HX8K: one try, seed 1.
 * `npx jiti bench/pipelines/frequency.ts > bench/pipelines/frequency.md`; with numbers, only these designs of the list.
 */
import { runTool } from '../../cosim/process/tool.ts';
import { loadDesign } from '../../generators/cli/load-design.ts';
import { compile } from '../../generators/compile.ts';
import { DiagnosticError } from '../../generators/diagnostics/diagnostic.ts';
import { DESIGNS } from './designs.ts';
import { PlacementFailed, placed } from './place.ts';

const FREQUENCIES = [60, 100, 140];

async function measured(name: string, freq: number): Promise<{ text: string; met: boolean }> {
  try {
    const compiled = compile(await loadDesign(name, {}), { target: 'ice40', freq });
    const { latency, frequency } = compiled.schedule!;
    const { mhz, cells } = await placed(compiled, freq);
    const met = mhz >= freq;
    return {
      text: `${latency} | ${Math.floor(frequency)} | ${mhz.toFixed(1)} | ${cells} | ${met ? 'yes' : 'no'}`,
      met,
    };
  } catch (error) {
    if (error instanceof PlacementFailed) return { text: `| | | | failed: ${error.message}`, met: false };
    if (!(error instanceof DiagnosticError)) throw error;
    return { text: `| | | | refused: ${error.diagnostic.message}`, met: false };
  }
}

const chosen = process.argv.slice(2).map(Number);
const designs = chosen.length > 0 ? chosen.map((i) => DESIGNS[i]) : DESIGNS;
const [yosys, nextpnr] = [await runTool('yosys', ['-V']), await runTool('nextpnr-ice40', ['--version'])];
console.log(
  `${yosys.stdout.split('\n')[0]}; ${nextpnr.stderr.trim() || nextpnr.stdout.trim()}; iCE40 HX8K, package ct256.\n`,
);
console.log('| design | asked, MHz | cycles | model, MHz | nextpnr, MHz | cells | met |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
const met: boolean[] = [];
for (const name of designs)
  for (const freq of FREQUENCIES) {
    const result = await measured(name, freq);
    met.push(result.met);
    console.log(`| \`${name}\` | ${freq} | ${result.text} |`);
  }
console.log(`\n${met.filter(Boolean).length} of ${met.length} met.`);
