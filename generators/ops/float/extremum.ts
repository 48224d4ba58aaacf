/** The extrema of IEEE 754-2019, section 9.6. */
import { nanWord } from '../../formats/float-codes.ts';
import { type FloatFormat, sameType, widthOf } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { both, butNot, either, override } from './bits.ts';
import { roughOf } from './operand.ts';
import { magnitudes } from './order.ts';
import { pack } from './pack.ts';
import { leastExponent, type Unpacked, unpack } from './unpack.ts';
import { type FloatUse, modesOf } from './use.ts';
import { commonCode, commonFormat } from './widen.ts';

/** With `numbers` a NaN loses against a number; else the result is NaN where either operand is. -0 is below +0. */
export function lowerExtremum(
  b: NetBuilder,
  args: readonly Net[],
  use: FloatUse,
  which: 'min' | 'max',
  numbers: boolean,
): Net {
  const [x, y] = use.args.map((format, i) => unpack(b, args[i], format));
  const m = magnitudes(b, x, y);
  const below = b.mux(x.sign, b.or(b.not(y.sign), b.not(m.less)), b.and(b.not(y.sign), m.less));
  const first = which === 'min' ? below : b.not(below);
  const takeX = numbers ? override(b, x.nan, b.zero(1), override(b, y.nan, b.ones(1), first)) : first;
  const nan = numbers ? both(b, x.nan, y.nan) : either(b, x.nan, y.nan);
  const sign = b.mux(takeX, x.sign, y.sign);

  if (passesThrough(use)) {
    const code = b.mux(takeX, m.x, m.y);
    return override(
      b,
      nan,
      b.const(widthOf(use.type), nanWord(use.type) ?? 0n),
      use.type.signed ? b.concat(sign, code) : code,
    );
  }
  const common = commonFormat(use.args);
  const code = b.mux(takeX, commonCode(b, x, common), commonCode(b, y, common));
  const chosen = unpack(b, b.concat(sign, code), common);
  const inf = chosenInf(b, takeX, x, y);
  const rough = { ...roughOf(chosen, use.type), nan, inf, least: Math.min(...use.args.map(leastExponent)) };
  return pack(b, rough, use.type, modesOf(args, use), use.attrs.give);
}

/** Whether the result is always one of the operand words, but for NaN. */
function passesThrough({ args, type, attrs }: FloatUse): boolean {
  const same = args.every((f: FloatFormat) => sameType(f, type));
  return same && attrs.give === 'result' && type.zero && (!type.inf || attrs.overflow === 'IEEE');
}

function chosenInf(b: NetBuilder, takeX: Net, x: Unpacked, y: Unpacked): Net | undefined {
  return either(b, both(b, x.inf, takeX), butNot(b, y.inf, takeX));
}
