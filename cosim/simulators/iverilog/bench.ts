import { type Pins, portOffsets, rowWords, wordsOf } from '../../ports.ts';
import { renderTemplate } from '../../template.ts';

/** The Verilog test bench that streams packed rows through a design. */
export function benchText(pins: Pins): string {
  const inputAt = portOffsets(pins.inputs);
  const outputAt = portOffsets(pins.outputs);
  const controls = [
    [pins.clock, 'clk'],
    [pins.reset, 'rst'],
    [pins.enable, 'ce'],
  ] as const;
  return renderTemplate('iverilog-bench.v', {
    top: pins.top,
    sequential: pins.clock !== undefined,
    reset: pins.reset !== undefined,
    latency: pins.latency,
    inputs: pins.inputs.length > 0,
    inputTop: Math.max(rowWords(pins.inputs), 1) * 32 - 1,
    outputTop: rowWords(pins.outputs) * 32 - 1,
    outputs: pins.outputs.map((port, p) => {
      const unused = wordsOf(port.width) * 32 - port.width;
      return {
        top: port.width - 1,
        wire: `o${p}`,
        low: outputAt[p] * 32,
        high: (outputAt[p] + wordsOf(port.width)) * 32 - 1,
        word: unused === 0 ? `o${p}` : `{${unused}'d0, o${p}}`,
      };
    }),
    connections: [
      ...controls.flatMap(([port, signal]) => (port === undefined ? [] : [`.${port}(${signal})`])),
      ...pins.inputs.map(({ name, width }, p) => {
        const low = inputAt[p] * 32;
        return `.${name}(stimulus[${low + width - 1}:${low}])`;
      }),
      ...pins.outputs.map(({ name }, p) => `.${name}(o${p})`),
    ],
  });
}
