import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { operatorRequest, type RequestModes } from '../design/operator-request.ts';
import { type ParameterisedDesign, readParameters } from '../design/parameterised.ts';
import { DiagnosticError, fail, type Where } from '../diagnostics/diagnostic.ts';
import type { Design } from '../ir/ir.ts';
import { parseDesign } from '../ir/text.ts';
import type { Network } from '../network/network.ts';

// Networks, and the API for modules, are loaded where one is given: an operator is checked before they would be read.

export interface DesignOptions extends RequestModes {
  /** `NAME=VALUE` settings of a parameterised design. */
  readonly param?: readonly string[];
}

/** The design that a DESIGN argument means; of a network the one with all its hardware in parallel. */
export async function loadDesign(argument: string, options: DesignOptions): Promise<Design> {
  const source = await loadSource(argument, options);
  return isDesign(source) ? source : designOf(source);
}

/** What a DESIGN argument means: an operator request, a TypeScript module, a network or the text form of a design. */
export async function loadSource(argument: string, options: DesignOptions): Promise<Design | Network> {
  const settings = options.param ?? [];
  if (argument.startsWith('op:')) {
    if (settings.length > 0)
      fail('BW6005', 'an operator has no parameters', {
        help: 'write its attributes into the request: op:shl:n=2/fixed8_3',
      });
    return operatorRequest(argument, { round: options.round, overflow: options.overflow });
  }
  if (options.round !== undefined || options.overflow !== undefined)
    fail('BW6006', '--round and --overflow belong to operator requests', {
      help: 'a design names its modes in its own casts',
    });
  const file = existingFile(argument);
  if (extname(file) === '.bw') {
    if (settings.length > 0) fail('BW6005', 'the text form of a design has no parameters');
    return parseDesign(readFileSync(file, 'utf8'), argument);
  }
  if (extname(file) === '.json') return readNetworkFile(file, settings);
  if (!isModule(file))
    fail('BW6002', `'${argument}' is not a kind of design that Bitwright reads`, {
      help: 'give a TypeScript or JavaScript module, a network (.json), the text form of a design (.bw), or op:NAME/IN,.../OUT',
    });
  return fromModule(await evaluate(file, argument), argument, settings);
}

/** The network that a DESIGN argument means: a document, or a module whose default export is one. */
export async function loadNetwork(argument: string, options: Pick<DesignOptions, 'param'>): Promise<Network> {
  const help = 'give a network document (.json), or a module that exports network(...)';
  if (argument.startsWith('op:')) fail('BW2116', `'${argument}' is an operator, not a network`, { help });
  const file = existingFile(argument);
  if (extname(file) === '.json') return readNetworkFile(file, options.param ?? []);
  const exported = isModule(file) ? defaultOf(await evaluate(file, argument)) : undefined;
  const network = await checkedNetwork(exported);
  if (!network) fail('BW2116', `'${argument}' is not a network`, { help });
  return network;
}

async function readNetworkFile(file: string, settings: readonly string[]): Promise<Network> {
  if (settings.length > 0) fail('BW6005', 'a network document has no parameters');
  const { readNetwork } = await import('../network/read.ts');
  return readNetwork(readFileSync(file, 'utf8'), file);
}

async function designOf(network: Network): Promise<Design> {
  const { networkDesign } = await import('../network/expand.ts');
  return networkDesign(network);
}

/** The network that a module built; undefined where it is something else. */
async function checkedNetwork(exported: unknown): Promise<Network | undefined> {
  const { NetworkBuilder } = await import('../network/builder.ts');
  return exported instanceof NetworkBuilder ? exported.checked : undefined;
}

const isModule = (file: string) => /\.[cm]?[jt]s$/.test(file);
const defaultOf = (module: unknown) => (module as { default?: unknown } | undefined)?.default;

function existingFile(argument: string): string {
  const file = resolve(argument);
  if (!existsSync(file) || !statSync(file).isFile())
    fail('BW6001', `there is no design '${argument}'`, {
      help:
        argument.includes('/') && !argument.includes('.')
          ? `for an operator write op:${argument}`
          : 'give the path of a design, or op:NAME/IN,.../OUT',
    });
  return file;
}

/** Runs the user's module. Its import of 'bitwright' is this very program, wherever the file lies. */
async function evaluate(file: string, argument: string): Promise<unknown> {
  const [{ createJiti }, api] = await Promise.all([import('jiti'), import('../index.ts')]);
  const jiti = createJiti(pathToFileURL(file).href, { virtualModules: { bitwright: api }, moduleCache: false });
  const { exit } = process;
  // A module that ends the program would look like a check that passed.
  process.exit = () => {
    throw new Error('it calls process.exit');
  };
  try {
    return await jiti.import(file);
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return fail('BW6003', `the module '${argument}' failed: ${message.split('\n')[0]}`, {
      where: placeIn(file, stack ?? ''),
      help: 'mend the module; it must run by itself and export a design as its default',
    });
  } finally {
    process.exit = exit;
  }
}

function placeIn(file: string, stack: string): Where | undefined {
  const escaped = file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const m = new RegExp(`${escaped}:(\\d+):(\\d+)`).exec(stack);
  return m ? { kind: 'file', file, line: Number(m[1]), column: Number(m[2]) } : undefined;
}

async function fromModule(module: unknown, argument: string, settings: readonly string[]): Promise<Design | Network> {
  const exported = defaultOf(module);
  if (isParameterised(exported)) return exported.make(readParameters(exported.defaults, settings));
  const source = (await checkedNetwork(exported)) ?? (isDesign(exported) ? exported : undefined);
  if (source === undefined)
    fail('BW6003', `the default export of '${argument}' is not a design`, {
      help: "end the module with 'export default design(...)' or 'export default network(...)'",
    });
  if (settings.length > 0)
    fail('BW6005', `the design of '${argument}' has no parameters`, { help: 'export parameterised(...)' });
  return source;
}

function isParameterised(value: unknown): value is ParameterisedDesign {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'parameterised';
}

export function isDesign(value: unknown): value is Design {
  return typeof value === 'object' && value !== null && Array.isArray((value as { nodes?: unknown }).nodes);
}
