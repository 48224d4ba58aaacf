/**
 * Fixed-point casts that can be differentiated. The forward value is exactly that of the hardware's cast; backward, rounding
 * is passed straight through, and the position of the binary point has a gradient of its own.
 *
 * Sources: QFX (Dai et al., "Trainable Fixed-Point Quantization for Deep Learning Acceleration on FPGAs", 2024) for the
 * trainable binary point; LSQ (Esser et al., "Learned Step Size Quantization", 2020) for the gradient of the step.
 */
import { lax, numpy as np } from '@jax-js/jax';
import type { OverflowMode, Quantization } from '../formats/modes.ts';
import { filled, straightThrough, type Tensor } from './jax.ts';

/** A fixed-point cast but for the position of its binary point. */
export interface Quantizer {
  /** Bits, 1 to 32. */
  readonly width: number;
  readonly signed: boolean;
  readonly quantization: Quantization;
  readonly overflow: OverflowMode;
  /** What a raw value becomes after rounding and before overflow; the identity where absent. Passed straight through. */
  readonly restrict?: (raw: Tensor) => Tensor;
}

/** The raw values that a format has. */
export function rawRange({ width, signed }: Pick<Quantizer, 'width' | 'signed'>): { lo: number; hi: number } {
  return signed ? { lo: -(2 ** (width - 1)), hi: 2 ** (width - 1) - 1 } : { lo: 0, hi: 2 ** width - 1 };
}

/**
 * @param x real values, of any shape
 * @param point integer bits, as `I` of `fixed<W,I>`; rounded to a whole number on the way forward. A shape that broadcasts
 *   to that of `x`: one point for all, or one per channel.
 * @returns values of the format, in the shape of `x`
 */
export function quantize(x: Tensor, point: Tensor, quantizer: Quantizer): Tensor {
  const step = stepOf(point, quantizer.width);
  const scaled = x.div(step.ref);
  return rawOf(scaled, quantizer).mul(step);
}

/** The raw values themselves, without a gradient. */
export function quantizeToRaw(x: Tensor, point: Tensor, quantizer: Quantizer): Tensor {
  return lax.stopGradient(rawOf(x.div(stepOf(point, quantizer.width)), quantizer));
}

/** One ulp: 2^(I - W). */
function stepOf(point: Tensor, width: number): Tensor {
  const whole = straightThrough(point.ref, np.floor(point.add(0.5)));
  return np.exp2(whole.sub(width));
}

function rawOf(scaled: Tensor, quantizer: Quantizer): Tensor {
  const { lo, hi } = rawRange(quantizer);
  const rounded = ROUND[quantizer.quantization](lax.stopGradient(scaled.ref));
  const restricted = quantizer.restrict ? quantizer.restrict(rounded) : rounded;
  const raw =
    quantizer.overflow === 'WRAP_SM'
      ? wrapSignMagnitude(restricted, np.floor(lax.stopGradient(scaled.ref)), quantizer)
      : OVERFLOW[quantizer.overflow](restricted, quantizer);
  // Values out of range do not move the result of a saturating cast, only its bounds do. One that wraps is differentiated
  // as if it did not: the wrapped result says nothing about the direction in which the loss falls.
  const through = quantizer.overflow.startsWith('WRAP') ? scaled : np.clip(scaled, lo, hi);
  return straightThrough(through, raw);
}

const ROUND: Readonly<Record<Quantization, (v: Tensor) => Tensor>> = {
  TRN: np.floor,
  TRN_ZERO: np.trunc,
  RND: (v) => np.floor(v.add(0.5)),
  RND_MIN_INF: (v) => np.ceil(v.sub(0.5)),
  RND_ZERO: (v) => np.where(v.ref.less(0), np.floor(v.ref.add(0.5)), np.ceil(v.sub(0.5))),
  RND_INF: (v) => np.where(v.ref.less(0), np.ceil(v.ref.sub(0.5)), np.floor(v.add(0.5))),
  RND_CONV: (v) => {
    const up = np.floor(v.ref.add(0.5));
    const tie = up.ref.sub(v).equal(0.5);
    const odd = modulo(up.ref, 2).equal(1);
    return np.where(np.logicalAnd(tie, odd), up.ref.sub(1), up);
  },
};

/** v - m * floor(v / m): 0 to m - 1. */
function modulo(v: Tensor, m: number): Tensor {
  return v.ref.sub(np.floor(v.div(m)).mul(m));
}

const OVERFLOW: Readonly<Record<Exclude<OverflowMode, 'WRAP_SM'>, (raw: Tensor, quantizer: Quantizer) => Tensor>> = {
  SAT: (raw, q) => np.clip(raw, rawRange(q).lo, rawRange(q).hi),
  SAT_SYM: (raw, q) => np.clip(raw, q.signed ? -rawRange(q).hi : 0, rawRange(q).hi),
  SAT_ZERO: (raw, q) => {
    const { lo, hi } = rawRange(q);
    const out = np.logicalOr(raw.ref.less(lo), raw.ref.greater(hi));
    return np.where(out, filled(0), raw);
  },
  WRAP: wrap,
};

/**
 * What overflows is inverted where the lowest bit that was dropped differs from the sign of what is left. ap_fixed takes that
 * bit from the number before rounding, `truncated`.
 */
function wrapSignMagnitude(raw: Tensor, truncated: Tensor, quantizer: Quantizer): Tensor {
  const kept = wrap(raw.ref, quantizer);
  const overflows = raw.notEqual(kept.ref);
  const dropped = modulo(np.floor(truncated.div(2 ** quantizer.width)), 2);
  const sign = np.where(kept.ref.less(0), filled(1), filled(0));
  return np.where(np.logicalAnd(overflows, dropped.notEqual(sign)), kept.ref.neg().sub(1), kept);
}

/** The low bits, read in the format's signedness. */
function wrap(raw: Tensor, { width, signed }: Quantizer): Tensor {
  const { lo } = rawRange({ width, signed });
  return modulo(raw.sub(lo), 2 ** width).add(lo);
}
