import { deepFreeze } from '../ir/freeze.ts';
import type { Design, Node } from '../ir/ir.ts';
import { elementOf, STRUCTURAL } from '../ir/ir.ts';
import { operatorNamed, variantOf } from '../ops/registry.ts';

/**
 * The design as one would ask for it where there is no DSP block: operators on floats that leave the choice of their multiplier
 * open take the one of LUTs. Fixed-point products are left to the tools, as users leave them. Results are the same. The design itself where no operator leaves it open.
 */
export function multipliersInLuts(design: Design, done = new Map<Design, Design>()): Design {
  const known = done.get(design);
  if (known) return known;
  const nodes = design.nodes.map((node) =>
    isOpen(design, node) ? { ...node, attrs: { ...node.attrs, multiplier: 'lut' } } : node,
  );
  const children = design.children.map((c) => multipliersInLuts(c, done));
  const same = nodes.every((n, i) => n === design.nodes[i]) && children.every((c, i) => c === design.children[i]);
  const result = same ? design : deepFreeze({ ...design, nodes, children });
  done.set(design, result);
  return result;
}

function isOpen({ nodes }: Design, { op, args, type, attrs }: Node): boolean {
  if ((STRUCTURAL as readonly string[]).includes(op) || attrs.multiplier !== undefined) return false;
  const types = args.map((a) => nodes[a].type);
  if (types.every((t) => elementOf(t).kind === 'fixed')) return false;
  return 'multiplier' in variantOf(operatorNamed(op), types, type, attrs).params.shape;
}
