import type { Mutant } from '../mutant.ts';

const harness = 'templates/cosim/verilator-check.cpp.hbs';
const check = 'cosim/simulators/verilator/check.test.ts';

export const COSIM: readonly Mutant[] = [
  {
    name: 'compare-skips-column',
    breaks: 'the comparison does not look at the last word of a row',
    file: 'cosim/compare.ts',
    find: 'if (expected[at] === actual[at]) continue;',
    replace: 'if (expected[at] === actual[at] || at % stride === stride - 1) continue;',
    test: 'cosim/compare.test.ts',
  },
  {
    name: 'gates-half-forgotten',
    breaks: 'the upper 16 bits of wide results are not compared with the gates',
    file: 'templates/cosim/gates.cpp.hbs',
    find: '16 * half < 8 * OUTPUT[p].other',
    replace: '16 * half < 8 * OUTPUT[p].other && half < 1',
    test: 'cosim/simulators/gates/gates.test.ts',
    only: 'each wrong bit of any port',
  },
  {
    name: 'gates-inverted',
    breaks: 'the gate AND-NOT inverts its other operand',
    file: 'cosim/simulators/gates/netlist.ts',
    find: '$_ANDNOT_: (a, b) => `${a} & ~${b}`',
    replace: '$_ANDNOT_: (a, b) => `~${a} & ${b}`',
    test: 'cosim/simulators/gates/gates.test.ts',
    only: 'listed rows',
  },
  {
    name: 'harness-skips-column',
    breaks: 'the harness does not compare columns of two bytes',
    file: harness,
    find: 'if (BYTES[p] == 2 && differs<uint16_t>(expected[p], result, rows)) return false;',
    replace: '',
    test: check,
    only: 'each wrong row is counted, whatever its port',
  },
  {
    name: 'harness-late-rows',
    breaks: 'the harness forgets the rows that were still in the pipeline at the end of a block',
    file: harness,
    find: 'const size_t early = first + done < LATENCY ? LATENCY - first - done : 0;',
    replace: 'const size_t early = done < LATENCY ? LATENCY - done : 0;',
    test: check,
    only: 'results that come late',
  },
  {
    name: 'harness-random-differs',
    breaks: 'the harness makes other random words than the golden model is given',
    file: harness,
    find: 'set_bit(word, bit, kind == 15);',
    replace: 'set_bit(word, bit, kind >= 14);',
    test: check,
    only: 'random rows of wide and narrow ports',
  },
  {
    name: 'harness-exhaustive-order',
    breaks: 'the harness counts the first port fastest',
    file: harness,
    find: '*row = place >> below &',
    replace: '*row = place >> ({{inputBits}} - below - WIDTH[p]) &',
    test: check,
    only: 'all combinations',
  },
  {
    name: 'csv-width-unchecked',
    breaks: 'a CSV file may give a word that is one bit too wide',
    file: 'cosim/vectors/csv.ts',
    find: 'word >> BigInt(bits) !== 0n',
    replace: 'word >> BigInt(bits + 1) !== 0n',
    test: 'cosim/vectors/csv.test.ts',
  },
];
