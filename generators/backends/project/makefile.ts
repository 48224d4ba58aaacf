import type { EmittedFile } from '../backend.ts';
import type { HlsDialect } from '../hls/dialect.ts';
import { template } from '../template.ts';
import { periodOf } from './clock.ts';
import type { Project } from './project.ts';

interface MakefileView {
  readonly top: string;
  readonly rtl: string;
  readonly testbench: string;
  readonly hls: string;
  readonly hlsNote: string;
  readonly include: string;
  readonly flags: string;
  readonly libraries: string;
  readonly clocked: boolean;
  readonly mhz: number;
  /** A frequency that nobody asked for may be missed. */
  readonly lenient: boolean;
}

/** How the C++ of each dialect is compiled on the host: a make variable with the headers' folder, flags and libraries. */
const HOST: Record<HlsDialect['name'], { note: string; include: string; flags: string; libraries: string }> = {
  vitis: {
    note: ' (needs AP_INCLUDE=DIR of ap_fixed.h)',
    include: 'AP_INCLUDE ?= $(XILINX_HLS)/include',
    flags: '-I$(AP_INCLUDE) ',
    libraries: '',
  },
  catapult: {
    note: ' (needs AC_INCLUDE=DIR of ac_fixed.h)',
    include: 'AC_INCLUDE ?= $(MGC_HOME)/shared/include',
    flags: '-I$(AC_INCLUDE) ',
    libraries: '',
  },
  systemc: { note: ' (needs SystemC)', include: '', flags: '', libraries: ' -lsystemc' },
};

/** Simulation, lint, synthesis, placement and routing with open tools. */
export function makefile({ manifest, top, rtl, testbench, hls, dialect, mhz }: Project): EmittedFile {
  const host = HOST[dialect];
  const clock = periodOf(mhz);
  const view: MakefileView = {
    top,
    rtl: rtl.join(' '),
    testbench: testbench.verilog,
    hls: `${hls.source} ${hls.testbench}`,
    hlsNote: host.note,
    include: host.include,
    flags: host.flags,
    libraries: host.libraries,
    clocked: manifest.clock !== null,
    mhz: clock.mhz,
    lenient: !clock.asked,
  };
  return { path: 'Makefile', text: template<MakefileView>('project', 'Makefile')(view) };
}
