import { expect, test } from 'vitest';
import { packRows, unpackRow } from '../ports.ts';
import { randomRows } from '../vectors.ts';
import { rowPorts } from './beats.ts';
import { fromWires, lastOf, type Side, toWires } from './layout.ts';

const PORTS = [
  { name: 'a', width: 5 },
  { name: 'b', width: 33 },
  { name: 'c', width: 64 },
  { name: 'd', width: 1 },
  { name: 'e', width: 8 },
  { name: 'f', width: 70 },
];

/** The ports in whole bytes, by the words of `docs/pipelines.md`. */
function side(fill: 'sign' | 'zero' | 'noise'): Side {
  let lo = 0;
  const fields = PORTS.map(({ name, width }) => {
    const padding = 8 * Math.ceil(width / 8) - width;
    const field = { port: name, lo, width, padding, fill };
    lo += width + padding;
    return field;
  });
  const wires = [
    { name: 'tdata', width: lo },
    { name: 'tlast', width: 1 },
  ];
  return { valid: 'tvalid', ready: 'tready', beats: 1, packets: false, wires, ports: PORTS, fields };
}

const COUNT = 200;
const { rows } = randomRows(PORTS, COUNT, 3);

test.each(['sign', 'zero'] as const)('tdata holds every port in whole bytes, with %s padding', (fill) => {
  const stream = side(fill);
  const packed = toWires(stream, rows, COUNT, 40);
  for (let row = 0; row < COUNT; row++) {
    const words = unpackRow(PORTS, rows, row);
    let tdata = 0n;
    for (const [p, { width }] of [...PORTS.entries()].toReversed()) {
      const bytes = 8 * Math.ceil(width / 8);
      const word = fill === 'sign' ? BigInt.asUintN(bytes, BigInt.asIntN(width, words[p])) : words[p];
      tdata = (tdata << BigInt(bytes)) | word;
    }
    expect(unpackRow(stream.wires, packed, row)).toEqual([tdata, lastOf(40 + row) ? 1n : 0n]);
  }
  expect(fromWires(stream, packed, COUNT)).toEqual(rows);
});

test('noise in the padding changes no port', () => {
  const stream = side('noise');
  const noisy = toWires(stream, rows, COUNT);
  expect(noisy).not.toEqual(toWires(side('zero'), rows, COUNT));
  expect(fromWires(stream, noisy, COUNT)).toEqual(rows);
});

test('tlast is there now and then', () => {
  const last = Array.from({ length: 1000 }, (_, row) => lastOf(row)).filter(Boolean).length;
  expect(last).toBeGreaterThan(50);
  expect(last).toBeLessThan(250);
});

test('without fields the wires are the ports', () => {
  const plain: Side = { ...side('zero'), wires: PORTS, fields: undefined };
  const one = packRows(PORTS, [PORTS.map(() => 1n)]);
  expect(toWires(plain, one, 1)).toEqual(one);
  expect(fromWires(plain, one, 1)).toEqual(one);
});

test('rows of several beats: the low bits go first, and tlast ends the row', () => {
  const ports = [
    { name: 'a', width: 5 },
    { name: 'b', width: 37 },
  ];
  const fields = [
    { port: 'a', lo: 0, width: 5, padding: 3, fill: 'zero' },
    { port: 'b', lo: 8, width: 37, padding: 3, fill: 'zero' },
  ] as const;
  const wires = [
    { name: 'tdata', width: 48 },
    { name: 'tlast', width: 1 },
  ];
  const stream: Side = { valid: 'v', ready: 'r', beats: 3, packets: true, wires, ports, fields };
  const whole = rowPorts(ports, 3);
  expect(whole.map((p) => p.width)).toEqual([15, 111]);
  const given = randomRows(whole, 50, 4).rows;
  const packed = toWires(stream, given, 50);
  for (let beat = 0; beat < 150; beat++) {
    const words = unpackRow(whole, given, Math.floor(beat / 3)).map((word, p) =>
      BigInt.asUintN(ports[p].width, word >> BigInt((beat % 3) * ports[p].width)),
    );
    expect(unpackRow(wires, packed, beat)).toEqual([(words[1] << 8n) | words[0], beat % 3 === 2 ? 1n : 0n]);
  }
  expect(fromWires(stream, packed, 50)).toEqual(given);
});
