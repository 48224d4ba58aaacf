import type { FixedFormat, Format } from '../../formats/format.ts';
import { fracOf, widthOf } from '../../formats/format.ts';
import type { HlsDialect } from './dialect.ts';

/** Type names of one emission; remembers what room they need, which some headers want to know before they are included. */
export class CppTypes {
  readonly dialect: HlsDialect;
  #room = 1;

  constructor(dialect: HlsDialect) {
    this.dialect = dialect;
  }

  /**
   * Bits that the widest intermediate result of a library can have: products are twice as wide as their operands, numbers
   * become 32-bit integers aligned with the value, and a value is aligned with the ones' position.
   */
  get room(): number {
    return this.#room;
  }

  uint(width: number): string {
    return this.dialect.uint(this.#seen(width));
  }

  sint(width: number, room = width): string {
    return this.dialect.sint(this.#seen(width), room);
  }

  fixed(format: FixedFormat, modes?: { readonly round: string; readonly overflow: string }): string {
    const { width, int } = format;
    this.#room = Math.max(this.#room, 2 * width, 32 + Math.abs(fracOf(format)), Math.abs(int) + width);
    return this.dialect.fixed(format, modes);
  }

  /** Whether values of this format travel as the fixed-point type of the library: no floats, nothing too wide for it. */
  isFixed(format: Format): format is FixedFormat {
    return format.kind === 'fixed' && format.width <= this.dialect.exactWidth;
  }

  /** The type of a scalar: fixed point as such, others as the unsigned integer of their code. */
  scalar(format: Format): string {
    return this.isFixed(format) ? this.fixed(format) : this.uint(widthOf(format));
  }

  #seen(width: number): number {
    this.#room = Math.max(this.#room, 2 * width);
    return width;
  }
}
