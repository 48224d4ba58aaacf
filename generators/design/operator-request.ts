import { at, fail, type Where } from '../diagnostics/diagnostic.ts';
import { sameType, type Type } from '../formats/format.ts';
import { parseType, typeAlias, typeName } from '../formats/name.ts';
import type { Attrs, Design } from '../ir/ir.ts';
import type { Operator } from '../ops/operator.ts';
import { checkArity, completeAttrs, operatorNamed, variantOf } from '../ops/registry.ts';
import { Graph } from './graph.ts';

/** Modes that the command line gives beside the request; an attribute in the request itself wins. */
export interface RequestModes {
  readonly round?: string;
  readonly overflow?: string;
}

/**
 * The design of `op:NAME[:key=value...]/IN,IN,.../OUT`: one operator, ports a, b, c, ... and y. Without OUT the result has
 * the operator's own type; an exact operator with another OUT ends in a cast by the given modes.
 */
export function operatorRequest(text: string, modes: RequestModes = {}): Design {
  const where: Where = { kind: 'text', source: 'operator request', text };
  return at(where, () => {
    const { operator: named, given, inputs, wanted } = parseRequest(text);
    const operator = variantOf(named, inputs, wanted, given);
    checkArity(operator, inputs.length);
    const ownModes = 'round' in operator.params.shape ? modes : {};
    const attrs = completeAttrs(operator, { ...defined(ownModes), ...given }, inputs, wanted);
    const type = operator.type(inputs, attrs, wanted);
    const castsAfter = wanted !== undefined && !sameType(type, wanted);
    if (!castsAfter && ownModes !== modes && (modes.round ?? modes.overflow) !== undefined)
      fail('BW6006', `${operator.name} gives its exact result and rounds nothing`, {
        help: 'name a result format after the operands, or leave --round and --overflow out',
      });
    const graph = new Graph(designName(operator, given, inputs, wanted ?? type, modes));
    const names = portNames(operator.name, inputs.length);
    const ports = inputs.map((t, i) => graph.structural('input', [], t, {}, names[i]));
    const exact = graph.apply(operator.name, ports, attrs, wanted);
    const result = castsAfter ? graph.apply('cast', [exact], defined(modes), wanted) : exact;
    const doc = `${operator.name} of ${inputs.map(typeName).join(', ') || 'nothing'} into ${typeName(wanted ?? type)}`;
    return graph.finish([{ name: 'y', node: result }], { doc });
  });
}

function parseRequest(text: string): { operator: Operator; given: Attrs; inputs: Type[]; wanted: Type | undefined } {
  const parts = text.slice('op:'.length).split('/');
  if (parts.length < 2 || parts.length > 3)
    fail('BW6004', `'${text}' is not op:NAME/IN,IN,.../OUT`, {
      help: 'for example op:mul/fixed8_3,fixed8_3/fixed10_4',
    });
  const [head, ...settings] = parts[0].split(':');
  const operator = operatorNamed(head);
  const given: Record<string, string> = {};
  for (const setting of settings) {
    const m = /^([A-Za-z]\w*)=(.*)$/.exec(setting);
    if (m) given[m[1]] = m[2];
    // A mode with its saturated bits has a colon of its own: overflow=WRAP:2.
    else if (/^\d+$/.test(setting) && given.overflow !== undefined) given.overflow += `:${setting}`;
    else fail('BW6004', `'${setting}' is not KEY=VALUE`, { help: `for example ${operator.example}` });
  }
  const inputs = splitOperands(parts[1]).map(parseType);
  const wanted = parts[2] === undefined || parts[2] === '' ? undefined : parseType(parts[2]);
  return { operator, given, inputs, wanted };
}

/** Commas separate operands, except inside `<>`. */
function splitOperands(text: string): string[] {
  if (text.trim() === '') return [];
  return text.split(/,(?![^<]*>)/).map((t) => t.trim());
}

function portNames(op: string, count: number): string[] {
  if (op === 'select') return ['condition', 'a', 'b'];
  if (op === 'rom') return ['address'];
  return count <= 24
    ? [...'abcdefghijklmnopqrstuvwx'].slice(0, count)
    : Array.from({ length: count }, (_, i) => `x${i}`);
}

/** A name that tells shapes apart, for the folder and the module: `mul_fixed8_3_fixed8_3_to_fixed10_4_rnd_sat`. */
function designName(op: Operator, given: Attrs, inputs: readonly Type[], out: Type, modes: RequestModes): string {
  const part = (text: string) => text.replaceAll('-', 'm').replace(/[^A-Za-z0-9]+/g, '_');
  const settings = Object.entries({ ...defined(modes), ...given }).map(([k, v]) =>
    k === 'round' || k === 'overflow' ? String(v).toLowerCase() : `${k}_${v}`,
  );
  const words = [op.name, ...inputs.map(typeAlias), 'to', typeAlias(out), ...settings];
  const name = words.map(part).join('_').replace(/_+/g, '_').replace(/_$/, '');
  return name.length <= 100 ? name : `${name.slice(0, 90).replace(/_$/, '')}_${checksum(name)}`;
}

/** FNV-1a, to keep names of cut-off lists apart. */
function checksum(text: string): string {
  let h = 0x811c9dc5;
  for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 0x01000193) >>> 0;
  return h.toString(16).padStart(8, '0');
}

function defined(modes: RequestModes): Attrs {
  return Object.fromEntries(Object.entries(modes).filter(([, v]) => v !== undefined)) as Attrs;
}
