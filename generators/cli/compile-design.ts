/** From a DESIGN argument and its options to hardware: what build, cosim and report begin with. */
import { type Compiled, compile, withInterface } from '../compile.ts';
import { fail } from '../diagnostics/diagnostic.ts';
import type { Design } from '../ir/ir.ts';
import type { Handshake } from '../manifest.ts';
import type { Network } from '../network/network.ts';
import type { Streamed } from '../streaming/compile.ts';
import { type DesignOptions, isDesign, loadSource } from './load-design.ts';
import { compileRequest, type TimingOptions } from './timing-options.ts';

export interface HardwareOptions extends DesignOptions, TimingOptions {
  /** Without one: none, or `ready` where a row takes several cycles. */
  readonly interface?: Handshake;
}

export async function compileArgument(argument: string, options: HardwareOptions): Promise<Compiled | Streamed> {
  const source = await loadSource(argument, options);
  return isDesign(source) ? compileDesign(source, options) : compileNetwork(source, options);
}

export function compileDesign(design: Design, options: HardwareOptions): Compiled {
  return withInterface(compile(design, compileRequest(options)), options.interface ?? 'none');
}

async function compileNetwork(network: Network, options: HardwareOptions): Promise<Compiled | Streamed> {
  const { isStreamed } = await import('../streaming/plan.ts');
  if (!isStreamed(network)) {
    const { networkDesign } = await import('../network/expand.ts');
    return compileDesign(networkDesign(network), options);
  }
  const handshake = options.interface ?? 'ready';
  if (handshake === 'none' || handshake === 'valid')
    fail('BW2119', `${network.name} takes several cycles for a row, so it cannot have the interface '${handshake}'`, {
      help: 'use --interface ready (the default of such networks) or axis, or leave out "hardware" in its layers',
    });
  if (options.latency !== undefined)
    fail('BW2119', `the latency of ${network.name} follows from the hardware of its layers`, {
      help: 'ask for a frequency with --freq, and change "hardware" in its layers for another latency',
    });
  const { compileStreamed } = await import('../streaming/compile.ts');
  return compileStreamed(network, compileRequest(options), handshake);
}
