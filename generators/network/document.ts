import { z } from 'zod';
import type { Layer } from '../layers/layer.ts';
import { LAYERS } from '../layers/registry.ts';
import { formats, positive } from '../layers/settings.ts';

/** Version of network documents that this program reads and writes. */
export const VERSION = 1;

export const shape = z.array(positive).describe('sizes of the axes, the last one the channel; [] is a scalar');

export const input = z.strictObject({
  name: z.string().describe('port name'),
  shape,
  format: formats,
});

const from = z
  .union([z.string(), z.array(z.string()).min(1)])
  .describe('the input or layer that this one reads, or a list of them');

/** The frame of a document; what a layer says beside its frame is its own schema. */
export const documentSchema = z.strictObject({
  'bitwright-network': z.literal(VERSION).describe('version of this schema'),
  name: z.string().describe('name of the design: Verilog module, C++ function, output folder'),
  doc: z.string().optional().describe('one or two sentences for the header of the generated files'),
  inputs: z.array(input).min(1),
  layers: z.array(z.looseObject({ name: z.string(), layer: z.string(), from })).min(1),
  outputs: z.record(z.string(), z.string()).describe('the input or layer behind each output port'),
});

/** A network as it is written: plain data, the content of a network's `.json` file. */
export type NetworkDocument = z.input<typeof documentSchema>;
export type LayerDocument = NetworkDocument['layers'][number];

/** The published schema: `docs/network.schema.json`. */
export function jsonSchema(layers: readonly Layer[] = LAYERS): object {
  const kinds = layers.map((l) =>
    z
      .strictObject({ name: z.string().describe('instance name'), layer: z.literal(l.name), from, ...l.schema.shape })
      .describe(l.summary),
  );
  const [first, ...others] = kinds;
  const whole = documentSchema.extend({ layers: z.array(z.discriminatedUnion('layer', [first, ...others])).min(1) });
  return {
    title: 'Bitwright network',
    description: 'A network of fixed-point layers. Stored integers of weights are in the formats beside them.',
    ...z.toJSONSchema(whole, { io: 'input' }),
  };
}
