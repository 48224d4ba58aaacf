/** Finds the place of a value in the text of a JSON document, so that a diagnostic can point at it. */
import type { Where } from '../diagnostics/diagnostic.ts';

export type Path = readonly PropertyKey[];

/** Where the value of a path stands in the file: the deepest part of the path that is there. The text must be valid JSON. */
export function placeOf(file: string, text: string, path: Path): Where {
  const before = text.slice(0, offsetOf(text, path));
  const line = before.split('\n').length;
  return { kind: 'file', file, line, column: before.length - before.lastIndexOf('\n') };
}

/** `weights.raw[3][1]` */
export function placeText(path: Path): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('');
}

function offsetOf(text: string, path: Path): number {
  let at = skipBlank(text, 0);
  for (const key of path) {
    const next = childOf(text, at, key);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

/** The offset of a member's value, in the object or list that begins at `open`. */
function childOf(text: string, open: number, key: PropertyKey): number | undefined {
  if (text[open] !== '{' && text[open] !== '[') return undefined;
  let at = skipBlank(text, open + 1);
  for (let index = 0; text[at] !== '}' && text[at] !== ']'; index++) {
    let name: PropertyKey = index;
    if (text[open] === '{') {
      const end = endOf(text, at);
      name = JSON.parse(text.slice(at, end));
      at = skipBlank(text, skipBlank(text, end) + 1);
    }
    if (name === key) return at;
    at = skipBlank(text, endOf(text, at));
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return undefined;
}

/** The offset after the value that begins at `start`. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    if (text[at] === '"') for (at++; text[at] !== '"'; at++) at += text[at] === '\\' ? 1 : 0;
    else if (text[at] === '{' || text[at] === '[') depth++;
    else if (text[at] === '}' || text[at] === ']') depth--;
    at++;
    // A number or a word ends where punctuation or blank follows.
    if (depth === 0 && /[\w.+-]/.test(text[at - 1])) while (/[\w.+-]/.test(text[at] ?? '')) at++;
  } while (depth > 0);
  return at;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at++;
  return at;
}
