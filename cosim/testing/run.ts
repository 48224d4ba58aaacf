import { type Port, packRows, unpackRow } from '../ports.ts';
import type { Simulator } from '../simulator.ts';
import { cornerRows, randomRows, type Stimuli } from '../vectors.ts';
import type { Fixture } from './fixtures.ts';

/** Every combination of all zeros and all ones, then random rows. */
export function stimuliFor(ports: readonly Port[], randomCount: number): Stimuli {
  const corners = cornerRows(ports, [], 1);
  const random = randomRows(ports, randomCount, 2);
  const rows = new Uint32Array(corners.rows.length + random.rows.length);
  rows.set(corners.rows);
  rows.set(random.rows, corners.rows.length);
  return { rows, count: corners.count + randomCount };
}

/** What the fixture's function on BigInt gives for packed rows from reset. */
export function expectedRows(fixture: Fixture, rows: Uint32Array, count: number): Uint32Array {
  const model = fixture.model();
  return packRows(
    fixture.outputs,
    Array.from({ length: count }, (_, row) => model(unpackRow(fixture.inputs, rows, row))),
  );
}

/** The version line of a simulator, or a reason for skipping its tests that says so. */
export async function availability(simulator: Simulator): Promise<{ missing: boolean; label: string }> {
  const version = await simulator.probe();
  const label = version ?? `${simulator.name} is not installed: not run`;
  return { missing: version === undefined, label };
}
