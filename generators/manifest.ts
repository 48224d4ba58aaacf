import { z } from 'zod';

/**
 * `manifest.json`: all that another program needs to drive the emitted files. Version 1.
 * Words are unsigned hexadecimal; a vector port is packed with element 0 in the least significant bits.
 */
const portSchema = z.strictObject({
  name: z.string().describe('Verilog port name'),
  direction: z.enum(['input', 'output']),
  width: z.int().positive().describe('bits of the Verilog port'),
  format: z.string().describe('canonical format name of the value, or of one element'),
  elements: z.int().positive().optional().describe('number of elements, for vector ports'),
});

export const manifestSchema = z.strictObject({
  bitwright: z.literal(1).describe('version of this schema'),
  name: z.string().describe('design name'),
  top: z.string().describe('top Verilog module, and top C++ function'),
  description: z.string().describe('SHA-256 of the text form of the design'),
  ports: z.array(portSchema),
  clock: z.string().nullable().describe('clock port, rising edge; null for combinational designs'),
  reset: z.string().nullable().describe('synchronous, active-high reset port'),
  enable: z.string().nullable().describe('clock enable port: with 0 nothing advances'),
  handshake: z.enum(['none']),
  latency: z.int().nonnegative().describe('cycles from inputs to the outputs that belong to them; 0: same cycle'),
  ii: z.int().positive().describe('initiation interval: cycles between input rows'),
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
