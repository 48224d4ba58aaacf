import { describe, expect, it } from 'vitest';
import { compile } from '../generators/compile.ts';
import { operatorRequest } from '../generators/design/operator-request.ts';
import { widthOf } from '../generators/formats/format.ts';
import { FLOAT_OVERFLOWS, FLOAT_ROUNDINGS, OVERFLOWS, QUANTIZATIONS } from '../generators/formats/modes.ts';
import { inputsOf } from '../generators/ir/ir.ts';
import type { Operator } from '../generators/ops/operator.ts';
import { OPERATORS } from '../generators/ops/registry.ts';
import { exhaustiveRows, firstDisagreement } from './support/three-way.ts';

/** Float shapes with more rows than this run in their own modes only: their exact meaning is slow. */
const ROWS_IN_EVERY_MODE = 1024;

const fixedModes = [...Object.keys(OVERFLOWS), 'WRAP:1', 'WRAP:2', 'WRAP_SM:1', 'WRAP_SM:2'].flatMap((o) =>
  Object.keys(QUANTIZATIONS).map((q) => `:round=${q}:overflow=${o}`),
);
const floatModes = Object.keys(FLOAT_OVERFLOWS).flatMap((o) =>
  Object.keys(FLOAT_ROUNDINGS).map((r) => `:round=${r}:overflow=${o}`),
);

/** Requests of one shape in every rounding and overflow mode that it can have. */
function inEveryMode(shape: string, op: Operator): string[] {
  const design = operatorRequest(shape);
  const { round, overflow } = design.nodes.find((n) => n.op === op.name)?.attrs ?? {};
  if (round === undefined || round === 'SR') return [shape];
  const ofFloat = String(round) in FLOAT_ROUNDINGS;
  const bits = inputsOf(design).reduce((sum, p) => sum + widthOf(p.type), 0);
  if (ofFloat && 2 ** bits > ROWS_IN_EVERY_MODE) return [shape];
  const [head, ...rest] = shape.split('/');
  const plain = head.replace(/:(round|overflow)=[A-Z_]+/g, '');
  const modes = ofFloat ? floatModes : fixedModes;
  const had = overflow === undefined ? [...new Set(modes.map((m) => m.replace(/:overflow=.*/, '')))] : modes;
  return had.map((m) => [plain + m, ...rest].join('/'));
}

describe.each(OPERATORS.map((o) => [o.name, o] as const))('%s', (_, op) => {
  it('has shapes of 16 input bits or fewer', () => {
    expect(op.shapes.length).toBeGreaterThan(0);
  });
  it.each(op.shapes)('exact = interpreter = compiled on every input of %s', (shape) => {
    let compared = 0;
    for (const request of inEveryMode(shape, op)) {
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
