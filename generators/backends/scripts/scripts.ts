import type { Backend } from '../backend.ts';
import type { HlsDialect } from '../hls/dialect.ts';
import { template } from '../template.ts';

interface MakefileView {
  readonly top: string;
  readonly rtl: string;
  readonly testbench: string;
  readonly hls: string;
  readonly hlsNote: string;
  readonly include: string;
  readonly flags: string;
  readonly libraries: string;
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

/** Makefile for the open tools, and the file list that simulators and synthesis tools take with -f. */
export function scriptsBackend(dialect: HlsDialect['name']): Backend {
  const host = HOST[dialect];
  return {
    name: 'scripts',
    summary: 'Makefile and file list',
    emit({ manifest }) {
      const { top } = manifest;
      const rtl = manifest.modules.map((m) => `rtl/${m}.v`);
      const view: MakefileView = {
        top,
        rtl: rtl.join(' '),
        testbench: `tb/${top}_tb.v`,
        hls: `hls/${top}.cpp hls/${top}_tb.cpp`,
        hlsNote: host.note,
        include: host.include,
        flags: host.flags,
        libraries: host.libraries,
      };
      const list = `${rtl.join('\n')}\n`;
      return [
        { path: 'Makefile', text: template<MakefileView>('scripts', 'Makefile')(view) },
        { path: `${top}.f`, text: list },
      ];
    },
  };
}
