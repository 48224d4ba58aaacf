import { type Format, widthOf } from '../../formats/format.ts';
import { formatName, typeAlias, typeName } from '../../formats/name.ts';
import { uniqueNames } from '../../ir/identifiers.ts';
import { NetBuilder } from '../../netlist/builder.ts';
import type { Netlist } from '../../netlist/netlist.ts';
import { optimise } from '../../netlist/passes/index.ts';
import type { Use } from '../../ops/operator.ts';
import { operatorNamed } from '../../ops/registry.ts';
import { integer, numberLiteral, wordLiteral } from './literal.ts';
import { type CppFunction, netlistFunction } from './netlist-function.ts';
import type { CppTypes } from './types.ts';

/** One C++ source file: its names, its types, and the functions over words that its other functions call. */
export class TranslationUnit {
  readonly types: CppTypes;
  /** A free name of a header of constants. */
  readonly files = uniqueNames();
  readonly #unique: (wanted: string) => string;
  readonly #taken: Set<string>;
  readonly #fromWord = new Map<string, CppFunction>();
  readonly #wordFunctions = new Map<string, CppFunction>();

  /**
   * @param declared names that stand at file scope already
   * @param local names that variables inside the functions are going to have, which no function may take from them
   */
  constructor(types: CppTypes, declared: Iterable<string>, local: Iterable<string>) {
    this.types = types;
    this.#taken = new Set(declared);
    this.#unique = uniqueNames([...declared, ...local]);
  }

  /** A free name at file scope. */
  names(wanted: string): string {
    const name = this.#unique(wanted);
    this.#taken.add(name);
    return name;
  }

  /** The names at file scope so far. */
  taken(): ReadonlySet<string> {
    return this.#taken;
  }

  /** The functions that the others call, in the order in which they must stand before them. */
  get helpers(): readonly CppFunction[] {
    return [...this.#fromWord.values(), ...this.#wordFunctions.values()];
  }

  /** The scalar that an unsigned integer of its width stores. */
  fromWord(expression: string, format: Format): string {
    if (!this.types.isFixed(format)) return expression;
    const type = this.types.fixed(format);
    let known = this.#fromWord.get(type);
    if (!known) {
      const { width } = format;
      known = {
        comment: `The ${formatName(format)} with these stored bits.`,
        name: this.names(`as_${typeAlias(format)}`),
        returns: type,
        parameters: [`const ${this.types.uint(width)} bits`],
        body: [`${type} value = 0;`, this.types.dialect.store('value', 'bits', width), 'return value;'].map(
          (l) => `  ${l}`,
        ),
      };
      this.#fromWord.set(type, known);
    }
    return `${known.name}(${expression})`;
  }

  /** A constant as an expression of its type. */
  constant(word: bigint, format: Format): string {
    const value = this.initialValue(word, format);
    return isNumber(value) ? `${this.types.scalar(format)}(${value})` : value;
  }

  /** A constant where the type stands beside it: a number where a double is exactly it, else made from its word. */
  initialValue(word: bigint, format: Format): string {
    if (!this.types.isFixed(format)) return word < 1n << 31n ? integer(word) : this.#word(word, format);
    return numberLiteral(word, format) ?? this.fromWord(this.#word(word, format), format);
  }

  #word(word: bigint, format: Format): string {
    return wordLiteral(this.types.dialect, word, widthOf(format));
  }

  /** The function that computes this use of an operator on words; equal uses share one. Vectors are packed words. */
  wordFunction(op: string, use: Use): CppFunction {
    const settings = Object.entries(use.attrs).map(([k, v]) => `${k}=${Array.isArray(v) ? v.join('_') : v}`);
    const comment = `${[op, ...settings].join(' ')}: ${use.args.map(typeName).join(', ')} to ${typeName(use.type)}`;
    let known = this.#wordFunctions.get(comment);
    if (!known) {
      const name = this.names(
        [op, 'of', ...use.args.map(typeAlias), 'to', typeAlias(use.type)].join('_').slice(0, LONGEST_NAME),
      );
      known = netlistFunction(this.types, wordNetlist(op, use, name), name, comment.slice(0, LONGEST_COMMENT));
      this.#wordFunctions.set(comment, known);
    }
    return known;
  }
}

function isNumber(text: string): boolean {
  return /^-?\d[\w.+-]*$/.test(text);
}

/** Many operands and long tables would make names and comments that nobody reads. */
const LONGEST_NAME = 60;
const LONGEST_COMMENT = 110;

/** a, b, c, as the ports of an operator request; x0, x1, ... where there are many. */
function operandName(index: number, count: number): string {
  return count <= LETTERS.length ? LETTERS[index] : `x${index}`;
}
const LETTERS = 'abcdefgh';

function wordNetlist(op: string, use: Use, name: string): Netlist {
  const b = new NetBuilder();
  const inputs = use.args.map((type, i) => b.input(operandName(i, use.args.length), widthOf(type), typeName(type)));
  b.output('y', operatorNamed(op).lower(b, inputs, use), typeName(use.type));
  const { modules } = optimise({ modules: [b.finish(name)] });
  return modules[0];
}
