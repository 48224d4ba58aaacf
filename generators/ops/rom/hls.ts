import { type FixedFormat, type Format, widthOf } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';
import type { RomAttrs } from './index.ts';

/** A static constant array; addresses past its end give the word 0. */
export function hls(c: HlsContext, args: readonly string[], use: Use<RomAttrs>): string {
  const { table } = use.attrs;
  const type = use.type as Format;
  const address = use.args[0] as FixedFormat;
  const index = `${args[0]}.to_uint()`;
  if (table.length === 2 ** widthOf(address)) return c.lookup(table, type, index);
  const result = c.result(type, '0');
  c.statement(`if (${args[0]} < ${table.length}) {`);
  c.statement(`${result} = ${c.lookup(table, type, index)};`);
  c.statement('}');
  return result;
}
