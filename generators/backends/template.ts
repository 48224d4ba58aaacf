import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { packageRoot } from '../root.ts';

export type Template<View extends object> = (view: View) => string;

const compiled = new Map<string, Template<object>>();

/**
 * The skeleton `templates/<backend>/<name>.hbs`, compiled once. Strict: a field that the view lacks is an error. Nothing is
 * escaped, as the output is not HTML: every string in a view must already be safe where the skeleton puts it.
 */
export function template<View extends object>(backend: string, name: string): Template<View> {
  const key = `${backend}/${name}`;
  let render = compiled.get(key);
  if (!render) {
    const text = readFileSync(join(packageRoot(), 'templates', backend, `${name}.hbs`), 'utf8');
    render = Handlebars.compile(text, { strict: true, noEscape: true });
    compiled.set(key, render);
  }
  return render as Template<View>;
}
