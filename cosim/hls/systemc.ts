import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CosimError } from '../error.ts';
import type { Simulator } from '../simulator.ts';
import { hlsSimulator } from './compiler.ts';

const INSTALL = 'sudo apt-get install libsystemc-dev g++';

/** Where SystemC is, unless it is in the system's own folders. */
const home = () => process.env.SYSTEMC_HOME;

async function version(): Promise<string | undefined> {
  const given = home();
  for (const folder of given
    ? [join(given, 'include')]
    : ['/usr/include', '/usr/local/include', '/opt/homebrew/include']) {
    const text = await readFile(join(folder, 'sysc', 'kernel', 'sc_ver.h'), 'utf8').catch(() => '');
    const parts = ['MAJOR', 'MINOR', 'PATCH'].map(
      (part) => new RegExp(`define SC_VERSION_${part} +(\\d+)`).exec(text)?.[1],
    );
    if (parts.every((part) => part !== undefined)) return `SystemC ${parts.join('.')}`;
  }
  return undefined;
}

/** The emitted C++ in its SystemC dialect, compiled with the reference implementation of `sc_fixed`. */
export const hlsSystemc: Simulator = hlsSimulator({
  name: 'hls-systemc',
  summary: 'the emitted C++, compiled with the SystemC library',
  install: INSTALL,
  probe: version,
  missing: () => new CosimError('BW5101', 'SystemC is not installed', 3, `Install it: ${INSTALL}`),
  flags() {
    const given = home();
    return ['-std=c++17', '-O1', '-DSC_INCLUDE_FX', ...(given ? ['-isystem', join(given, 'include')] : [])];
  },
  headers: ['systemc', 'cstdint', 'cstdio', 'cstdlib', 'vector'],
  libraries() {
    const given = home();
    return [...(given ? [`-L${join(given, 'lib')}`, `-Wl,-rpath,${join(given, 'lib')}`] : []), '-lsystemc'];
  },
  // The library has a main function of its own that calls sc_main; ours comes first, so sc_main is never called. Weak,
  // for the case that the emitted text defines one.
  glue: 'extern "C" __attribute__((weak)) int sc_main(int, char**) { return 0; }\n',
});
