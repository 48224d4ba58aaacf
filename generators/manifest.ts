import { z } from 'zod';

/**
 * `manifest.json`: all that another program needs to drive the emitted files. Version 1.
 * Words are unsigned hexadecimal; a vector port is packed with element 0 in the least significant bits. Where a row takes
 * several beats, ports and fields are those of one beat, and beat k of a port of w bits is bits k w to (k + 1) w - 1 of its row.
 */
const portSchema = z.strictObject({
  name: z.string().describe('Verilog port name, or the name of a field of tdata'),
  direction: z.enum(['input', 'output']),
  width: z.int().positive().describe('bits of its word, or of one beat of it'),
  format: z.string().describe('canonical format name of the value, or of one element'),
  elements: z.int().positive().optional().describe('number of elements, in one beat, for vector ports'),
});

/** How rows enter or leave: `none`: in every cycle. */
export const HANDSHAKES = ['none', 'valid', 'ready', 'axis'] as const;
export type Handshake = (typeof HANDSHAKES)[number];

const fieldSchema = z.strictObject({
  port: z.string().describe('name of the port in `ports`'),
  lo: z.int().nonnegative().describe('least significant bit in tdata, a multiple of 8'),
  width: z.int().positive(),
  padding: z.int().nonnegative().describe('bits above, up to a whole byte; ignored at the input'),
  fill: z.enum(['zero', 'sign']).describe('what the padding of an output holds'),
});

const channelSchema = z.strictObject({
  valid: z.string().describe('port that is 1 where the data is there'),
  ready: z.string().nullable().describe('port that is 1 where it is taken; null: always'),
  last: z
    .string()
    .nullable()
    .describe('tlast: on the last beat of a row where either side has several; else it travels with its row'),
  beats: z.int().positive().describe('transfers that make up one row'),
  data: z
    .strictObject({ name: z.string(), width: z.int().positive(), fields: z.array(fieldSchema) })
    .nullable()
    .describe('tdata, which holds all ports of this direction; null: they are Verilog ports themselves'),
});

export const manifestSchema = z.strictObject({
  bitwright: z.literal(1).describe('version of this schema'),
  name: z.string().describe('design name'),
  top: z.string().describe('top Verilog module, and top C++ function'),
  description: z.string().describe('SHA-256 of the text form of the design, and of how its layers are laid out'),
  ports: z.array(portSchema),
  clock: z.string().nullable().describe('clock port, rising edge; null for combinational designs'),
  reset: z.string().nullable().describe('synchronous reset port'),
  reset_level: z.enum(['high', 'low']).describe('level of the reset port at which it resets'),
  enable: z.string().nullable().describe('clock enable port: with 0 nothing advances'),
  handshake: z.enum(HANDSHAKES),
  channels: z
    .strictObject({ input: channelSchema, output: channelSchema })
    .nullable()
    .describe('ports of the handshake; null where there is none'),
  latency: z
    .int()
    .nonnegative()
    .describe(
      'cycles from inputs to the outputs that belong to them, without stalls; 0: same cycle. With several beats or an ' +
        'interval above 1, for information: from the first beat of a row to the last one of its results, in an empty design',
    ),
  ii: z.int().positive().describe('initiation interval: cycles between input rows at full rate'),
  modules: z.array(z.string()).describe('Verilog modules, children first'),
  files: z.array(
    z.strictObject({
      path: z.string(),
      kind: z.enum(['verilog', 'verilog-testbench', 'hls', 'hls-testbench', 'vectors', 'script', 'text']),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestPort = z.infer<typeof portSchema>;
export type ManifestField = z.infer<typeof fieldSchema>;
export type ManifestChannel = z.infer<typeof channelSchema>;
