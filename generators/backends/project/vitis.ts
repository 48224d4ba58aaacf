import type { EmittedFile } from '../backend.ts';
import { template } from '../template.ts';
import { periodOf } from './clock.ts';
import { amdPart } from './parts.ts';
import type { Project } from './project.ts';

interface VitisView {
  readonly top: string;
  readonly sources: readonly string[];
  readonly testbench: string;
  readonly part: string;
  readonly period: string;
}

/** C simulation and synthesis. Commands and options: UG1399, Vitis High-Level Synthesis User Guide, Tcl commands. */
export function vitisFile({ top, hls, target, mhz }: Project): EmittedFile {
  const view: VitisView = {
    top,
    sources: [hls.source, ...hls.headers],
    testbench: hls.testbench,
    part: amdPart(target),
    period: periodOf(mhz).period,
  };
  return { path: 'project/vitis_hls.tcl', text: template<VitisView>('project', 'vitis_hls.tcl')(view) };
}
