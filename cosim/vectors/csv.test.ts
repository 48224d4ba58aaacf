import { describe, expect, test } from 'vitest';
import { CosimError } from '../error.ts';
import { unpackRow } from '../ports.ts';
import { readCsv } from './csv.ts';

const PORTS = [
  { name: 'x', width: 24, elements: 3 },
  { name: 'x0', width: 8 },
  { name: 'bias', width: 40 },
];

/** Decimal integers; anything else is a mistake of the user. */
function decimal(_port: number, text: string): bigint {
  if (/^\d+$/.test(text)) return BigInt(text);
  throw Object.assign(new Error('unused'), {
    diagnostic: { message: `"${text}" is no number`, help: 'Write digits.' },
  });
}

function read(text: string, ignore: string[] = []) {
  const { rows, count } = readCsv(text, PORTS, decimal, ignore);
  return Array.from({ length: count }, (_, row) => unpackRow(PORTS, rows, row));
}

const HEADER = 'x[0],x[1],x[2],x0,bias';

test('values and raw words, columns in any order, comments, blanks and a byte order mark', () => {
  const text = '\ufeff# made by hand\nbias, x[2], "x[1]", x[0], x0\n\n0xffffffffff, 1, 2, 0x03, 4\r\n5,6,7,8,9\n';
  expect(read(text)).toEqual([
    [0x010203n, 4n, 0xffffffffffn],
    [0x060708n, 9n, 5n],
  ]);
});

test('elements without brackets, unless that is the name of a port', () => {
  const ports = [{ name: 'x', width: 16, elements: 2 }];
  const { rows } = readCsv('x1,x0\n1,2\n', ports, decimal);
  expect(unpackRow(ports, rows, 0)).toEqual([0x0102n]);
  expect(read('x[0],x1,x2,x0,bias\n1,2,3,4,5\n')).toEqual([[0x030201n, 4n, 5n]]);
});

test('columns to ignore', () => {
  expect(read(`label,${HEADER}\nseven,1,2,3,4,5\n`, ['label'])).toEqual([[0x030201n, 4n, 5n]]);
});

describe('mistakes', () => {
  const mistakes: [code: string, message: string, text: string][] = [
    ['BW4210', 'is empty', '\n'],
    ['BW4210', 'no rows', `${HEADER}\n`],
    ['BW4210', 'cannot be read', `${HEADER}\n"1,2,3,4,5\n`],
    ['BW4211', 'column 2 of the CSV file, "x[3]"', 'x[0],x[3]\n1,2\n'],
    ['BW4211', 'columns 1 and 2 of the CSV file are both x[1]', 'x[1],x1\n1,2\n'],
    ['BW4212', 'no column for bias', 'x[0],x[1],x[2],x0\n1,2,3,4\n'],
    ['BW4213', 'line 3, column 2 (x[1]) is empty', `${HEADER}\n1,2,3,4,5\n1,,3,4,5\n`],
    ['BW4214', 'line 2 has 6 cells', `${HEADER}\n1,2,3,4,5,6\n`],
    ['BW4214', 'line 2 has 4 cells', `${HEADER}\n1,2,3,4\n`],
    ['BW4215', 'line 2, column 1 (x[0]): 256 does not fit into 8 bits', `${HEADER}\n256,2,3,4,5\n`],
    ['BW4215', 'line 2, column 5 (bias): 0x10000000000 does not fit', `${HEADER}\n1,2,3,4,0x10000000000\n`],
    ['BW4215', 'line 2, column 4 (x0): "lots" is no number', `${HEADER}\n1,2,3,lots,5\n`],
  ];
  test.each(mistakes)('%s %s', (code, message, text) => {
    const error = (() => {
      try {
        return read(text);
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(CosimError);
    expect(error).toMatchObject({ diagnostic: { code, message: expect.stringContaining(message) }, exit: 2 });
  });

  test('a near miss gets a suggestion', () => {
    expect(() => read('x[0],x[1],x[2],x0,bais\n1,2,3,4,5\n')).toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ help: "did you mean 'bias'?" }) }),
    );
  });

  test('a bug in the reader of cells is not blamed on the file', () => {
    const broken = () => {
      throw new TypeError('bug');
    };
    expect(() => readCsv('x\n1\n', [{ name: 'x', width: 4 }], broken)).toThrow(TypeError);
  });
});
