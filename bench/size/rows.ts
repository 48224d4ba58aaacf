/** What the size table shows: our operators, and the peers that they are held against. */

/** LUTs, and LUTs beside one DSP block. */
export interface Figures {
  readonly lut: number;
  readonly besideDsp?: number;
}

export interface Peer extends Figures {
  readonly name: string;
  /** What is aimed at, as a part of the peer's size. */
  readonly part: 1 | 0.5;
}

export interface SizeRow {
  readonly operator: string;
  readonly format: string;
  readonly operands: number;
  readonly peer?: Peer;
}

export interface SizeTable {
  readonly title: string;
  readonly rows: readonly SizeRow[];
}

/** Operators with a product of significands, whose multiplier may be made of LUTs or of a DSP block. */
export const MULTIPLYING: readonly string[] = ['mul', 'fma'];

const hardfloat = (name: string, lut: number, besideDsp?: number): Peer => ({
  name: `HardFloat ${name}`,
  lut,
  besideDsp,
  part: 0.5,
});
const flopoco = (name: string, lut: number, besideDsp?: number): Peer => ({
  name: `FloPoCo ${name}`,
  lut,
  besideDsp,
  part: 1,
});

function rowsOf(operator: string, operands: number, formats: readonly (readonly [string, Peer?])[]): SizeRow[] {
  return formats.map(([format, peer]) => ({ operator, format, operands, peer }));
}

const FLUSHING = { binary16: 'float<5,10,subnormals=no>', small: 'float<4,3,subnormals=no>' } as const;
const BARE = {
  binary16: 'float<5,10,inf=no,nan=none,subnormals=no>',
  small: 'float<4,3,inf=no,nan=none,subnormals=no>',
} as const;

/** All combinational, rounding to nearest even. The figures of peers are those of Yosys 0.23. */
export const SIZE_TABLES: readonly SizeTable[] = [
  {
    title: 'With subnormals and all special values',
    rows: [
      ...rowsOf('add', 2, [
        ['binary16', flopoco('IEEEAdd', 208)],
        ['binary16', hardfloat('add', 474)],
        ['bfloat16', hardfloat('add', 317)],
        ['float<4,3>', hardfloat('add', 168)],
        ['E4M3', hardfloat('add', 168)],
        ['E5M2', hardfloat('add', 157)],
        ['E2M1'],
        ['binary32'],
      ]),
      ...rowsOf('mul', 2, [
        ['binary16', hardfloat('multiply', 590, 260)],
        ['bfloat16', hardfloat('multiply', 375, 221)],
        ['float<4,3>', hardfloat('multiply', 127)],
        ['E4M3', hardfloat('multiply', 127)],
        ['E5M2', hardfloat('multiply', 108)],
        ['E2M1'],
      ]),
      ...rowsOf('fma', 3, [['binary16', flopoco('IEEEFMA', 839, 647)], ['E4M3'], ['E5M2']]),
      ...rowsOf('div', 2, [['binary16'], ['E4M3']]),
      ...rowsOf('sqrt', 1, [['binary16'], ['E4M3']]),
      ...rowsOf('rsqrt', 1, [['binary16'], ['E4M3']]),
    ],
  },
  {
    title: 'Without subnormals',
    rows: [
      ...rowsOf('add', 2, [
        [FLUSHING.binary16, flopoco('FPAdd', 178)],
        [FLUSHING.small, flopoco('FPAdd', 80)],
        [BARE.binary16, flopoco('FPAdd', 178)],
        [BARE.small, flopoco('FPAdd', 80)],
      ]),
      ...rowsOf('mul', 2, [
        [FLUSHING.binary16, flopoco('FPMult', 249, 31)],
        [FLUSHING.small, flopoco('FPMult', 26)],
        [BARE.binary16, flopoco('FPMult', 249, 31)],
        [BARE.small, flopoco('FPMult', 26)],
      ]),
      ...rowsOf('div', 2, [
        [FLUSHING.binary16, flopoco('FPDiv', 433)],
        [FLUSHING.small, flopoco('FPDiv', 78)],
      ]),
      ...rowsOf('sqrt', 1, [
        [FLUSHING.binary16, flopoco('FPSqrt', 177)],
        [FLUSHING.small, flopoco('FPSqrt', 42)],
      ]),
    ],
  },
];
