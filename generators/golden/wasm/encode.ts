/**
 * WebAssembly modules as bytes: the binary format of the WebAssembly core specification 2.0, chapter 5, as far as golden
 * models need it. One memory, functions without results, active data segments. V8 does the optimising.
 */

/** Value types, section 5.3. */
export const TYPE = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;

export type ValueType = (typeof TYPE)[keyof typeof TYPE];

export interface WasmFunction {
  readonly params: readonly ValueType[];
  /** Locals behind the parameters: a count for each type. */
  readonly locals: readonly { readonly count: number; readonly type: ValueType }[];
  /** Instructions without the final `end`. */
  readonly body: readonly number[];
}

export interface WasmModule {
  readonly functions: readonly WasmFunction[];
  /** Index of the function that is exported as `run`. The memory is exported as `memory`. */
  readonly entry: number;
  /** 64 KiB each. */
  readonly pages: number;
  readonly data: readonly { readonly at: number; readonly bytes: Uint8Array }[];
}

/** An unsigned integer in LEB128, section 5.2.2. */
export function uleb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}

/** A signed integer in LEB128. */
export function sleb(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    if ((rest >> 6n === 0n && low < 0x40) || (rest >> 6n === -1n && low >= 0x40)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

export function encodeModule({ functions, entry, pages, data }: WasmModule): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params }) => [0x60, ...vector(params.map((type) => [type])), 0]);
  const segments = data.map(({ at, bytes }) => [0, 0x41, ...sleb(BigInt(at)), 0x0b, ...uleb(bytes.length), ...bytes]);
  const parts = [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, vector(types)),
    section(3, vector(functions.map((_, k) => uleb(k)))),
    section(5, vector([[0, ...uleb(pages)]])),
    section(
      7,
      vector([
        [...name('memory'), 2, 0],
        [...name('run'), 0, ...uleb(entry)],
      ]),
    ),
    section(10, vector(functions.map(codeOf))),
    section(11, vector(segments)),
  ];
  return Uint8Array.from(parts.flat());
}

function codeOf({ locals, body }: WasmFunction): number[] {
  const code = [vector(locals.map(({ count, type }) => [...uleb(count), type])), body, [0x0b]].flat();
  return [uleb(code.length), code].flat();
}

function section(id: number, content: readonly number[]): number[] {
  return [[id], uleb(content.length), content].flat();
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [uleb(items.length), ...items].flat();
}

function name(text: string): number[] {
  return vector([...Buffer.from(text)].map((byte) => [byte]));
}
