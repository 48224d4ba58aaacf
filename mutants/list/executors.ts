import type { Mutant } from '../mutant.ts';

const test = 'generators/golden/golden.test.ts';

export const EXECUTORS: readonly Mutant[] = [
  {
    name: 'interpreter-compares-unsigned',
    breaks: 'the interpreter compares signed words as unsigned ones',
    file: 'generators/golden/interpreter.ts',
    find: 'return bit(signed(0) < signed(1));',
    replace: 'return bit(a < b);',
    test,
    only: 'every operation against plain BigInt arithmetic',
  },
  {
    name: 'interpreter-shift-wraps',
    breaks: 'the interpreter takes the amount of a left shift modulo 32',
    file: 'generators/golden/interpreter.ts',
    find: 'return b >= node.width ? 0n : a << b;',
    replace: 'return a << (b & 31n);',
    test,
    only: 'every operation against plain BigInt arithmetic',
  },
  {
    name: 'wasm-mask-forgotten',
    breaks: 'WebAssembly reads words without cutting the bits above them',
    file: 'generators/golden/wasm/emit.ts',
    find: "return this.#memo(`${word.value} u ${width}`, () => this.#binary('and', word, this.#constant(range.hi), range));",
    replace: 'return { ...word, ...range };',
    test,
    only: 'random netlists of words that WebAssembly takes',
  },
  {
    name: 'wasm-shift-stage',
    breaks: 'WebAssembly has a stage too few in shifts of words whose width is no power of two',
    file: 'generators/golden/wasm/emit.ts',
    find: 'Math.min(bits, Math.ceil(Math.log2(width)))',
    replace: 'Math.min(bits, Math.floor(Math.log2(width)))',
    test,
    only: 'random netlists of words that WebAssembly takes',
  },
  {
    name: 'wasm-column-offset',
    breaks: 'WebAssembly reads what lies in the upper bits of wide inputs a byte too low',
    file: 'generators/golden/wasm/emit.ts',
    find: 'from + bits / 8)',
    replace: 'from + bits / 8 - 1)',
    test,
    only: 'columns of every width, in blocks, continue from the state of the model',
  },
  {
    name: 'js-sign-lost',
    breaks: 'generated JavaScript reads narrow signed words without their sign',
    file: 'generators/golden/js/words.ts',
    find: '`${c.code} << ${32 - width} >> ${32 - width}`',
    replace: '`${c.code} << ${32 - width} >>> ${32 - width}`',
    test,
    only: 'random netlists interpreter and compiled code agree',
  },
  {
    name: 'js-product-rounded',
    breaks: 'generated JavaScript multiplies in doubles, which round products of more than 53 bits',
    file: 'generators/golden/js/operations.ts',
    find: '`Math.imul(${a.code}, ${b.code})`',
    replace: '`${a.code} * ${b.code} | 0`',
    test,
    only: 'every operation against plain BigInt arithmetic',
  },
];
