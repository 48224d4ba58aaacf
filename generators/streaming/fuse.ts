import { design, type PortTypes, type TypedDesign } from '../design/design.ts';
import { inputsOf, outputsOf, type Port } from '../ir/ir.ts';
import type { Stage } from './plan.ts';

/**
 * One stage of two: `next` computes on each beat of `stage` by itself, and nothing else reads them. An activation then stands
 * at the end of the layer before it, in one pipeline with its arithmetic, without a handshake between them.
 */
export function fused(stage: Stage, next: Stage, fresh: (name: string) => string): Stage {
  return {
    ...stage,
    layers: [...stage.layers, ...next.layers],
    doc: `${stage.doc} ${next.doc}`,
    output: next.output,
    core: inARow(fresh(`${stage.module}_to_${next.name}`), stage, next),
  };
}

function inARow(name: string, stage: Stage, next: Stage): TypedDesign {
  const [first, second] = [stage.core, next.core];
  const outside = { inputs: typesOf(inputsOf(first)), outputs: typesOf(outputsOf(second)), doc: first.doc };
  return design(name, outside, (given, d) => {
    const { y } = d.instance(first, given, stage.layers.at(-1));
    return d.instance(second, { x: y }, next.name);
  });
}

function typesOf(ports: readonly Port[]): PortTypes {
  return Object.fromEntries(ports.map((p) => [p.name, p.type]));
}
