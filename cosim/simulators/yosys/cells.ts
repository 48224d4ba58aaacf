/**
 * What each word-level cell of Yosys computes, as JavaScript text on BigInt words. Written from the chapter "Internal
 * cell library" of the Yosys manual and its reference model, techlibs/common/simlib.v.
 */
export interface Operands {
  /** Number of bits of a connection. */
  width(port: string): number;
  /** Value of a parameter; 0 where the cell lacks it. */
  parameter(name: string): number;
  /** The word of a connection, unsigned. */
  word(port: string): string;
  /** `count` bits of a connection from bit `low` on. */
  part(port: string, low: number, count: number): string;
  /** A word of that many undefined bits. */
  undefinedWord(width: number): string;
}

type Meaning = (cell: Operands) => string;

/** The text of an unsigned word cut to `width` bits. */
const cut = (width: number, text: string) => `BigInt.asUintN(${width}, ${text})`;

/** The number that a word of `width` bits stands for in two's complement. */
const signed = (width: number, text: string) => `BigInt.asIntN(${width}, ${text})`;

/** The number in a port, signed where the cell's parameter says so. */
function value(cell: Operands, port: string): string {
  const word = cell.word(port);
  return cell.parameter(`${port}_SIGNED`) ? signed(cell.width(port), word) : word;
}

/** The numbers in A and B: signed only where both are, as in Verilog expressions. */
function values(cell: Operands): [a: string, b: string] {
  const both = cell.parameter('A_SIGNED') && cell.parameter('B_SIGNED');
  return both ? [value(cell, 'A'), value(cell, 'B')] : [cell.word('A'), cell.word('B')];
}

/** Operators that are exact on integers, cut to the width of Y. */
const unary =
  (operator: string): Meaning =>
  (cell) =>
    cut(cell.width('Y'), `${operator}(${value(cell, 'A')})`);

const binary =
  (operator: string): Meaning =>
  (cell) => {
    const [a, b] = values(cell);
    return cut(cell.width('Y'), `${a} ${operator} ${b}`);
  };

const comparison =
  (operator: string): Meaning =>
  (cell) => {
    const [a, b] = values(cell);
    return `(${a} ${operator} ${b} ? 1n : 0n)`;
  };

/** Quotients round towards zero and the remainder has the sign of the dividend, as BigInt has them. */
const division =
  (operator: string): Meaning =>
  (cell) => {
    const [a, b] = values(cell);
    const width = cell.width('Y');
    return `(${cell.word('B')} === 0n ? ${cell.undefinedWord(width)} : ${cut(width, `${a} ${operator} ${b}`)})`;
  };

const ones = (cell: Operands, port: string) => `${2n ** BigInt(cell.width(port)) - 1n}n`;

const truth =
  (test: (a: string, b: string) => string): Meaning =>
  (cell) =>
    `(${test(`${cell.word('A')} !== 0n`, `${cell.word('B')} !== 0n`)} ? 1n : 0n)`;

/** A at the width in which Verilog evaluates a shift: the wider of A and Y, extended by its own signedness. */
const shiftContext = (cell: Operands) => Math.max(cell.width('A'), cell.width('Y'));

const shiftLeft: Meaning = (cell) => `shiftLeft(${value(cell, 'A')}, ${cell.word('B')}, ${cell.width('Y')})`;

const shiftRight: Meaning = (cell) =>
  cut(cell.width('Y'), `(${cut(shiftContext(cell), value(cell, 'A'))} >> ${cell.word('B')})`);

/** Towards bit 0 by B, or the other way where B is signed and negative. Zeros are shifted in. */
const shiftEither: Meaning = (cell) => {
  const context = cut(shiftContext(cell), value(cell, 'A'));
  const width = cell.width('Y');
  if (!cell.parameter('B_SIGNED')) return shiftRight(cell);
  const amount = value(cell, 'B');
  return `(${amount} < 0n ? shiftLeft(${context}, -${amount}, ${width}) : ${cut(width, `(${context} >> ${amount})`)})`;
};

/** A[B +: width]: bits beyond either end of A are undefined. */
const select: Meaning = (cell) => {
  const width = cell.width('Y');
  const amount = value(cell, 'B');
  return `selectBits(${cell.word('A')}, ${cell.width('A')}, ${amount}, ${width}, ${cell.undefinedWord(width)})`;
};

/** A where no bit of S is set, else the part of B that belongs to the bit. More than one bit is undefined. */
const parallelMux: Meaning = (cell) => {
  const width = cell.parameter('WIDTH');
  const count = cell.parameter('S_WIDTH');
  const choose = Array.from(
    { length: count },
    (_, k) => `s === ${1n << BigInt(k)}n ? ${cell.part('B', k * width, width)}`,
  );
  const chosen = [`s === 0n ? ${cell.word('A')}`, ...choose, cell.undefinedWord(width)].join(' : ');
  return `((s) => ${chosen})(${cell.word('S')})`;
};

const binaryMux: Meaning = (cell) => {
  const width = cell.parameter('WIDTH');
  return cut(width, `(${cell.word('A')} >> (${cell.word('S')} * ${width}n))`);
};

/** Cells whose output Y depends on their inputs alone. */
export const CELLS: Readonly<Record<string, Meaning>> = {
  $buf: unary(''),
  $pos: unary(''),
  $neg: unary('-'),
  $not: unary('~'),
  $and: binary('&'),
  $or: binary('|'),
  $xor: binary('^'),
  $xnor: (cell) => {
    const [a, b] = values(cell);
    return cut(cell.width('Y'), `~(${a} ^ ${b})`);
  },
  $add: binary('+'),
  $sub: binary('-'),
  $mul: binary('*'),
  $div: division('/'),
  $mod: division('%'),
  $eq: comparison('==='),
  $ne: comparison('!=='),
  $eqx: comparison('==='),
  $nex: comparison('!=='),
  $lt: comparison('<'),
  $le: comparison('<='),
  $gt: comparison('>'),
  $ge: comparison('>='),
  $reduce_and: (cell) => `(${cell.word('A')} === ${ones(cell, 'A')} ? 1n : 0n)`,
  $reduce_or: (cell) => `(${cell.word('A')} !== 0n ? 1n : 0n)`,
  $reduce_bool: (cell) => `(${cell.word('A')} !== 0n ? 1n : 0n)`,
  $reduce_xor: (cell) => `parity(${cell.word('A')})`,
  $reduce_xnor: (cell) => `(1n - parity(${cell.word('A')}))`,
  $logic_not: (cell) => `(${cell.word('A')} === 0n ? 1n : 0n)`,
  $logic_and: truth((a, b) => `${a} && ${b}`),
  $logic_or: truth((a, b) => `${a} || ${b}`),
  $shl: shiftLeft,
  $sshl: shiftLeft,
  $shr: shiftRight,
  $sshr: (cell) => cut(cell.width('Y'), `(${value(cell, 'A')} >> ${cell.word('B')})`),
  $shift: shiftEither,
  $shiftx: select,
  $mux: (cell) => `(${cell.word('S')} === 0n ? ${cell.word('A')} : ${cell.word('B')})`,
  $pmux: parallelMux,
  $bmux: binaryMux,
};

/** Registers on a rising clock edge: the text of the next state. `q` is the present one. */
export const REGISTERS: Readonly<Record<string, (cell: Operands, q: string) => string>> = {
  $dff: (cell) => cell.word('D'),
  $dffe: (cell, q) => `${enabled(cell)} ? ${cell.word('D')} : ${q}`,
  $sdff: (cell) => `${reset(cell)} : ${cell.word('D')}`,
  // The reset works without the enable here, and only with it in the next.
  $sdffe: (cell, q) => `${reset(cell)} : ${enabled(cell)} ? ${cell.word('D')} : ${q}`,
  $sdffce: (cell, q) => `${enabled(cell)} ? (${reset(cell)} : ${cell.word('D')}) : ${q}`,
};

const enabled = (cell: Operands) => `${cell.word('EN')} === ${cell.parameter('EN_POLARITY')}n`;

const reset = (cell: Operands) =>
  `${cell.word('SRST')} === ${cell.parameter('SRST_POLARITY')}n ? ${cell.part('SRST_VALUE', 0, cell.width('D'))}`;

/** Functions that the texts above call. */
export const HELPERS = {
  parity(word: bigint): bigint {
    let odd = 0n;
    for (const digit of word.toString(16)) odd ^= ODD_DIGITS.includes(digit) ? 1n : 0n;
    return odd;
  },
  /** Amounts of the width and more would make words that no computer can hold. */
  shiftLeft(word: bigint, amount: bigint, width: number): bigint {
    return amount >= BigInt(width) ? 0n : BigInt.asUintN(width, word << amount);
  },
  selectBits(word: bigint, have: number, amount: bigint, want: number, undefinedBits: bigint): bigint {
    if (amount >= BigInt(have) || amount <= -BigInt(want)) return undefinedBits;
    const low = Number(amount);
    // The bits of A that are not there, at both ends, are taken from the undefined word.
    const above = Math.max(low + want - have, 0);
    const below = Math.max(-low, 0);
    const known = ((1n << BigInt(want - above - below)) - 1n) << BigInt(below);
    const moved = low < 0 ? word << BigInt(-low) : word >> BigInt(low);
    return (moved & known) | (undefinedBits & ~known & ((1n << BigInt(want)) - 1n));
  },
};

/** Hexadecimal digits with an odd number of bits set. */
const ODD_DIGITS = '12478bde';
