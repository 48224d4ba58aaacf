import { CosimError } from '../error.ts';
import type { Simulator } from '../simulator.ts';
import { didYouMean } from '../suggest.ts';
import { gates } from './gates/gates.ts';
import { iverilog } from './iverilog/iverilog.ts';
import { verilator } from './verilator/verilator.ts';
import { yosys } from './yosys/yosys.ts';

/** The simulators that take every design, the preferred one first. */
export const SIMULATORS: readonly Simulator[] = [verilator, iverilog, yosys];

/** All of `--simulator`. */
const NAMED: readonly Simulator[] = [...SIMULATORS, gates];

/** @throws CosimError BW4109 (exit 2) for a name that is not in the list. */
export function findSimulator(name: string): Simulator {
  const found = NAMED.find((simulator) => simulator.name === name);
  if (found) return found;
  const names = NAMED.map((simulator) => simulator.name);
  const help = didYouMean(name, names) ?? `Choose one of ${names.join(', ')}.`;
  throw new CosimError('BW4109', `there is no simulator named "${name}"`, 2, help);
}
