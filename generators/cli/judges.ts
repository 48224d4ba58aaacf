/** Which simulators a co-simulation runs. */
import { missingTool } from '../../cosim/process/tool.ts';
import type { Simulator } from '../../cosim/simulator.ts';
import { gates } from '../../cosim/simulators/gates/gates.ts';
import { findSimulator, SIMULATORS } from '../../cosim/simulators/registry.ts';
import type { Compiled } from '../compile.ts';
import type { Referee } from './check-design.ts';
import { type ChosenStimuli, REFEREE_ROWS, refereeRows } from './stimuli.ts';

/** Combinations from which on synthesising gates takes less time than it saves. */
const GATES_FROM_ROWS = 2 ** 28;

/**
 * What the golden model is compared with. All of very many combinations go to the gates of the design, which take them
 * fastest, and Verilator looks at some; who names a simulator has it take them all.
 */
export async function judges(
  compiled: Compiled,
  stimuli: ChosenStimuli,
  name: string | undefined,
  seed: number,
): Promise<{ simulator: Simulator; referee?: Referee }> {
  const simulator = await chosenSimulator(name);
  const many = 'recipe' in stimuli && stimuli.direct && stimuli.count >= GATES_FROM_ROWS;
  if (name !== undefined || !many || compiled.manifest.clock !== null) return { simulator };
  if ((await gates.probe()) === undefined) return { simulator };
  const rows = (wrong: Uint32Array) => refereeRows(compiled, seed, wrong);
  return { simulator: gates, referee: { simulator, rows, sample: `corners and ${REFEREE_ROWS} random rows` } };
}

/** The named simulator, which must be there; without a name Verilator, or the one that npm brings, saying so. */
async function chosenSimulator(name: string | undefined): Promise<Simulator> {
  const wanted = findSimulator(name ?? 'verilator');
  if ((await wanted.probe()) !== undefined) return wanted;
  if (name === undefined) {
    const fallback = SIMULATORS.find((s) => s.install === undefined);
    if (fallback && (await fallback.probe()) !== undefined) {
      process.stderr.write(`note: Verilator was not found; falling back to ${fallback.name} (${fallback.summary})\n`);
      return fallback;
    }
  }
  throw missingTool(wanted.name, wanted.install);
}
