import type { EmittedFile } from '../backend.ts';
import { template } from '../template.ts';
import { type Clock, clockOf } from './clock.ts';
import { amdPart } from './parts.ts';
import type { Project } from './project.ts';

interface VivadoView {
  readonly top: string;
  readonly rtl: readonly string[];
  readonly part: string;
  /** The constraint file; empty for combinational designs. */
  readonly xdc: string;
}

const SCRIPT = 'project/vivado.tcl';
const CONSTRAINT = 'project/clock.xdc';

/**
 * Out-of-context synthesis without a project file, and place and route on demand.
 * Commands and options: UG835, Vivado Design Suite Tcl Command Reference; create_clock: UG903, Using Constraints.
 */
export function vivadoFiles({ manifest, top, rtl, target, mhz }: Project): EmittedFile[] {
  const clock = clockOf(manifest, mhz);
  const view: VivadoView = { top, rtl, part: amdPart(target), xdc: clock ? CONSTRAINT : '' };
  const script = { path: SCRIPT, text: template<VivadoView>('project', 'vivado.tcl')(view) };
  if (!clock) return [script];
  return [script, { path: CONSTRAINT, text: template<Clock>('project', 'clock.xdc')(clock) }];
}
