import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { packageRoot } from '../root.ts';

export type Template<View extends object> = (view: View) => string;

const compiled = new Map<string, Template<object>>();

/**
 * The skeleton `templates/<backend>/<name>.hbs`, compiled once. Strict: a field that the view lacks is an error. In HTML
 * what stands in double braces is escaped; elsewhere nothing is: every string in a view must already be safe where the
 * skeleton puts it.
 */
export function template<View extends object>(backend: string, name: string, markup?: 'html'): Template<View> {
  const key = `${backend}/${name}`;
  let render = compiled.get(key);
  if (!render) {
    const text = readFileSync(join(packageRoot(), 'templates', backend, `${name}.hbs`), 'utf8');
    render = Handlebars.compile(text, { strict: true, noEscape: markup !== 'html' });
    compiled.set(key, render);
  }
  return render as Template<View>;
}
