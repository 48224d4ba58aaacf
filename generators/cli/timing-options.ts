import { fail } from '../diagnostics/diagnostic.ts';
import { TARGET_DEVICES } from '../timing/targets.ts';

/** Device families that reports can be made for. */
export const TARGETS = Object.keys(TARGET_DEVICES);

/** This version cuts no pipelines: what it cannot give is refused, never quietly left out. */
export function checkTiming(options: { freq?: string; latency?: string }): void {
  const numeric = (name: string, text: string) => {
    if (!/^\d+(\.\d+)?$/.test(text)) fail('BW6007', `--${name} takes a number, not '${text}'`);
  };
  if (options.freq !== undefined) numeric('freq', options.freq);
  if (options.latency !== undefined) numeric('latency', options.latency);
  if (options.freq !== undefined || (options.latency !== undefined && Number(options.latency) !== 0))
    fail('BW6007', 'this version does not pipeline by itself', {
      help: 'use --latency 0, and place registers in the design with .delay() or d.register()',
    });
}
