/** `docs/operators.md`, from the registry. `npx vitest run test/docs.test.ts -u` writes it anew. */
import type { z } from 'zod';
import { operatorRequest } from '../generators/design/operator-request.ts';
import { typeName } from '../generators/formats/name.ts';
import { outputsOf } from '../generators/ir/ir.ts';
import type { Operator } from '../generators/ops/operator.ts';

const HEAD = `# Operators

Generated from \`generators/ops/registry.ts\`; \`bitwright ops\` prints the same on a terminal. What the results mean in every
case is in [semantics.md](semantics.md). To write this page anew: \`npx vitest run test/docs.test.ts -u\`.
`;

/** The page: one table of all operators, then one section for each. */
export function operatorsPage(operators: readonly Operator[]): string {
  const lines = operators.map((op) =>
    tableRow([`[${op.name}](#${op.name})`, op.summary, code(op.example), code(resultOf(op))]),
  );
  const table = [
    tableRow(['operator', 'what it gives', 'example', 'its result']),
    tableRow(Array(4).fill('---')),
    ...lines,
  ];
  return [HEAD, `${table.join('\n')}\n`, ...operators.map(section)].join('\n');
}

function section(op: Operator): string {
  const attributes = Object.entries(op.params.shape).map(
    ([name, schema]) => `- \`${name}\`: ${(schema as z.ZodType).description ?? ''}`,
  );
  const list = attributes.length > 0 ? `\n\n${attributes.join('\n')}` : '';
  return `## ${op.name}\n\n${op.doc}\n\n${operandCount(op)}${list}\n`;
}

function operandCount({ arity: [least, most] }: Operator): string {
  if (most === 0) return 'No operand.';
  if (least === most) return `${least} operand${least === 1 ? '' : 's'}.`;
  return `${least} to ${most} operands.`;
}

function resultOf(op: Operator): string {
  return typeName(outputsOf(operatorRequest(op.example))[0].type);
}

function code(text: string): string {
  return `\`${text}\``;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
