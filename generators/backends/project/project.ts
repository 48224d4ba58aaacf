import type { Manifest } from '../../manifest.ts';
import type { TargetName } from '../../timing/targets.ts';
import type { Backend, EmittedFile } from '../backend.ts';
import type { HlsDialect } from '../hls/dialect.ts';
import { fusesocFile } from './fusesoc.ts';
import { makefile } from './makefile.ts';
import { quartusFiles } from './quartus.ts';
import { vitisFile } from './vitis.ts';
import { vivadoFiles } from './vivado.ts';

export interface ProjectOptions {
  readonly dialect: HlsDialect['name'];
  /** Parts are chosen from this family, where the tool has it. */
  readonly target: TargetName;
  /** The clock frequency that the build asks for, in MHz. */
  readonly mhz?: number;
}

/** A build as the scripts see it. Paths are relative to the output folder, without blanks. */
export interface Project extends ProjectOptions {
  readonly manifest: Manifest;
  readonly top: string;
  /** Verilog of the design, children first. */
  readonly rtl: readonly string[];
  /** The Verilog test bench and the vectors that it reads. */
  readonly testbench: { readonly verilog: string; readonly vectors: string };
  readonly hls: { readonly source: string; readonly headers: readonly string[]; readonly testbench: string };
}

/**
 * What tools start from: a Makefile for the open ones, scripts with clock constraints for those of the vendors, a FuseSoC
 * core, and the file list that simulators and synthesis tools take with -f. Every script changes into the output folder
 * first and uses relative paths from there, so a folder whose name has blanks does no harm.
 */
export function projectBackend(options: ProjectOptions): Backend {
  return {
    name: 'project',
    summary: 'Makefile, vendor scripts, FuseSoC core and file list',
    emit({ manifest }, before = []): EmittedFile[] {
      const { top } = manifest;
      const project: Project = {
        ...options,
        manifest,
        top,
        rtl: manifest.modules.map((m) => `rtl/${m}.v`),
        testbench: { verilog: `tb/${top}_tb.v`, vectors: `tb/${top}_vectors.hex` },
        hls: {
          source: `hls/${top}.cpp`,
          headers: before.map((f) => f.path).filter((path) => isHeader(path) && path !== `hls/${top}_io.h`),
          testbench: `hls/${top}_tb.cpp`,
        },
      };
      return [
        makefile(project),
        ...vivadoFiles(project),
        ...(options.dialect === 'vitis' ? [vitisFile(project)] : []),
        ...quartusFiles(project),
        fusesocFile(project),
        { path: `${top}.f`, text: `${project.rtl.join('\n')}\n` },
      ];
    },
  };
}

const isHeader = (path: string) => path.startsWith('hls/') && path.endsWith('.h');
