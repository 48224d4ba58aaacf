import { design, fixed, type Signal, ufixed, uint, vector } from 'bitwright';
import { coefficientFormat } from '../coefficients.ts';
import { PIXELS } from './dataset.ts';
import { BIASES, FRACTION_BITS, WEIGHT_BITS, WEIGHTS } from './weights.ts';

const pixel = uint(5);
const weight = fixed(WEIGHT_BITS, WEIGHT_BITS - FRACTION_BITS);
const label = ufixed(4, 4);
const real = (stored: number) => stored * 2 ** -FRACTION_BITS;

/** The largest score that any picture can give, of either sign: what the format of the scores has to hold. */
const bound = Math.max(...WEIGHTS.map((row, c) => row.reduce((sum, w) => sum + 31 * Math.abs(w), Math.abs(BIASES[c]))));
const integerBits = coefficientFormat(1, [real(bound)]).int;
const score = fixed(integerBits + FRACTION_BITS, integerBits);

interface Candidate {
  readonly score: Signal;
  readonly label: Signal;
}

/** Which digit an 8x8 picture shows: ten dot products and biases, then the place of the largest. */
export default design(
  'digits',
  {
    inputs: { p: vector(PIXELS, pixel) },
    outputs: { label, scores: vector(WEIGHTS.length, score) },
    doc: 'Linear classifier for 8x8 digits with pixels 0 to 16. Of equal scores, the lower digit wins.',
  },
  ({ p }, d) => {
    const scores = WEIGHTS.map((row, digit) => {
      const weights = d.vector(row.map((w) => d.const(real(w), weight)));
      const bias = d.const(real(BIASES[digit]), score);
      return p.dot(weights).named(`dot_${digit}`).add(bias).cast(score).named(`score_${digit}`);
    });

    let round: Candidate[] = scores.map((s, digit) => ({ score: s, label: d.const(digit, label) }));
    while (round.length > 1) {
      const winners: Candidate[] = [];
      for (let i = 0; i + 1 < round.length; i += 2) winners.push(better(round[i], round[i + 1]));
      round = round.length % 2 === 0 ? winners : [...winners, round[round.length - 1]];
    }
    return { label: round[0].label, scores: d.vector(scores) };
  },
);

function better(a: Candidate, b: Candidate): Candidate {
  const second = b.score.gt(a.score);
  return { score: second.select(b.score, a.score), label: second.select(b.label, a.label) };
}
