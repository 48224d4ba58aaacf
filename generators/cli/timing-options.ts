import type { CompileRequest } from '../compile.ts';
import { fail } from '../diagnostics/diagnostic.ts';
import { TARGET_DEVICES, type TargetName } from '../timing/targets.ts';

/** Device families that pipelines and reports can be made for. */
export const TARGETS = Object.keys(TARGET_DEVICES);

/** What `--target`, `--freq` and `--latency` say, as text. */
export interface TimingOptions {
  readonly target: TargetName;
  readonly freq?: string;
  readonly latency?: string;
}

/** What the design is made for, and the pipeline that is asked for; none is what `--latency 0` means, too. */
export function compileRequest({ target, freq, latency }: TimingOptions): CompileRequest {
  if (latency !== undefined && !/^\d+$/.test(latency))
    fail('BW6007', `--latency takes a number of cycles, not '${latency}'`, { help: 'for example --latency 3' });
  if (freq !== undefined && !(/^\d+(\.\d+)?$/.test(freq) && Number(freq) > 0))
    fail('BW6007', `--freq takes a frequency in MHz, not '${freq}'`, { help: 'for example --freq 200' });
  if (freq === undefined && (latency === undefined || Number(latency) === 0)) return { target };
  return {
    target,
    ...(freq !== undefined && { freq: Number(freq) }),
    ...(latency !== undefined && { latency: Number(latency) }),
  };
}
