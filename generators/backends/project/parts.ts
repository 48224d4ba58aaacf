import type { TargetName } from '../../timing/targets.ts';

/** AMD parts that the tools take without a licence (UG973, WebPACK devices), by target; a Kintex-7 where there is none. */
const AMD: Partial<Record<TargetName, string>> = { xc7: 'xc7k70tfbg484-2', xcup: 'xcku3p-ffva676-2-e' };

export function amdPart(target: TargetName): string {
  return AMD[target] ?? 'xc7k70tfbg484-2';
}

/** A Cyclone V, which Quartus Prime Lite takes without a licence. Bitwright has no target of that vendor. */
export const QUARTUS_DEVICE = { family: 'Cyclone V', part: '5CSEBA6U23I7' } as const;
