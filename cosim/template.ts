import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { packageRoot } from './root.ts';

const compiled = new Map<string, HandlebarsTemplateDelegate>();

/** Fills `templates/cosim/<name>.hbs`. Nothing is escaped; a value that the template names and `data` lacks is an error. */
export function renderTemplate(name: string, data: object): string {
  let template = compiled.get(name);
  if (!template) {
    const text = readFileSync(join(packageRoot(), 'templates', 'cosim', `${name}.hbs`), 'utf8');
    template = Handlebars.compile(text, { noEscape: true, strict: true });
    compiled.set(name, template);
  }
  return template(data);
}
