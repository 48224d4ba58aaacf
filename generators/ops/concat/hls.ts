import { type Format, widthOf } from '../../formats/format.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';

/** Every word shifted to its place, the first one on top. */
export function hls(c: HlsContext, args: readonly string[], use: Use): string {
  const whole = c.wordType(widthOf(use.type));
  let lo = 0;
  const placed = args
    .map((_, i) => args.length - 1 - i)
    .map((i) => {
      const format = use.args[i] as Format;
      const word = `${whole}(${c.word(args[i], format)})`;
      const part = lo === 0 ? word : `${whole}(${word} << ${lo})`;
      lo += widthOf(format);
      return part;
    });
  return c.fromWord(placed.toReversed().join(' | '), use.type as Format);
}
