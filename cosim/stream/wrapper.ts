import { portOffsets, rowWords, wordsOf } from '../ports.ts';
import { renderTemplate } from '../template.ts';
import type { StreamLayout } from './layout.ts';

/** The Verilog module that gives every handshake the same ports, so that all simulators drive all of them alike. */
export function streamWrapper({ top, clock, reset, resetLevel, enable, input, output }: StreamLayout): string {
  const inputAt = portOffsets(input.wires);
  const outputAt = portOffsets(output.wires);
  const connect = (port: string | undefined, net: string) => (port === undefined ? [] : [`.${port}(${net})`]);
  const inputWords = rowWords(input.wires);
  return renderTemplate('stream-wrapper.v', {
    top,
    clock: clock !== undefined,
    reset: reset !== undefined,
    inputTop: inputWords === 0 ? undefined : inputWords * 32 - 1,
    outputTop: rowWords(output.wires) * 32 - 1,
    // Without a ready of its own the design accepts whenever it is enabled.
    acceptsWhen: input.ready !== undefined ? undefined : enable === undefined ? "1'b1" : 'out_ready',
    outputs: output.wires.map(({ width }, p) => {
      const unused = wordsOf(width) * 32 - width;
      return {
        top: width - 1,
        wire: `o${p}`,
        low: outputAt[p] * 32,
        high: (outputAt[p] + wordsOf(width)) * 32 - 1,
        word: unused === 0 ? `o${p}` : `{${unused}'d0, o${p}}`,
      };
    }),
    connections: [
      ...connect(clock, 'clk'),
      ...connect(reset, resetLevel === 'high' ? 'rst' : '~rst'),
      ...connect(enable, 'out_ready'),
      ...input.wires.flatMap(({ name, width }, p) =>
        connect(name, `in_data[${inputAt[p] * 32 + width - 1}:${inputAt[p] * 32}]`),
      ),
      ...connect(input.valid, 'in_valid'),
      ...connect(input.ready, 'in_ready'),
      ...output.wires.flatMap(({ name }, p) => connect(name, `o${p}`)),
      ...connect(output.valid, 'out_valid'),
      ...connect(output.ready, 'out_ready'),
    ],
  });
}
