import type { EmittedFile } from '../backend.ts';
import { template } from '../template.ts';
import { DEFAULT_MHZ } from './clock.ts';
import { amdPart } from './parts.ts';
import type { Project } from './project.ts';

interface CoreView {
  readonly top: string;
  readonly rtl: readonly string[];
  readonly testbench: string;
  readonly vectors: string;
  readonly part: string;
  readonly clocked: boolean;
  readonly mhz: number;
}

/** The FuseSoC core: CAPI2 as its reference manual gives it; options of tools as those of Edalize. */
export function fusesocFile({ manifest, top, rtl, testbench, target, mhz }: Project): EmittedFile {
  const view: CoreView = {
    top,
    rtl,
    testbench: testbench.verilog,
    vectors: testbench.vectors,
    part: amdPart(target),
    clocked: manifest.clock !== null,
    mhz: mhz ?? DEFAULT_MHZ,
  };
  return { path: `${top}.core`, text: template<CoreView>('project', 'core')(view) };
}
