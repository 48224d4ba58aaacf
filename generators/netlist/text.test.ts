import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../diagnostics/diagnostic.ts';
import { arbitraryDesign } from './arbitrary.ts';
import { flatten } from './flatten.ts';
import { parseNetDesign, printNetDesign } from './text.ts';

const MEMORY = `netlist delay sequential resets
  input x: 8 = %0
  output y: 8 = %3
  %0: 8 = input @x
  %1: 1 = const value=0x1
  %2: 4 = reg init=0x0 next=%5 @place
  %3: 8 = ram %2 depth=10 enable=%1 address=%2 data=%0 @lines "fixed<8,8>"
  %4: 4 = const value=0x1
  %5: 4 = add %2 %4
end
`;

const ACCUMULATOR = `netlist accumulator sequential resets
  input x: 8 = %0 "fixed<8,8>"
  output y: 12 = %3
  %0: 8 = input @x "fixed<8,8>"
  %1: 12 = reg init=0xff next=%3 @sum
  %2: 12 = sext %0
  %3: 12 = add %1 %2
end
`;

/** Code, line and column of the diagnostic that a text gets. */
function complaint(text: string): string {
  try {
    parseNetDesign(text, 'a.net');
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { code, message, where } = error.diagnostic;
    if (where?.kind === 'file') return `${code} ${where.file}:${where.line}:${where.column} ${message}`;
  }
  return 'none';
}

describe('the text form', () => {
  it('prints what it parsed', () => {
    for (const text of [ACCUMULATOR, MEMORY]) expect(printNetDesign(parseNetDesign(text))).toBe(text);
  });

  it('ignores comments, blank lines and indentation', () => {
    const loose = ACCUMULATOR.replace('  %2', '; the operand\n\n%2').replace('sext %0', 'sext   %0 ; widened');
    expect(parseNetDesign(loose)).toEqual(parseNetDesign(ACCUMULATOR));
  });

  it('round trips random designs, and flat ones with dots in their names', () => {
    fc.assert(
      fc.property(arbitraryDesign({ unreset: true, memories: 'uncleared' }), (design) => {
        for (const one of [design, { modules: [flatten(design)] }]) {
          const text = printNetDesign(one);
          const parsed = parseNetDesign(text);
          expect(parsed).toEqual(one);
          expect(printNetDesign(parsed)).toBe(text);
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it.each([
    ['a character that has no place', ACCUMULATOR.replace('sext', '$ext'), /^BW3001 a\.net:6:12 expected .*, found \$/],
    ['a number out of order', ACCUMULATOR.replace('%2:', '%5:'), /^BW3001 a\.net:6:3 expected %2: nodes are numbered/],
    ['a missing width', ACCUMULATOR.replace('%2: 12', '%2'), /^BW3001 a\.net:6:6 expected `:`/],
    ['a missing field', ACCUMULATOR.replace('next=%3 ', ''), /^BW3001 a\.net:5:26 expected `next`, found @/],
    [
      'rubbish after a node',
      ACCUMULATOR.replace('%2\nend', '%2 12\nend'),
      /^BW3001 a\.net:7:22 expected the end of the/,
    ],
    ['a broken string', ACCUMULATOR.replace('"fixed<8,8>"', '"\\q"'), /^BW3001 a\.net:2:19 expected a string/],
    ['no end', ACCUMULATOR.replace('end', ''), /^BW3001 a\.net:1:\d+ expected `end`/],
    ['an operation that does not exist', ACCUMULATOR.replace('sext', 'sexy'), /^BW3002 a\.net:6:1 .*no operation sexy/],
    [
      'a width that does not fit',
      ACCUMULATOR.replace('%3: 12', '%3: 13'),
      /^BW3002 a\.net:5:1 .*the next value has 13 bits/,
    ],
    ['an operand from below', ACCUMULATOR.replace('%1 %2', '%1 %3'), /^BW3002 a\.net:7:1 .*does not precede/],
    ['a memory that is not written', MEMORY.replace(' data=%0', ''), /^BW3001 a\.net:7:48 expected `data`, found @/],
    ['a memory of no words', MEMORY.replace('depth=10', 'depth=0'), /^BW3002 a\.net:7:1 .*0 words for 4 address bits/],
    ['nothing at all', '', /^BW3002 a\.net:1:1 .*at least one module/],
  ])('%s is a diagnostic with its place', (_, text, expected) => {
    expect(complaint(text)).toMatch(expected);
  });
});
