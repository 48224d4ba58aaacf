/** Widths on both sides of what a 32-bit integer, a double and a 64-bit word hold. */
export const WIDTHS = [1, 2, 7, 31, 32, 33, 53, 54, 64, 65, 128];

/** Requests of each operator for operands about `w` bits wide; together they cover every operator of the registry. */
export function requests(w: number): Record<string, string[]> {
  const s = `fixed<${w},${Math.ceil(w / 3)}>`;
  const u = `ufixed<${Math.max(1, w - 1)},${Math.ceil(w / 2)}>`;
  const pairs = (name: string) => [
    `op:${name}/${s},${u}`,
    `op:${name}/${s},${s}`,
    `op:${name}/${u},${s}`,
    `op:${name}/${u},${u}`,
  ];
  const all = Object.fromEntries(
    ['add', 'sub', 'mul', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'min', 'max', 'and', 'or', 'xor'].map((name) => [
      name,
      pairs(name),
    ]),
  );
  const modes = (name: string, operands: string) =>
    ['RND', 'RND_CONV', 'TRN_ZERO'].flatMap((q) =>
      ['SAT', 'SAT_SYM', 'WRAP:1', 'WRAP_SM'].map(
        (o) => `op:${name}:round=${q}:overflow=${o}/${operands}/fixed<${Math.max(1, w - 2)},${Math.ceil(w / 4)}>`,
      ),
    );
  const table = `fixed<${w},0>`;
  const f = w < 8 ? 'E4M3' : w < 53 ? 'bfloat16' : 'binary32';
  const floats = (name: string, operands: string) => [
    `op:${name}/${operands}`,
    `op:${name}:round=RUP:overflow=SAT/${operands}`,
  ];
  const floatPairs = ['add', 'sub', 'mul', 'div', 'min', 'max', 'minimum_number', 'maximum_number'];
  const twoFloats = Object.fromEntries(
    floatPairs.map((name) => [
      name,
      [...(all[name] ?? []), ...floats(name, `${f},${f}`), `op:${name}/${f},binary16/binary32`],
    ]),
  );
  return {
    ...all,
    ...twoFloats,
    unordered: [`op:unordered/${f},binary16`],
    classify: [`op:classify/${f}`],
    mx_dot: ['op:mx_dot/E8M0,E2M1[32],E8M0,E2M1[32]/binary32'],
    mx_quantise: ['op:mx_quantise/bfloat16[8]/E2M1[8]'],
    fma: [...floats('fma', `${f},${f},${f}`), 'op:fma/bfloat16,bfloat16,binary32/binary32'],
    recip: floats('recip', f),
    rsqrt: floats('rsqrt', f),
    ldexp: floats('ldexp', `${f},int6`),
    round_to_integral: floats('round_to_integral', f),
    const: [`op:const:value=0x1//${s}`],
    neg: [`op:neg/${s}`, `op:neg/${u}`],
    abs: [`op:abs/${s}`, `op:abs/${u}`],
    not: [`op:not/${s}`],
    cast: [
      `op:cast:round=RND:overflow=SAT/${f}/${s}`,
      `op:cast:round=RTZ/${s}/${f}`,
      `op:cast:overflow=SAT/binary32/${f}`,
      ...modes('cast', s),
      ...modes('cast', u),
      `op:cast/${s}/ufixed<${w + 7},${w}>`,
    ],
    div: [
      ...(w > 64 ? [`op:div:round=RND_CONV:overflow=SAT/${s},${u}/${s}`] : modes('div', `${s},${u}`)),
      ...twoFloats.div,
    ],
    sqrt: [...(w > 64 ? [`op:sqrt:round=RND_CONV/${u}/${u}`] : modes('sqrt', u)), ...floats('sqrt', f)],
    select: [`op:select/uint1,${s},${u}`],
    scalb: [`op:scalb:n=-5/${s}`],
    shl: [`op:shl:n=${w >> 1}/${s}`, `op:shl/${u},uint8`, `op:shl/${s},uint${w}`],
    shr: [`op:shr:n=${w >> 1}/${s}`, `op:shr/${u},uint8`, `op:shr/${s},uint${w}`, `op:shr/${s},uint1100`],
    slice: [`op:slice:hi=${w - 1}:lo=${w >> 1}/${s}`],
    concat: [`op:concat/${s},uint1,${u}`],
    bitcast: [`op:bitcast/${s}/uint${w}`],
    vector: [`op:vector/${s},${s},${s}`],
    element: [`op:element:index=1/${s}[3]`],
    dot: [`op:dot/${s}[3],${u}[3]`, `op:dot/${u}[5],${u}[5]`],
    matvec: [
      `op:matvec:weights=1_7_5_b_0_c:format=int4/${s}[3]`,
      `op:matvec:weights=1_7_5_b_0_c:format=int4:products=dsp/${u}[2]`,
      `op:matvec:weights=${'1'.padEnd(Math.ceil(w / 4), '6')}_1_0_3:format=ufixed<${w + 3},1>/${s}[2]`,
    ],
    sum: [`op:sum/${s}[5]`, `op:sum/${u}[2]`],
    rom: [`op:rom/uint3/${table}`],
  };
}
