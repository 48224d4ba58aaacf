import { design, fixed, type Signal, ufixed, uint, vector } from 'bitwright';
import { CLASSES, PIXELS } from './dataset.ts';
import { BIASES, FRACTION_BITS, WEIGHT_BITS, WEIGHTS } from './weights.ts';

const pixel = uint(5);
const weight = fixed(WEIGHT_BITS, WEIGHT_BITS - FRACTION_BITS);
const label = ufixed(4, 4);
const real = (stored: number) => stored * 2 ** -FRACTION_BITS;

/** What no score exceeds in size, whatever the picture: the format of the scores holds that, so it needs no saturation. */
const bound = Math.max(...WEIGHTS.map((row, c) => row.reduce((sum, w) => sum + 31 * Math.abs(w), Math.abs(BIASES[c]))));
const integerBits = Math.floor(Math.log2(real(bound))) + 2;
const score = fixed(integerBits + FRACTION_BITS, integerBits);

/** Which digit an 8x8 picture shows: ten dot products with biases, then the place of the largest. */
export default design(
  'digits',
  {
    inputs: { p: vector(PIXELS, pixel) },
    outputs: { label, scores: vector(CLASSES, score) },
    doc: 'Linear classifier for 8x8 digits with pixels 0 to 16. Of equal scores, the lower digit wins.',
  },
  ({ p }, d) => {
    const scores = WEIGHTS.map((row, digit) => {
      const weights = d.vector(row.map((w) => d.const(real(w), weight))).named(`weights_${digit}`);
      const bias = d.const(real(BIASES[digit]), score).named(`bias_${digit}`);
      const biased = p.dot(weights).named(`dot_${digit}`).add(bias).named(`biased_${digit}`);
      return biased.cast(score).named(`score_${digit}`);
    });
    const entries = scores.map((s, digit) => ({ score: s, label: d.const(digit, label), first: digit, last: digit }));
    return { label: knockout(entries).label, scores: d.vector(scores) };
  },
);

interface Entry {
  readonly score: Signal;
  readonly label: Signal;
  /** The range of digits that it was the best of. */
  readonly first: number;
  readonly last: number;
}

/** The entry with the largest score, found in pairs: a tree of comparators, ceil(log2 n) deep. */
function knockout(entries: readonly Entry[]): Entry {
  if (entries.length === 1) return entries[0];
  const half = 2 ** (Math.ceil(Math.log2(entries.length)) - 1);
  const [a, b] = [knockout(entries.slice(0, half)), knockout(entries.slice(half))];
  const range = { first: a.first, last: b.last };
  const name = `${range.first}_to_${range.last}`;
  const upper = b.score.gt(a.score).named(`upper_${name}`);
  return {
    score: upper.select(b.score, a.score).named(`best_${name}`),
    label: upper.select(b.label, a.label).named(`digit_${name}`),
    ...range,
  };
}
