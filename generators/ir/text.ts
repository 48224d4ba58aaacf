/**
 * The text form of a design: one line per node, in order. `parseDesign(printDesign(d))` is the same graph.
 *
 *     design mac
 *       %0 a = input : fixed<8,3>
 *       %1 = mul %0 %0 : fixed<16,6>
 *       %2 = cast %1 {round=RND overflow=SAT} : fixed<8,3> @ "mac.ts":3:20
 *       output y = %2
 *     end
 *
 * The designs that a design instantiates stand before it; the last one of a text is the top.
 */
import { DiagnosticError, fail, type Where } from '../diagnostics/diagnostic.ts';
import { parseType, typeName } from '../formats/name.ts';
import { deepFreeze } from './freeze.ts';
import { type Attrs, type AttrValue, type Design, hierarchy, type Node, type Output } from './ir.ts';
import { sortNodes } from './order.ts';

/** @param places also print where each node was written; without them the text depends on the mathematics alone. */
export function printDesign(top: Design, options: { places?: boolean } = {}): string {
  return hierarchy(top)
    .map((d) => printOne(d, options.places ?? false))
    .join('\n');
}

function printOne(design: Design, places: boolean): string {
  const place = (w: Where | undefined) =>
    places && w?.kind === 'file' ? ` @ ${JSON.stringify(w.file)}:${w.line}:${w.column}` : '';
  const nodes = design.nodes.map((n, id) => {
    const name = n.name === undefined ? '' : ` ${n.name}`;
    const operands = n.args.map((a) => ` %${a}`).join('');
    const attrs = Object.entries(n.attrs).map(([k, v]) => `${k}=${printAttr(v)}`);
    const braces = attrs.length > 0 ? ` {${attrs.join(' ')}}` : '';
    return `  %${id}${name} = ${n.op}${operands}${braces} : ${typeName(n.type)}${place(n.where)}\n`;
  });
  const outputs = design.outputs.map((o) => `  output ${o.name} = %${o.node}${place(o.where)}\n`);
  const doc = design.doc === undefined ? '' : `  doc ${JSON.stringify(design.doc)}\n`;
  return `design ${design.name}\n${doc}${nodes.join('')}${outputs.join('')}end\n`;
}

function printAttr(value: AttrValue): string {
  if (typeof value === 'bigint') return `0x${value.toString(16)}`;
  if (typeof value === 'string')
    return /^[A-Za-z_][\w:.]*$/.test(value) && !isWord(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((v) => `0x${v.toString(16)}`).join(' ')}]`;
  return String(value);
}

const isWord = (text: string) => text === 'true' || text === 'false';

const IDENT = '[A-Za-z_]\\w*';
const PLACE = '(?:\\s+@\\s+("(?:[^"\\\\]|\\\\.)*"):(\\d+):(\\d+))?';
const NODE = new RegExp(
  `^%(\\d+)(?:\\s+(${IDENT}))?\\s*=\\s*(${IDENT})((?:\\s+%\\d+)*)(?:\\s+\\{(.*)\\})?\\s*:\\s*(\\S+?)${PLACE}$`,
);
const OUTPUT = new RegExp(`^output\\s+(${IDENT})\\s*=\\s*%(\\d+)${PLACE}$`);

/** Reads a text of designs; the last one is the answer. Types and operators are checked by `verifyDesign`, not here. */
export function parseDesign(text: string, source = 'design text'): Design {
  const known = new Map<string, Design>();
  let open: { name: string; doc?: string; nodes: Map<number, Node>; outputs: Output[] } | undefined;
  let last: Design | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const words = line.trim();
    if (words === '' || words.startsWith('#')) continue;
    const where: Where = { kind: 'file', file: source, line: index + 1, column: line.indexOf(words) + 1 };
    const bad: (message: string, help?: string) => never = (message, help) => fail('BW2020', message, { where, help });
    const header = new RegExp(`^design\\s+(${IDENT})$`).exec(words);
    if (header) {
      if (open) bad(`design ${open.name} has no 'end' before the next design`);
      if (known.has(header[1])) bad(`two designs are named ${header[1]}`);
      open = { name: header[1], nodes: new Map(), outputs: [] };
      continue;
    }
    if (!open) bad(`expected 'design NAME', found '${words}'`);
    if (words === 'end') {
      last = close(open, known, where);
      known.set(last.name, last);
      open = undefined;
      continue;
    }
    if (words.startsWith('doc ')) {
      open.doc = quoted(words.slice(4), bad);
      continue;
    }
    const output = OUTPUT.exec(words);
    if (output) {
      open.outputs.push({ name: output[1], node: Number(output[2]), where: placeOf(output, 3) });
      continue;
    }
    const node = NODE.exec(words);
    if (!node)
      bad(`'${words}' is not a node, an output or 'end'`, "write '%ID [NAME] = OP %ARG... [{KEY=VALUE ...}] : TYPE'");
    const id = Number(node[1]);
    if (open.nodes.has(id)) bad(`node %${id} is given twice`);
    open.nodes.set(id, {
      op: node[3],
      args: [...node[4].matchAll(/%(\d+)/g)].map((m) => Number(m[1])),
      type: placed(where, () => parseType(node[6])),
      attrs: parseAttrs(node[5] ?? '', bad),
      ...(node[2] !== undefined && { name: node[2] }),
      where: placeOf(node, 7) ?? where,
    });
  }
  if (open)
    fail('BW2020', `design ${open.name} has no 'end'`, {
      where: { kind: 'file', file: source, line: text.split('\n').length, column: 1 },
    });
  if (!last) fail('BW2020', 'the text holds no design', { where: { kind: 'file', file: source, line: 1, column: 1 } });
  return last;
}

function close(
  open: { name: string; doc?: string; nodes: Map<number, Node>; outputs: Output[] },
  known: ReadonlyMap<string, Design>,
  where: Where,
): Design {
  const { nodes, renumbered } = sortNodes(open.nodes, where);
  const outputs = open.outputs.map((o) => {
    const node = renumbered.get(o.node);
    if (node === undefined)
      fail('BW2004', `output ${o.name} is assigned %${o.node}, which does not exist`, { where: o.where ?? where });
    return { ...o, node };
  });
  const children = [...new Set(nodes.filter((n) => n.op === 'instance').map((n) => String(n.attrs.design)))].map(
    (name) => {
      const child = known.get(name);
      if (!child) fail('BW2011', `design ${open.name} instantiates ${name}, which does not stand before it`, { where });
      return child;
    },
  );
  const doc = open.doc === undefined ? {} : { doc: open.doc };
  return deepFreeze({ name: open.name, ...doc, nodes, outputs, children });
}

function placeOf(match: RegExpExecArray, at: number): Where | undefined {
  return match[at] === undefined
    ? undefined
    : {
        kind: 'file',
        file: JSON.parse(match[at]) as string,
        line: Number(match[at + 1]),
        column: Number(match[at + 2]),
      };
}

function parseAttrs(text: string, bad: (message: string) => never): Attrs {
  const attrs: Record<string, AttrValue> = {};
  const pair = /\s*([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^\s[\]"]+)/y;
  while (text.slice(pair.lastIndex).trim() !== '') {
    const from = pair.lastIndex;
    const m = pair.exec(text);
    if (!m) bad(`cannot read the attributes at '${text.slice(from).trim()}'`);
    attrs[m[1]] = parseAttr(m[2], bad);
  }
  return attrs;
}

function parseAttr(text: string, bad: (message: string) => never): AttrValue {
  if (text.startsWith('"')) return quoted(text, bad);
  if (text.startsWith('[')) {
    const words = text.slice(1, -1).trim();
    return words === '' ? [] : words.split(/\s+/).map((w) => word(w, bad));
  }
  if (text.startsWith('0x')) return word(text, bad);
  if (isWord(text)) return text === 'true';
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text;
}

function word(text: string, bad: (message: string) => never): bigint {
  return /^0x[0-9a-fA-F]+$/.test(text) ? BigInt(text) : bad(`'${text}' is not a word; write 0x and hexadecimal digits`);
}

function quoted(text: string, bad: (message: string) => never): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return bad(`${text} is not a quoted string`);
  }
}

function placed<T>(where: Where, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof DiagnosticError) throw new DiagnosticError({ ...error.diagnostic, where }, error.exit);
    throw error;
  }
}
