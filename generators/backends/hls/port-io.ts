/** The ports of the top function from and to packed rows of 32-bit words: for the test bench and for co-simulation. */
import { type Type, widthOf } from '../../formats/format.ts';
import type { CppTypes } from './types.ts';
import { CppWriter } from './writer.ts';

export interface IoFunction {
  readonly comment: string;
  readonly signature: string;
  readonly body: readonly string[];
}

export interface IoPort {
  readonly name: string;
  readonly type: Type;
  /** The type of a scalar, or of an element, in the header. */
  readonly cppType: string;
}

const WORD = 32;

/** `static void read_x(top_x_t &x, const uint32_t *words)`. */
export function reader(types: CppTypes, port: IoPort, name: string): IoFunction {
  const writer = new CppWriter();
  eachElement(writer, port.type, (target, offset) => {
    const format = port.type.kind === 'vector' ? port.type.element : port.type;
    const width = widthOf(format);
    const word = types.uint(width);
    if (width <= WORD) writer.line(`const ${word} bits = get_bits(words, ${offset}, ${width});`);
    else {
      const top = WORD * Math.floor((width - 1) / WORD);
      writer.line(`${word} bits = get_bits(words, ${plus(offset, top)}, ${width - top});`);
      writer.line(`for (int lo = ${top - WORD}; lo >= 0; lo -= ${WORD}) {`);
      writer.line(`bits = (bits << ${WORD}) | ${word}(get_bits(words, ${plus(offset, 'lo')}, ${WORD}));`);
      writer.line('}');
    }
    if (types.isFixed(format)) {
      // Storing bits reads the others, so all of them are set before.
      writer.line(`${target} = 0;`);
      writer.line(types.dialect.store(target, 'bits', width));
    } else writer.line(`${target} = bits;`);
  });
  const parameter = port.type.kind === 'vector' ? `value[${port.type.length}]` : '&value';
  return {
    comment: `${port.name} from the first words of its part of a row.`,
    signature: `static inline void ${name}(${port.cppType} ${parameter}, const uint32_t *words)`,
    body: writer.text(),
  };
}

/** `static void write_y(uint32_t *words, const top_y_t &y)`; the words are zero before. */
export function writerOf(types: CppTypes, port: IoPort, name: string): IoFunction {
  const writer = new CppWriter();
  eachElement(writer, port.type, (source, offset) => {
    const format = port.type.kind === 'vector' ? port.type.element : port.type;
    const width = widthOf(format);
    const stored = types.isFixed(format) ? types.dialect.storedBits(source, width - 1, 0) : source;
    writer.line(`const ${types.uint(width)} bits = ${stored};`);
    if (width <= WORD) writer.line(`put_bits(words, ${offset}, ${width}, bits.to_uint());`);
    else {
      writer.line(`for (int lo = 0; lo < ${width}; lo += ${WORD}) {`);
      const count = `(${width} - lo < ${WORD} ? ${width} - lo : ${WORD})`;
      writer.line(`put_bits(words, ${plus(offset, 'lo')}, ${count}, ${types.uint(WORD)}(bits >> lo).to_uint());`);
      writer.line('}');
    }
  });
  const parameter = port.type.kind === 'vector' ? `value[${port.type.length}]` : '&value';
  return {
    comment: `${port.name} into its part of a row, whose words are zero.`,
    signature: `static inline void ${name}(uint32_t *words, const ${port.cppType} ${parameter})`,
    body: writer.text(),
  };
}

/** Scalars as they are, vectors in a loop; `offset` is the position of the element's lowest bit. */
function eachElement(writer: CppWriter, type: Type, body: (element: string, offset: string) => void): void {
  if (type.kind !== 'vector') {
    body('value', '0');
    return;
  }
  writer.line(`for (int i = 0; i < ${type.length}; i++) {`);
  body('value[i]', `${widthOf(type.element)} * i`);
  writer.line('}');
}

function plus(offset: string, lo: number | string): string {
  if (lo === 0) return offset;
  return offset === '0' ? `${lo}` : `${offset} + ${lo}`;
}

/** 32-bit words that a port takes in a row. */
export function rowWordsOf(type: Type): number {
  return Math.ceil(widthOf(type) / WORD);
}
