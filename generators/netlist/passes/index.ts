/** The pipeline of netlist passes, as data. Every pass is a pure function and its result is verified. */
import type { NetDesign, Netlist } from '../netlist.ts';
import { stateOf } from '../state.ts';
import { verifyNetlist } from '../verify.ts';
import { dropDead } from './dead.ts';
import { foldConstants } from './fold.ts';
import { narrowByDemand } from './narrow/demand.ts';
import { narrowByRange } from './narrow/forward.ts';
import { shareEqual } from './share.ts';

export interface NetlistPass {
  readonly name: string;
  readonly run: (netlist: Netlist) => Netlist;
}

/** One round, in order. A pass that finds nothing to do gives back the very netlist that it was given. */
export const NETLIST_PASSES: readonly NetlistPass[] = [
  { name: 'fold constants', run: foldConstants },
  { name: 'share equal nodes', run: shareEqual },
  { name: 'drop dead nodes', run: dropDead },
  { name: 'narrow by range', run: narrowByRange },
  { name: 'narrow by demand', run: narrowByDemand },
  { name: 'drop dead nodes', run: dropDead },
];

/** Rounds at most; most designs are at rest after three. */
const ROUNDS = 8;

/** Every module through the pipeline until nothing changes; modules that nothing instantiates any more are left out. */
export function optimise(design: NetDesign): NetDesign {
  const done = new Map<string, Netlist>();
  for (const module of design.modules) done.set(module.name, optimiseModule(module, done));
  const modules = [...done.values()];
  const used = new Set(modules.slice(-1).map((top) => top.name));
  for (const module of modules.toReversed())
    if (used.has(module.name)) for (const node of module.nodes) if (node.op === 'instance') used.add(node.module);
  return { modules: modules.filter((m) => used.has(m.name)) };
}

/** One module; `siblings` are those that it instantiates. */
export function optimiseModule(module: Netlist, siblings: ReadonlyMap<string, Netlist>): Netlist {
  let current = module;
  for (let round = 0; round < ROUNDS; round++) {
    const before = current;
    for (const pass of NETLIST_PASSES) {
      const changed = pass.run(current);
      if (changed === current) continue;
      current = { ...changed, ...stateOf(changed.nodes, siblings) };
      verifyNetlist(current, siblings);
    }
    if (current === before) break;
  }
  return current;
}
