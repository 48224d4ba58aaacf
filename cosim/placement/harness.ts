import type { Manifest } from '../../generators/manifest.ts';
import type { DesignFile } from '../design-files.ts';
import { renderTemplate } from '../template.ts';

/** Name of the module that holds the design between registers. */
export const HARNESS = 'bitwright_placement';

interface Port {
  readonly direction: string;
  readonly width: number;
  readonly name: string;
}

/**
 * Verilog that puts the top module between registers, whatever its ports are: without it there would be more ports than
 * pins, and paths that begin or end at a port would limit no clock.
 */
export function placementHarness(manifest: Manifest, files: readonly DesignFile[]): DesignFile {
  const text = files.find((f) => f.path === `rtl/${manifest.top}.v`)?.text ?? '';
  const ports = portsOf(text).filter((port) => port.name !== manifest.clock);
  const side = (direction: string, net: string) => {
    let lo = 0;
    const connections = ports
      .filter((port) => port.direction === direction)
      .map(({ name, width }) => {
        lo += width;
        return { port: name, net: `${net}[${lo - 1}:${lo - width}]` };
      });
    return { connections, bits: Math.max(1, lo) };
  };
  const [inputs, outputs] = [side('input', 'given'), side('output', 'result')];
  const clock = manifest.clock === null ? [] : [{ port: manifest.clock, net: 'clk' }];
  const view = {
    top: manifest.top,
    inputBits: inputs.bits,
    outputBits: outputs.bits,
    connections: [...clock, ...inputs.connections, ...outputs.connections],
  };
  return { path: `${HARNESS}.v`, text: renderTemplate('placement-harness.v', view) };
}

/** The ports in the head of the one module of a file. */
function portsOf(text: string): Port[] {
  const head = /^module \w+ \(([\s\S]*?)\);/m.exec(text)?.[1] ?? '';
  return [...head.matchAll(/\b(input|output)\s+(?:wire|reg)\s+(?:\[(\d+):0\]\s*)?(\w+)/g)].map((m) => ({
    direction: m[1],
    width: m[2] === undefined ? 1 : Number(m[2]) + 1,
    name: m[3],
  }));
}
