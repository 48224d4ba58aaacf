import { type FixedFormat, type Format, type Type, type VectorType, widthOf } from '../../formats/format.ts';
import { elementOf } from '../../ir/ir.ts';
import type { HlsContext } from '../../ops/hls.ts';
import type { Use } from '../../ops/operator.ts';
import type { TranslationUnit } from './unit.ts';
import type { CppWriter } from './writer.ts';

/** The body of one C++ function while operators write into it. */
export class FunctionContext implements HlsContext {
  readonly exactWidth: number;
  readonly #unit: TranslationUnit;
  readonly #writer: CppWriter;
  /** Names of the function's scope. */
  readonly #names: (wanted: string) => string;
  /** Names of loop indices by depth: loops that follow each other share them. */
  readonly #indices: string[] = [];
  #depth = 0;
  /** Variables of the node that is being written: its result may be one of them. */
  readonly #own = new Set<string>();
  /** Wanted name of the result of the node that is being written. */
  #wanted = 'result';
  /** What the names of its other variables and its loops begin with. */
  #prefix = 'result';

  constructor(unit: TranslationUnit, writer: CppWriter, names: (wanted: string) => string) {
    this.#unit = unit;
    this.#writer = writer;
    this.#names = names;
    this.exactWidth = unit.types.dialect.exactWidth;
  }

  /** Names of the results that follow derive from `wanted`, of other variables and loops from `prefix`. */
  writing(wanted: string, prefix = wanted): void {
    this.#wanted = wanted;
    this.#prefix = prefix;
    this.#own.clear();
  }

  /** Whether an expression is a variable that was declared for the node that is being written. */
  isOwn(expression: string): boolean {
    return this.#own.has(expression);
  }

  type(format: Format): string {
    return this.#unit.types.scalar(format);
  }

  result(type: Type, value?: string): string {
    const name = this.declare(type, this.#wanted, value);
    this.#own.add(name);
    return name;
  }

  /** A fresh variable, or array for a vector; perhaps by another name of its C++ type. */
  declare(type: Type, wanted: string, value?: string, cppType = this.type(elementOf(type))): string {
    const name = this.#names(wanted);
    const { dialect } = this.#unit.types;
    if (type.kind === 'vector') {
      this.statement(`${cppType} ${name}[${type.length}];`);
      this.#writer.lines(dialect.partition(name));
    } else this.statement(`${cppType} ${name}${value === undefined ? '' : ` = ${value}`};`);
    return name;
  }

  variable(wanted: string, width: number, value: string): string {
    const name = this.#names(`${this.#prefix}_${wanted}`);
    this.statement(`${this.wordType(width)} ${name} = ${value};`);
    return name;
  }

  scalar(wanted: string, format: Format, value: string): string {
    const name = this.#names(`${this.#prefix}_${wanted}`);
    this.statement(`const ${this.type(format)} ${name} = ${value};`);
    return name;
  }

  statement(line: string): void {
    this.#writer.line(line);
  }

  loop(label: string, count: number, body: (index: string) => void): void {
    this.#indices[this.#depth] ??= this.#names('ijk'[this.#depth] ?? 'n');
    this.loopOver(`${this.#prefix}_${label}`, this.#indices[this.#depth], count, body);
  }

  /** The same with a label and an index of the caller's choice; the index is a name of this scope. */
  loopOver(label: string, index: string, count: number, body: (index: string) => void): void {
    const { unroll } = this.#unit.types.dialect;
    this.#depth++;
    this.#writer.lines(unroll.before);
    this.statement(`${this.#names(label)}: for (int ${index} = 0; ${index} < ${count}; ${index}++) {`);
    this.#writer.lines(unroll.inside);
    body(index);
    this.statement('}');
    this.#depth--;
  }

  /** Copies a value into a variable, element by element where it is a vector. */
  assign(type: Type, to: string, from: string): void {
    if (type.kind !== 'vector') this.statement(`${to} = ${from};`);
    else this.loop('copy', type.length, (i) => this.statement(`${to}[${i}] = ${from}[${i}];`));
  }

  convert(expression: string, to: FixedFormat, round: string, overflow: string): string {
    return `${this.#unit.types.fixed(to, { round, overflow })}(${expression})`;
  }

  wordType(width: number): string {
    return this.#unit.types.uint(width);
  }

  word(expression: string, format: Format): string {
    if (!this.#unit.types.isFixed(format)) return expression;
    return this.#unit.types.dialect.storedBits(expression, format.width - 1, 0);
  }

  slice(expression: string, format: Format, hi: number, lo: number): string {
    const { types } = this.#unit;
    return types.isFixed(format)
      ? types.dialect.storedBits(expression, hi, lo)
      : this.bits(expression, widthOf(format), hi, lo);
  }

  bit(expression: string, position: number): string {
    return `${expression}[${position}]`;
  }

  fromWord(expression: string, format: Format): string {
    return this.#unit.fromWord(expression, format);
  }

  bits(word: string, width: number, hi: number, lo: number): string {
    return this.#unit.types.dialect.bits(word, width, hi, lo);
  }

  constant(word: bigint, format: Format): string {
    return this.#unit.constant(word, format);
  }

  lookup(words: readonly bigint[], format: Format, index: string): string {
    return `${this.table(words, format, `${this.#prefix}_table`)}[${index}]`;
  }

  /** A static constant array; its name. */
  table(words: readonly bigint[], format: Format, wanted: string): string {
    const name = this.#names(wanted);
    const values = words.map((w) => this.#unit.initialValue(w, format));
    this.#writer.initialiser(`static const ${this.type(format)} ${name}[${words.length}]`, values);
    return name;
  }

  viaNetlist(op: string, args: readonly string[], use: Use): string {
    const { name } = this.#unit.wordFunction(op, use);
    const words = args.map((a, i) => this.#packed(a, use.args[i]));
    const call = `${name}(${words.join(', ')})`;
    if (use.type.kind !== 'vector') return this.fromWord(call, use.type);
    return this.#unpacked(call, use.type);
  }

  /** The word of a value; the elements of a vector side by side, element 0 lowest. */
  #packed(expression: string, type: Type): string {
    if (type.kind !== 'vector') return this.word(expression, type);
    const packed = this.#names(`${this.#prefix}_word`);
    const wide = this.wordType(widthOf(type));
    this.statement(`${wide} ${packed} = 0;`);
    // From the top down, so that every round shifts by the width of one element.
    this.loop('pack', type.length, (i) => {
      const element = this.word(`${expression}[${type.length - 1} - ${i}]`, type.element);
      const above = type.length === 1 ? '' : `${wide}(${packed} << ${widthOf(type.element)}) | `;
      this.statement(`${packed} = ${above}${wide}(${element});`);
    });
    return packed;
  }

  #unpacked(expression: string, type: VectorType): string {
    const packed = this.#names(`${this.#prefix}_word`);
    const width = widthOf(type.element);
    this.statement(`const ${this.wordType(widthOf(type))} ${packed} = ${expression};`);
    const result = this.result(type);
    this.loop('unpack', type.length, (i) => {
      const element = `${this.wordType(width)}(${packed} >> (${width} * ${i}))`;
      this.assign(type.element, `${result}[${i}]`, this.fromWord(element, type.element));
    });
    return result;
  }
}
