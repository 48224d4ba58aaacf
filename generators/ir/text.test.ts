import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { design } from '../design/design.ts';
import { DiagnosticError } from '../diagnostics/diagnostic.ts';
import { fixed, ufixed, uint, vector } from '../formats/build.ts';
import { typeRules } from '../ops/registry.ts';
import { parseDesign, printDesign } from './text.ts';
import { verifyDesign } from './verify.ts';

const accumulator = design('accumulator', { inputs: { x: fixed(8, 3) }, outputs: { y: fixed(12, 7) } }, ({ x }, d) => {
  const total = d.register('total', fixed(12, 7), -1.5);
  total.next(total.add(x).cast(fixed(12, 7), 'RND', 'WRAP:2'));
  return { y: total };
});

const top = design(
  'top',
  {
    inputs: { a: fixed(8, 3), i: uint(2), v: vector(3, ufixed(4, 1)) },
    outputs: { y: fixed(12, 7), z: ufixed(6, 3) },
    doc: 'Says "hello".\nTwice.',
  },
  ({ a, i, v }, d) => {
    const first = d.instance(accumulator, { x: a }, 'first');
    const second = d.instance(accumulator, { x: i.lookup([1n, 255n, 3n], fixed(8, 3)).delay(2) });
    return { y: first.y.max(second.y).named('larger').cast(fixed(12, 7)), z: v.sum() };
  },
);

describe('text form', () => {
  it('prints and parses back to the same graph, places included', () => {
    const text = printDesign(top, { places: true });
    expect(parseDesign(text)).toEqual(top);
    expect(printDesign(parseDesign(text), { places: true })).toBe(text);
  });

  it('reads as intended', () => {
    expect(printDesign(accumulator)).toBe(`design accumulator
  %0 x = input : fixed<8,3>
  %1 total = register %3 {init=0xfd0} : fixed<12,7>
  %2 = add %1 %0 : fixed<13,8>
  %3 = cast %2 {round=RND overflow=WRAP:2} : fixed<12,7>
  output y = %1
end
`);
  });

  it('gives nodes without a place their line', () => {
    const parsed = parseDesign('design d\n  %0 a = input : uint4\n  output y = %0\nend\n', 'd.bw');
    expect(parsed.nodes[0].where).toEqual({ kind: 'file', file: 'd.bw', line: 2, column: 3 });
  });

  it('sorts nodes that stand out of order', () => {
    const parsed = parseDesign('design d\n %5 = neg %2 : fixed<5,5>\n %2 a = input : uint4\n output y = %5\nend');
    expect(parsed.nodes.map((n) => n.op)).toEqual(['input', 'neg']);
    verifyDesign(parsed, typeRules);
  });

  it.each([
    ['design d\n %0 = neg %1 : fixed<5,5>\n %1 = neg %0 : fixed<6,6>\n output y = %1\nend', 'BW2005', '%0 -> %1 -> %0'],
    ['design d\n %0 a = input : uint4\n output y = %3\nend', 'BW2004', '%3'],
    ['design d\n %0 = neg %7 : uint4\n output y = %0\nend', 'BW2004', '%7'],
    ['design d\n nonsense\nend', 'BW2020', 'nonsense'],
    ['design d\n %0 a = input : uint0\nend', 'BW1003', ''],
    ['design d\n %0 = const {word=12z} : uint4\n output y = %0\nend', 'BW2014', 'word'],
    ['%0 a = input : uint4', 'BW2020', 'design NAME'],
    ['design d\n', 'BW2020', "no 'end'"],
    ['', 'BW2020', 'no design'],
    ['design d\n %0 = instance {design=e} : uint1\n output y = %0\nend', 'BW2011', 'e'],
  ])('refuses %j with %s', (text, code, part) => {
    const error = thrownBy(() => verifyDesign(parseDesign(text), typeRules));
    expect(error.diagnostic.code).toBe(code);
    expect(error.diagnostic.message).toContain(part);
  });

  it('never fails otherwise than with a diagnostic', () => {
    const line = fc.constantFrom(
      'design d',
      '%0 a = input : uint4',
      '%1 = neg %0 : fixed<5,5>',
      '%1 = neg %1 : uint4',
      'output y = %1',
      'end',
      'doc "x"',
      '%2 = rom %0 {table=[0x1]} : uint3',
      '{',
      '%',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        try {
          parseDesign(lines.join('\n'));
        } catch (error) {
          expect(error).toBeInstanceOf(DiagnosticError);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

function thrownBy(body: () => unknown): DiagnosticError {
  try {
    body();
  } catch (error) {
    if (error instanceof DiagnosticError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
