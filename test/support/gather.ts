import { type DesignBuilder, design } from '../../generators/design/design.ts';
import { operatorRequest } from '../../generators/design/operator-request.ts';
import type { Signal, Vec } from '../../generators/design/signal.ts';
import { uint } from '../../generators/formats/build.ts';
import { type Type, widthOf } from '../../generators/formats/format.ts';
import { type Design, inputsOf, outputsOf } from '../../generators/ir/ir.ts';

/**
 * One design that holds an instance of every request, so that one build of a simulator checks them all: the bits of its
 * input x are dealt to the operands of each instance, from bit 0, and every result is an output of its own.
 */
export function gather(name: string, requests: readonly string[]): Design {
  return gatherDesigns(
    name,
    requests.map((r) => operatorRequest(r)),
  );
}

/** The same of designs with one output each, all of different names. */
export function gatherDesigns(name: string, children: readonly Design[]): Design {
  const bits = Math.max(1, ...children.map((c) => inputsOf(c).reduce((sum, p) => sum + widthOf(p.type), 0)));
  const outputs = Object.fromEntries(children.map((c, i) => [`y${i}`, outputsOf(c)[0].type]));
  return design(name, { inputs: { x: uint(bits) }, outputs }, ({ x }, d) =>
    Object.fromEntries(children.map((child, i) => [`y${i}`, instanceOn(x, d, child)])),
  );
}

function instanceOn(x: Signal, d: DesignBuilder, child: Design): Signal {
  let at = 0;
  const operands = inputsOf(child).map((port) => {
    const value = dealt(x, d, port.type, at);
    at += widthOf(port.type);
    return [port.name, value];
  });
  return Object.values(d.instance(child, Object.fromEntries(operands)))[0] as Signal;
}

function dealt(x: Signal, d: DesignBuilder, type: Type, at: number): Signal | Vec {
  if (type.kind !== 'vector') return x.slice(at + widthOf(type) - 1, at).bitcast(type);
  const width = widthOf(type.element);
  return d.vector(
    Array.from({ length: type.length }, (_, k) =>
      x.slice(at + (k + 1) * width - 1, at + k * width).bitcast(type.element),
    ),
  );
}
