/**
 * Verilog expressions of known width. Verilog sizes an expression by its surroundings; here every operand of an operator
 * that takes part in that has exactly the width of the result, so that the rule never has anything to do. The exceptions,
 * products and arithmetic shifts, are sized by the wire that they are alone assigned to and say so (`alone`).
 *
 * Widths, signedness and sizing: IEEE 1364-2005, 5.4 and 5.5; precedence: table 5-4.
 */

/** Bits hi..lo of a signal that an expression reads. */
export interface Read {
  readonly signal: string;
  readonly hi: number;
  readonly lo: number;
}

export interface Expression {
  readonly text: string;
  readonly width: number;
  /** Operators in the text: how much there is to understand. */
  readonly operators: number;
  readonly reads: readonly Read[];
  /** The outermost operator; undefined for what needs no parentheses anywhere. */
  readonly operator?: string;
  /** Only correct as the whole right side of an assignment to a wire of its width. */
  readonly alone?: true;
  /** Set where the expression is a signal or a range of one, and so can be selected from: the signal's width. */
  readonly signalWidth?: number;
  /** The value of a literal. */
  readonly value?: bigint;
  /** Members of a concatenation. */
  readonly parts?: readonly Expression[];
  /** The same comparison, the other way round. */
  readonly complement?: Expression;
}

/** `[7:0] `-style range of a declaration; empty for one bit, which is declared as a scalar. */
export function range(width: number): string {
  return width === 1 ? '' : `[${width - 1}:0]`;
}

// -- leaves

export function signal(name: string, width: number): Expression {
  const read = { signal: name, hi: width - 1, lo: 0 };
  return { text: name, width, operators: 0, reads: [read], signalWidth: width };
}

/** A sized constant: small values decimal, others hexadecimal, all ones of wide words as a replication. */
export function literal(width: number, value: bigint): Expression {
  return { text: literalText(width, value), width, operators: 0, reads: [], value };
}

function literalText(width: number, value: bigint): string {
  if (value === 0n && width <= 4) return `${width}'b${'0'.repeat(width)}`;
  if (width === 1) return `1'b${value}`;
  if (width > 64 && value === ones(width)) return `{${width}{1'b1}}`;
  return value < 10n ? `${width}'d${value}` : `${width}'h${value.toString(16)}`;
}

/** A word of a table: hexadecimal with all its digits. */
export function tableWord(width: number, value: bigint): string {
  return `${width}'h${value.toString(16).padStart(Math.ceil(width / 4), '0')}`;
}

export function ones(width: number): bigint {
  return (1n << BigInt(width)) - 1n;
}

// -- moving bits

/** Whether `select` can take this: Verilog selects from signals only. */
export function isSelectable(e: Expression): boolean {
  return e.signalWidth !== undefined || e.value !== undefined;
}

/** Bits lo .. lo + width - 1. */
export function select(e: Expression, lo: number, width: number): Expression {
  if (lo === 0 && width === e.width) return e;
  if (e.value !== undefined) return literal(width, (e.value >> BigInt(lo)) & ones(width));
  const [from] = e.reads;
  const read = { signal: from.signal, lo: from.lo + lo, hi: from.lo + lo + width - 1 };
  const bits = width === 1 ? `${read.lo}` : `${read.hi}:${read.lo}`;
  return { text: `${read.signal}[${bits}]`, width, operators: 0, reads: [read], signalWidth: e.signalWidth };
}

/** Most significant part first. */
export function concat(parts: readonly Expression[]): Expression {
  if (parts.length === 1) return parts[0];
  const flat = parts.flatMap((part) => part.parts ?? [part]);
  const members: Expression[] = [];
  for (let i = 0; i < flat.length; ) {
    let run = 1;
    while (i + run < flat.length && flat[i + run].text === flat[i].text) run++;
    members.push(replicate(flat[i], run));
    i += run;
  }
  const text = members.length === 1 ? members[0].text : `{${members.map((m) => m.text).join(', ')}}`;
  return { ...combined(members), text, parts: members };
}

function replicate(e: Expression, times: number): Expression {
  if (times === 1) return e;
  const width = e.width * times;
  return { text: `{${times}{${e.text}}}`, width, operators: e.operators, reads: e.reads };
}

export function zeroExtend(e: Expression, width: number): Expression {
  return width === e.width ? e : concat([literal(width - e.width, 0n), e]);
}

/** `e` must be selectable, or one bit wide. */
export function signExtend(e: Expression, width: number): Expression {
  if (width === e.width) return e;
  if (e.width === 1) return concat([replicate(e, width)]);
  return concat([replicate(select(e, e.width - 1, 1), width - e.width), e]);
}

// -- operators

export type UnaryOperator = '~' | '-' | '&' | '|' | '^';

/** `~` and `-` keep the width; `&`, `|` and `^` reduce to one bit. */
export function unary(operator: UnaryOperator, e: Expression): Expression {
  if (operator === '~' && e.complement) return e.complement;
  const width = operator === '~' || operator === '-' ? e.width : 1;
  const text = operator + (e.operator === undefined ? e.text : `(${e.text})`);
  return { text, width, operators: e.operators + 1, reads: e.reads, operator };
}

/** Operators whose operands and result have one width. */
export function binary(operator: '+' | '-' | '&' | '|' | '^', a: Expression, b: Expression): Expression {
  return infix(a.width, operator, a, b);
}

/** Operators that repeat without parentheses: a + b + c. */
const ASSOCIATIVE = new Set(['+', '&', '|', '^', '&&']);

function infix(width: number, operator: string, a: Expression, b: Expression): Expression {
  const left = a.operator === operator && ASSOCIATIVE.has(operator) ? a.text : operand(a);
  const text = `${left} ${operator} ${operand(b)}`;
  return { text, width, operators: a.operators + b.operators + 1, reads: [...a.reads, ...b.reads], operator };
}

/** Parentheses around all but what nobody can misread. */
function operand(e: Expression): string {
  return e.operator === undefined || e.operator === '~' ? e.text : `(${e.text})`;
}

export function equal(a: Expression, b: Expression): Expression {
  return { ...infix(1, '==', a, b), complement: infix(1, '!=', a, b) };
}

/** a < b. Comparisons with an end of the range, which tools warn about, become the constant that they are. */
export function less(a: Expression, b: Expression, signed: boolean): Expression {
  const highest = ones(signed ? a.width - 1 : a.width);
  const lowest = signed ? 1n << BigInt(a.width - 1) : 0n;
  if (a.value === highest || b.value === lowest) return { ...literal(1, 0n), complement: literal(1, 1n) };
  const [x, y] = signed ? [asSigned(a), asSigned(b)] : [a, b];
  return { ...infix(1, '<', x, y), complement: infix(1, '>=', x, y) };
}

/** @param context bits of the expression that it stands in */
function asSigned(e: Expression, context = e.width): Expression {
  const text = signedLiteral(e, context) ?? `$signed(${e.text})`;
  return { text, width: e.width, operators: e.operators, reads: e.reads };
}

/**
 * Signed constants of a size that people read, in decimal. A negative one is a minus sign before a constant as wide as its
 * context, for Verilator sizes the minus sign so; the most negative one of a context has no such form.
 */
function signedLiteral({ value, width }: Expression, context: number): string | undefined {
  if (value === undefined || width > 32) return undefined;
  const number = BigInt.asIntN(width, value);
  if (number >= 0n) return `${width}'sd${number}`;
  return width === context && number === -(1n << BigInt(width - 1))
    ? `${width}'sh${value.toString(16)}`
    : `-${context}'sd${-number}`;
}

export function conditional(test: Expression, whenOne: Expression, whenZero: Expression): Expression {
  const branch = (e: Expression) => (e.operator === '?' ? `(${e.text})` : e.text);
  return {
    ...combined([test, whenOne, whenZero]),
    text: `${operand(test)} ? ${branch(whenOne)} : ${branch(whenZero)}`,
    width: whenOne.width,
    operators: test.operators + whenOne.operators + whenZero.operators + 1,
    operator: '?',
  };
}

/** Amounts wider than this are saturated first: tools compute shifts with 32-bit amounts, some without saying so. */
export const WIDEST_SHIFT_AMOUNT = 32;

/** `<<`, `>>`, or `>>>` of a word with a sign. An amount wider than `WIDEST_SHIFT_AMOUNT` must be selectable. */
export function shift(operator: '<<' | '>>' | '>>>', a: Expression, amount: Expression): Expression {
  // Zeros (or signs) past the width are what Verilog gives too, but Verilator rejects constants of 2^32 and more.
  if (amount.value !== undefined && amount.value >= BigInt(a.width)) {
    if (operator !== '>>>') return literal(a.width, 0n);
    return shift(operator, a, literal(amount.width, BigInt(a.width - 1)));
  }
  const by = amount.width > WIDEST_SHIFT_AMOUNT && amount.value === undefined ? saturated(amount, a.width) : amount;
  if (operator !== '>>>') return infix(a.width, operator, a, by);
  return { ...infix(a.width, operator, asSigned(a), by), alone: true };
}

/** The amount in as few bits as can say `most`, all set where it is larger. */
function saturated(amount: Expression, most: number): Expression {
  const width = most.toString(2).length;
  const tooLarge = unary('|', select(amount, width, amount.width - width));
  return conditional(tooLarge, literal(width, ones(width)), select(amount, 0, width));
}

/** Verilator multiplies signed words up to this width, unsigned ones of any. */
const WIDEST_SIGNED_PRODUCT = 512;

/**
 * The low `width` bits of a product, `width` at most the sum of the operands' widths. Where the result is wider than an
 * operand, the assignment extends both by their common signedness, which is the form that tools map to multiplier blocks.
 * Operands must be selectable: an operator among them would be computed in the wider width.
 */
export function product(width: number, a: Expression, b: Expression, signed: boolean): Expression {
  const factor = (e: Expression): Expression => {
    const low = e.width > width ? select(e, 0, width) : e;
    if (!signed) return low;
    if (width > WIDEST_SIGNED_PRODUCT) return signExtend(low, width);
    return asSigned(low, width);
  };
  return { ...infix(width, '*', factor(a), factor(b)), alone: true };
}

/** A function of one argument. Printed alone, so that each look-up has a signal of its own. */
export function call(name: string, argument: Expression, width: number): Expression {
  const operators = argument.operators + 1;
  return { text: `${name}(${argument.text})`, width, operators, reads: argument.reads, alone: true };
}

/** A word of a memory. The index is an expression by itself, whose width nothing around it changes. */
export function memoryWord(memory: string, index: Expression, width: number): Expression {
  return { text: `${memory}[${index.text}]`, width, operators: index.operators, reads: index.reads };
}

/** Whether all of these conditions of 1 bit hold; there is at least one. */
export function every(conditions: readonly Expression[]): Expression {
  return conditions.reduce((all, condition) => infix(1, '&&', all, condition));
}

function combined(parts: readonly Expression[]): Pick<Expression, 'width' | 'operators' | 'reads'> {
  return {
    width: parts.reduce((sum, e) => sum + e.width, 0),
    operators: parts.reduce((sum, e) => sum + e.operators, 0),
    reads: parts.flatMap((e) => e.reads),
  };
}
