import type { EmittedFile } from '../backend.ts';
import { template } from '../template.ts';
import { type Clock, clockOf } from './clock.ts';
import { QUARTUS_DEVICE } from './parts.ts';
import { pinsOf } from './ports.ts';
import type { Project } from './project.ts';

interface QuartusView {
  readonly top: string;
  readonly rtl: readonly string[];
  readonly family: string;
  readonly part: string;
  /** The constraint file; empty for combinational designs. */
  readonly sdc: string;
  /** Ports that need no pin. The clock keeps its own, so that it reaches the clock network. */
  readonly virtualPins: readonly string[];
}

const SCRIPT = 'project/quartus.tcl';
const CONSTRAINT = 'project/clock.sdc';

/**
 * A project of virtual pins, compiled. Commands and options: Quartus Prime Scripting User Guide, packages
 * ::quartus::project and ::quartus::flow.
 */
export function quartusFiles({ manifest, top, rtl, mhz }: Project): EmittedFile[] {
  const clock = clockOf(manifest, mhz);
  const view: QuartusView = {
    top,
    rtl,
    family: QUARTUS_DEVICE.family,
    part: QUARTUS_DEVICE.part,
    sdc: clock ? CONSTRAINT : '',
    virtualPins: pinsOf(manifest).map(({ name, width }) => (width === 1 ? name : `${name}[*]`)),
  };
  const script = { path: SCRIPT, text: template<QuartusView>('project', 'quartus.tcl')(view) };
  if (!clock) return [script];
  return [script, { path: CONSTRAINT, text: template<Clock>('project', 'clock.sdc')(clock) }];
}
