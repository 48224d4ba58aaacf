import type { Manifest, ManifestChannel } from '../../manifest.ts';

interface Pin {
  readonly name: string;
  readonly width: number;
}

/** The Verilog ports of the top module but the clock. */
export function pinsOf({ reset, enable, ports, channels }: Manifest): Pin[] {
  const bit = (name: string | null): Pin[] => (name === null ? [] : [{ name, width: 1 }]);
  const side = (direction: 'input' | 'output', channel: ManifestChannel | undefined): Pin[] => [
    ...(channel?.data ? [channel.data] : ports.filter((p) => p.direction === direction)),
    ...[channel?.valid, channel?.ready, channel?.last].flatMap((name) => bit(name ?? null)),
  ];
  return [...bit(reset), ...bit(enable), ...side('input', channels?.input), ...side('output', channels?.output)];
}
