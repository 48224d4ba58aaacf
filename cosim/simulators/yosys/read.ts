import type { DesignFile } from '../../design-files.ts';
import { CosimError } from '../../error.ts';
import type { YosysModule } from './netlist.ts';

/** The package, loaded when it is first needed: it is large. */
export async function loadYosys() {
  try {
    return await import('@yowasp/yosys');
  } catch (error) {
    throw new CosimError(
      'BW5101',
      `@yowasp/yosys cannot be loaded: ${(error as Error).message}`,
      3,
      'Run npm install.',
    );
  }
}

/**
 * Has Yosys parse the Verilog and turn it into one module of word-level cells. Nothing is optimised but unused cells
 * removed, so each operator of the text is a cell.
 * @throws CosimError BW5103 where Yosys does not accept the text.
 */
export async function readVerilog(files: readonly DesignFile[], top: string): Promise<YosysModule> {
  const yosys = await loadYosys();
  // Plain names of ours: paths may hold what has a meaning in a Yosys script.
  const tree = Object.fromEntries(files.map(({ text }, k) => [`file${k}.v`, text]));
  const script = [
    `read_verilog ${Object.keys(tree).join(' ')}`,
    `hierarchy -check -top ${top}`,
    'proc',
    'flatten -noscopeinfo',
    'opt_clean',
    'memory_collect',
    // Memories that are written become registers and what selects them; tables stay.
    'memory_map r:WR_PORTS>0',
    'write_json netlist.json',
  ].join('; ');
  let said = '';
  const listen = (bytes: Uint8Array | null) => {
    if (bytes) said += Buffer.from(bytes).toString();
  };
  try {
    const made = await yosys.runYosys(['-q', '-p', script], tree, { stdout: null, stderr: listen });
    return JSON.parse(String(made?.['netlist.json'])).modules[top];
  } catch (error) {
    if (!(error instanceof yosys.Exit)) throw error;
    const lines = said.replace(/file(\d+)\.v:/g, (_, k) => `${files[Number(k)].path}:`).trim();
    throw new CosimError('BW5103', `Yosys does not accept the emitted Verilog:\n${lines}`, 1);
  }
}
