import { describe, expect, it } from 'vitest';
import { compile } from '../generators/compile.ts';
import { operatorRequest } from '../generators/design/operator-request.ts';
import { OVERFLOWS, QUANTIZATIONS } from '../generators/formats/modes.ts';
import { inputsOf } from '../generators/ir/ir.ts';
import { OPERATORS } from '../generators/ops/registry.ts';
import { exhaustiveRows, firstDisagreement } from './support/three-way.ts';

/** Requests of one shape in every rounding and overflow mode that the operator has. */
function inEveryMode(shape: string): string[] {
  const [head, ...rest] = shape.split('/');
  const name = head.split(':')[1];
  const plain = head.replace(/:(round|overflow)=[A-Z_]+/g, '');
  const modes = Object.keys(QUANTIZATIONS).flatMap((q) =>
    [...Object.keys(OVERFLOWS), 'WRAP:1', 'WRAP:2', 'WRAP_SM:1', 'WRAP_SM:2'].map((o) => `:round=${q}:overflow=${o}`),
  );
  const rounds = OPERATORS.some((o) => o.name === name && 'round' in o.params.shape);
  return rounds ? modes.map((m) => [plain + m, ...rest].join('/')) : [shape];
}

describe.each(OPERATORS.map((o) => [o.name, o] as const))('%s', (_, op) => {
  it('has shapes of 16 input bits or fewer', () => {
    expect(op.shapes.length).toBeGreaterThan(0);
  });
  it.each(op.shapes)('exact = interpreter = compiled on every input of %s', (shape) => {
    let compared = 0;
    for (const request of inEveryMode(shape)) {
      const design = designOrUndefined(request);
      if (!design) continue;
      const rows = exhaustiveRows(inputsOf(design).map((p) => p.type));
      expect(firstDisagreement(design, compile(design).netlists, rows), request).toBeUndefined();
      compared += rows.length;
    }
    expect(compared).toBeGreaterThan(0);
  });
});

/** Saturated bits that do not fit a narrow or unsigned result are refused; those requests are left out. */
function designOrUndefined(request: string) {
  try {
    return operatorRequest(request);
  } catch (error) {
    if (/overflow=WRAP/.test(request) && String(error).includes('BW1009')) return undefined;
    throw error;
  }
}
