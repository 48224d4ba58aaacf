/** `docs/layers.md`, from the registry. `npx vitest run test/docs.test.ts -u` writes it anew. */
import { exampleLayer, settingsOf } from '../generators/layers/describe.ts';
import type { Layer } from '../generators/layers/layer.ts';
import { printLayer } from '../generators/network/print.ts';

const HEAD = `# Layers

Generated from \`generators/layers/registry.ts\`; \`bitwright layers\` prints the same on a terminal. How networks are written is in
[networks.md](networks.md). To write this page anew: \`npx vitest run test/docs.test.ts -u\`.

Every layer computes exactly and rounds once, at its end, into the format of \`output\`. Without \`output\` the result has the
smallest format that holds every value it can take. In the builder of TypeScript each layer is a method of the same name in camel
case.
`;

/** The page: one table of all layers, then one section for each. */
export function layersPage(layers: readonly Layer[]): string {
  const lines = layers.map((l) => tableRow([`[${l.name}](#${l.name})`, l.summary, inputCount(l)]));
  const table = [tableRow(['layer', 'what it gives', 'inputs']), tableRow(Array(3).fill('---')), ...lines];
  return [HEAD, `${table.join('\n')}\n`, ...layers.map(section)].join('\n');
}

function section(layer: Layer): string {
  const settings = settingsOf(layer).map((s) => `- \`${s.name}\`${s.optional ? ' (optional)' : ''}: ${s.description}`);
  const list = settings.length > 0 ? `\n\n${settings.join('\n')}` : '';
  return `## ${layer.name}\n\n${layer.doc}${list}\n\n\`\`\`json\n${printLayer(exampleLayer(layer))}\n\`\`\`\n`;
}

function inputCount({ arity: [least, most] }: Layer): string {
  return least === most ? String(least) : `${least} to ${most}`;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
