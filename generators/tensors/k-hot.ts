/**
 * K-hot weights: at most K digits that are not zero, so that a product is the sum of at most K shifted operands and needs
 * no multiplier (QFX, section on multiplier-free quantization). The digits are picked greedily, largest first.
 */
import { numpy as np } from '@jax-js/jax';
import { type Tensor, tensor } from './jax.ts';
import { rawRange } from './quantize.ts';

export interface KHot {
  /** K: digits other than zero, 1 and more. */
  readonly digits: number;
  /** `binary`: ones of the magnitude. `signed`: digits -1 and 1, so that 7 = 8 - 1 takes two. */
  readonly kind: 'binary' | 'signed';
}

/** Wider weights would take tables that no one wants. */
export const MAX_K_HOT_WIDTH = 16;

/** A function that replaces raw values of a format by K-hot ones. Takes raw values out of range as the bounds. */
export function kHotRestriction(
  kHot: KHot,
  format: { readonly width: number; readonly signed: boolean },
): (raw: Tensor) => Tensor {
  const { lo, hi } = rawRange(format);
  const values = kHotTable(kHot, format);
  return (raw) => {
    const indices = np.clip(raw, lo, hi).sub(lo).astype(np.int32);
    return np.take(tensor(values, [values.length]), indices);
  };
}

/** The K-hot value of each raw value, from the lowest up. */
export function kHotTable(kHot: KHot, format: { readonly width: number; readonly signed: boolean }): number[] {
  const { lo, hi } = rawRange(format);
  return Array.from({ length: hi - lo + 1 }, (_, i) => kHotValue(lo + i, kHot, lo, hi));
}

function kHotValue(raw: number, kHot: KHot, lo: number, hi: number): number {
  const free = pick(raw, kHot, Number.POSITIVE_INFINITY);
  // Rounding up can leave the format: 127 is nearest to 128. Then the digits stop at the largest power that fits.
  return free >= lo && free <= hi ? free : pick(raw, kHot, 2 ** Math.floor(Math.log2(raw < 0 ? -lo : hi)));
}

/** The sum of the K digits, none above `largest`. */
function pick(raw: number, { digits, kind }: KHot, largest: number): number {
  let sum = 0;
  for (let k = 0; k < digits && sum !== raw; k++) {
    const rest = Math.abs(raw - sum);
    const floor = 2 ** Math.floor(Math.log2(rest));
    const nearest = kind === 'signed' && rest > 1.5 * floor ? 2 * floor : floor;
    sum += Math.sign(raw - sum) * Math.min(nearest, largest);
  }
  return sum;
}
