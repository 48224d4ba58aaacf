/** Tables in place of logic, where there are few enough operand bits. */
import { interpret } from '../../golden/interpreter.ts';
import { type Net, NetBuilder } from '../../netlist/builder.ts';

/** Address bits of a table that is no larger than the logic it stands for: four 6-input LUTs for a result bit. */
export const TABLE_BITS = 8;

/** The words of `body` for all operand words as a table, if that has no more than 2^TABLE_BITS entries; else `body` itself. */
export function tabulated(
  b: NetBuilder,
  args: readonly Net[],
  body: (b: NetBuilder, args: readonly Net[]) => Net,
): Net {
  const bits = args.reduce((total, arg) => total + arg.width, 0);
  if (bits > TABLE_BITS) return body(b, args);
  const inner = new NetBuilder();
  const inputs = args.map((arg, i) => inner.input(`x${i}`, arg.width));
  const result = body(inner, inputs);
  inner.output('y', result);
  const model = interpret({ modules: [inner.finish('table')] });
  const table = Array.from({ length: 2 ** bits }, (_, address) => model.step(splitWord(BigInt(address), args))[0]);
  return b.rom(b.concat(...args), result.width, table);
}

/** The words that a concatenation was made of, most significant first. */
function splitWord(word: bigint, parts: readonly Net[]): bigint[] {
  let rest = word;
  const words = parts.toReversed().map(({ width }) => {
    const low = BigInt.asUintN(width, rest);
    rest >>= BigInt(width);
    return low;
  });
  return words.reverse();
}
