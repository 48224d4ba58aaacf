/** What lists and documentation say about a layer. */
import type { z } from 'zod';
import type { Layer } from './layer.ts';

export interface Setting {
  readonly name: string;
  readonly description: string;
  readonly optional: boolean;
}

export function settingsOf(layer: Layer): Setting[] {
  return Object.entries(layer.schema.shape as Record<string, z.ZodType>).map(([name, schema]) => ({
    name,
    description: schema.description ?? inner(schema)?.description ?? '',
    optional: schema.safeParse(undefined).success,
  }));
}

/** The first case as it stands in a document. */
export function exampleLayer({ name, cases }: Layer) {
  const [{ inputs, settings }] = cases;
  const from = inputs.length === 1 ? 'x' : inputs.map((_, i) => `x${i}`);
  return { name: `${name}_1`, layer: name, from, ...settings };
}

function inner(schema: z.ZodType): z.ZodType | undefined {
  return (schema.def as { innerType?: z.ZodType }).innerType;
}
