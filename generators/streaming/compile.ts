import { createHash } from 'node:crypto';
import { type Compiled, type CompileRequest, compile, printable } from '../compile.ts';
import { widthOf } from '../formats/format.ts';
import type { Port } from '../ir/ir.ts';
import type { ManifestPort } from '../manifest.ts';
import { clockingOf, type Netlist } from '../netlist/netlist.ts';
import { optimiseModule } from '../netlist/passes/index.ts';
import { verifyNetDesign } from '../netlist/verify.ts';
import { networkDesign } from '../network/expand.ts';
import type { Network } from '../network/network.ts';
import { assemble, type Link, linksOf } from './assemble.ts';
import { axisTop, type Top } from './axis.ts';
import type { Pace } from './control.ts';
import { fifoDepths } from './depths.ts';
import { type Plan, planOf, type Stage } from './plan.ts';
import { stageModules } from './stage.ts';

/** A network whose rows come and go in beats. Its reference is the network in parallel, with nothing shared but the layers' own arithmetic. */
export interface Streamed extends Compiled {
  readonly stages: readonly StreamedStage[];
  readonly links: readonly (Link & { readonly depth: number })[];
  /** As executed; the manifest has whole cycles. */
  readonly pace: Pace;
}

export interface StreamedStage extends Stage {
  /** Its arithmetic by itself. */
  readonly arithmetic: Compiled;
}

/**
 * @param request the target, and the timing of the arithmetic of each layer; its latency is what the frequency takes
 * @param given depths of the FIFOs, for the computed ones
 * @throws DiagnosticError BW3201 where a loop is slower than the frequency asked for
 */
export function compileStreamed(
  network: Network,
  request: CompileRequest | undefined,
  handshake: 'ready' | 'axis',
  given?: readonly number[],
): Streamed {
  const reference = compile(networkDesign(multiplied(network)));
  const plan = planOf(network);
  const made = plan.stages.map((stage) => stageModules(stage, request));
  const modules = new Map<string, Netlist>();
  const add = (module: Netlist): Netlist => {
    const optimised = optimiseModule(module, modules);
    modules.set(module.name, optimised);
    return optimised;
  };
  const stages = made.map(({ children, module }) => {
    for (const child of children) modules.set(child.name, child);
    return add(module);
  });
  const { depths, pace } = fifoDepths(plan, stages, given);
  const { name } = network;
  const inner = assemble(plan, stages, depths, handshake === 'ready' ? name : plan.inner);
  const { netlist, input, output } = handshake === 'ready' ? readyTop(inner) : axisTop(name, add(inner), plan, pace);
  const top = add(netlist);
  const pipeline = { modules: [...modules.values()] };
  verifyNetDesign(pipeline);
  const netlists = printable(pipeline, request?.target);
  const { clock, reset, resetLevel } = clockingOf(top);
  return {
    ...reference,
    netlists,
    pipeline,
    target: request?.target,
    stages: made.map(({ stage, core }) => ({ ...stage, arithmetic: core })),
    links: linksOf(plan).map((link, i) => ({ ...link, depth: depths[i] })),
    pace,
    manifest: {
      ...reference.manifest,
      description: descriptionOf(network, reference.manifest.description),
      ports: reference.manifest.ports.map((port) => ofBeat(port, plan)),
      clock,
      reset,
      reset_level: resetLevel,
      enable: null,
      handshake,
      channels: {
        input: { ...input, beats: plan.inputBeats },
        output: { ...output, beats: plan.outputBeats },
      },
      latency: pace.latency,
      ii: Math.ceil(pace.interval),
      modules: netlists.modules.map((m) => m.name),
    },
  };
}

/**
 * The network with a multiplication for every weight. What it computes is the same, and nobody sees its hardware: the search for
 * adder graphs, which takes longest of all where matrices are large, would be for nothing.
 */
function multiplied(network: Network): Network {
  const layers = network.layers.map((layer) =>
    'products' in layer.settings ? { ...layer, settings: { ...layer.settings, products: 'dsp' } } : layer,
  );
  return { ...network, layers };
}

/** The design in parallel is the same for every layout of its layers. */
function descriptionOf({ layers }: Network, parallel: string): string {
  const layouts = layers.map(({ name, settings: { hardware, products } }) => ({ name, hardware, products }));
  return createHash('sha256')
    .update(`${parallel} ${JSON.stringify(layouts)}`)
    .digest('hex');
}

function readyTop(netlist: Netlist): Top {
  const channel = (side: string) => ({ valid: `${side}_valid`, ready: `${side}_ready`, last: null, data: null });
  return { netlist, input: channel('in'), output: channel('out') };
}

function ofBeat(port: ManifestPort, { ports }: Plan): ManifestPort {
  const { type } = [...ports.inputs, ...ports.outputs].find((p) => p.name === port.name) as Port;
  return { ...port, width: widthOf(type), ...(type.kind === 'vector' && { elements: type.length }) };
}
