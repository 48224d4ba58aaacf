import { type Range, signedRange, unsignedRange, within } from '../range.ts';
import { type Carrier, constant, INT32, type Kind, kindOf, literal, NUMBER_BITS } from './carrier.ts';

export interface Statement {
  readonly text: string;
  /** The variable that the statement declares, if it does. */
  readonly defines?: string;
  readonly kind?: Kind;
}

/** The statements so far: one `const` per word that needs code. */
export class Words {
  readonly statements: Statement[] = [];
  /** Readings and kinds of carriers that were made already. */
  readonly #known = new Map<string, Carrier>();

  put(text: string): void {
    this.statements.push({ text });
  }
  /** An integer of this range, in the cheapest kind. The code gives a bigint where the range asks for one. */
  define(code: string, range: Range): Carrier {
    return this.declare(code, kindOf(range), range);
  }
  declare(code: string, kind: Kind, { lo, hi }: Range): Carrier {
    const name = `v${this.statements.length}`;
    this.statements.push({ text: `const ${name} = ${code};`, defines: name, kind });
    return { code: name, kind, lo, hi };
  }
  /** The low 32 bits of what the code gives, read as two's complement; `range` where all of it is known to fit. */
  int(code: string, range: Range = INT32): Carrier {
    return this.declare(code, 'int', within(range, INT32) ? range : INT32);
  }
  /** A word of one bit from a condition; a conditional expression would become a branch. */
  bit(condition: string): Carrier {
    return this.int(`${condition} | 0`, unsignedRange(1));
  }
  /** A word from a bigint expression, brought back to a number where its width allows that. */
  fromBig(code: string, range: Range, width: number): Carrier {
    if (width <= NUMBER_BITS) return this.define(`Number(BigInt.asUintN(${width}, ${code}))`, unsignedRange(width));
    return within(range, signedRange(width + 64))
      ? this.declare(code, 'big', range)
      : this.declare(`BigInt.asUintN(${width}, ${code})`, 'big', unsignedRange(width));
  }

  /** The carrier as one of another kind; from `big` only to `big`. */
  as(c: Carrier, kind: Kind): Carrier {
    if (kind !== 'big' || c.kind === 'big') return c;
    if (c.lo === c.hi) return { ...c, code: literal(c.lo, 'big'), kind };
    return this.#memo(`${c.code}:big`, () => this.declare(`BigInt(${c.code})`, 'big', c));
  }
  /** A shift amount as a number; rounding may only move amounts that are far beyond any width. */
  amount(n: Carrier): Carrier {
    return n.kind === 'big' ? this.#memo(`${n.code}:n`, () => this.declare(`Number(${n.code})`, 'num', n)) : n;
  }
  /** The low `width` bits read without sign. */
  unsigned(c: Carrier, width: number): Carrier {
    const range = unsignedRange(width);
    if (within(c, range)) return c;
    if (c.lo === c.hi) return constant(BigInt.asUintN(width, c.lo));
    return this.#memo(`${c.code}:u${width}`, () => {
      if (width > NUMBER_BITS) return this.declare(`BigInt.asUintN(${width}, ${this.as(c, 'big').code})`, 'big', range);
      if (c.kind === 'big') return this.fromBig(c.code, c, width);
      return this.define(width < 32 ? `${c.code} & ${2 ** width - 1}` : `${c.code} >>> 0`, range);
    });
  }
  /** The low `width` bits read as two's complement. */
  signed(c: Carrier, width: number): Carrier {
    const range = signedRange(width);
    if (within(c, range)) return c;
    if (c.lo === c.hi) return constant(BigInt.asIntN(width, c.lo));
    return this.#memo(`${c.code}:s${width}`, () => {
      if (width > NUMBER_BITS) return this.declare(`BigInt.asIntN(${width}, ${this.as(c, 'big').code})`, 'big', range);
      if (c.kind === 'big') return this.int(`Number(BigInt.asIntN(${width}, ${c.code}))`, range);
      return this.int(width < 32 ? `${c.code} << ${32 - width} >> ${32 - width}` : `${c.code} | 0`, range);
    });
  }

  #memo(key: string, make: () => Carrier): Carrier {
    const known = this.#known.get(key);
    if (known) return known;
    const made = make();
    this.#known.set(key, made);
    return made;
  }
}
