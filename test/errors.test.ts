/** What wrong input gets: the exact text and exit code of each mistake, as files that a reader can judge. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, it } from 'vitest';

const COMMAND = join(import.meta.dirname, '../scripts/bitwright.mjs');

/** A training configuration, with some of its settings replaced. */
function training(change: object = {}): string {
  const config = {
    'bitwright-training': 1,
    name: 'tiny',
    data: { train: 'points.csv', test: 'points.csv' },
    input: { shape: [2], format: 'fixed<6,2>' },
    layers: [{ layer: 'dense', name: 'scores', outputs: 2 }],
    quantization: { weights: { bits: 4 }, results: { bits: 4 } },
    fit: { float: { epochs: 2 }, quantized: { epochs: 1 } },
  };
  return JSON.stringify({ ...config, ...change }, null, 2);
}

const points = (...lines: string[]) =>
  `u,v,label\n${['0.5,1,0', '-1,0.25,1', '1.5,1,0', '-0.5,-1,1', ...lines].join('\n')}\n`;

/** A dense layer of 2 x 4 weights, laid out in some way. */
function laidOut(hardware: unknown): string {
  const raw = '[[1, -2, 3, 0], [-4, 1, 2, 3]]';
  return `{
  "bitwright-network": 1,
  "name": "folded",
  "inputs": [{ "name": "x", "shape": [4], "format": "fixed<4,2>" }],
  "layers": [
    { "name": "it", "layer": "dense", "from": "x",
      "weights": { "format": "fixed<3,1>", "raw": ${raw} },
      "hardware": ${JSON.stringify(hardware)} }
  ],
  "outputs": { "y": "it" }
}
`;
}

const DESIGNS: Record<string, string> = {
  'folded.json': laidOut({ pe: 1, simd: 2 }),
  'folded-unevenly.json': laidOut({ pe: 2, simd: 3 }),
  'folded-by-name.json': laidOut('streamed'),
  'points.csv': points(),
  'training-hole.csv': points('0.5,,1'),
  'training-label.csv': points('0.5,1,2'),
  'training-text.csv': points('0.5,red,1'),
  'training.json': training(),
  'training-hole.json': training({ data: { train: 'training-hole.csv', test: 'points.csv' } }),
  'training-label.json': training({ data: { train: 'training-label.csv', test: 'points.csv' } }),
  'training-text.json': training({ data: { train: 'training-text.csv', test: 'points.csv' } }),
  'training-no-data.json': training({ data: { train: 'nowhere.csv', test: 'points.csv' } }),
  'training-setting.json': training({ fit: { epoch: 3 } }),
  'training-layer.json': training({ layers: [{ layer: 'densse', outputs: 2 }] }),
  'training-shape.json': training({ layers: [{ layer: 'conv2d', outputs: 2, size: [3, 3] }] }),
  'training-accumulator.json': training({
    quantization: { weights: { bits: 4, accumulator: 5 }, results: { bits: 4 } },
  }),
  'training-diverges.json': training({ fit: { float: { epochs: 3, rate: 1e308 }, batch: 1 } }),
  'checkpoints/checkpoint.json': '{ "bitwright-checkpoint": 1, "task": "another" }\n',
  'forgotten-output.ts': `import { design, fixed } from 'bitwright';
export default design('forgotten', { inputs: { a: fixed(8, 3) }, outputs: { y: fixed(8, 3), z: fixed(8, 3) } }, ({ a }) => ({ y: a }) as never);
`,
  'wrong-type.ts': `import { design, fixed } from 'bitwright';
export default design('wrong', { inputs: { a: fixed(8, 3) }, outputs: { y: fixed(8, 3) } }, ({ a }) => ({
  y: a.mul(a),
}));
`,
  'wrong-operand.ts': `import { design, fixed, vector } from 'bitwright';
export default design('wrong', { inputs: { a: vector(4, fixed(8, 3)), b: vector(5, fixed(8, 3)) }, outputs: { y: fixed(18, 8) } }, ({ a, b }) => {
  const product = a.dot(b);
  return { y: product };
});
`,
  'loop.ts': `import { design, fixed } from 'bitwright';
export default design('loop', { inputs: { a: fixed(8, 3) }, outputs: { y: fixed(8, 3) } }, ({ a }, d) => {
  const w = d.wire('w', fixed(8, 3));
  const sum = w.add(a).named('sum');
  w.assign(sum.cast(fixed(8, 3)));
  return { y: w };
});
`,
  'keyword.ts': `import { design, fixed } from 'bitwright';
export default design('keyword', { inputs: { reg: fixed(8, 3) }, outputs: { y: fixed(8, 3) } }, ({ reg }) => ({ y: reg }));
`,
  'duplicate.ts': `import { design, fixed } from 'bitwright';
export default design('duplicate', { inputs: { y: fixed(8, 3) }, outputs: { y: fixed(8, 3) } }, ({ y }) => ({ y }));
`,
  'injection.ts': `import { design, fixed } from 'bitwright';
export default design('x; endmodule', { inputs: { a: fixed(8, 3) }, outputs: { y: fixed(8, 3) } }, ({ a }) => ({ y: a }));
`,
  'throws.ts': `const x: { y?: { z: number } } = {};
export default x.y!.z;
`,
  'no-design.ts': 'export default 42;\n',
  'exits.ts': 'process.exit(0);\n',
  'parameters.ts': `import { design, int, parameterised } from 'bitwright';
export default parameterised({ width: 8 }, ({ width }) => design('p', { inputs: { a: int(width) }, outputs: { y: int(width) } }, ({ a }) => ({ y: a })));
`,
  'feedback.bw': `design feedback
  %0 x = input : fixed<8,3>
  %1 total = register %3 {init=0x0} : fixed<12,7>
  %2 = add %1 %0 : fixed<13,8>
  %3 = cast %2 {round=RND overflow=SAT} : fixed<12,7>
  output y = %1
end
`,
  'loop.bw': 'design d\n  %0 = neg %1 : fixed<5,5>\n  %1 = neg %0 : fixed<6,6>\n  output y = %1\nend\n',
  'network.json': `{
  "bitwright-network": 1,
  "name": "n",
  "inputs": [{ "name": "x", "shape": [2], "format": "fixed<4,2>" }],
  "layers": [
    { "name": "hidden", "layer": "dense", "from": "x", "weights": { "format": "fixed<3,1>", "raw": [
      [1, 2],
      [3, 9]
    ] } }
  ],
  "outputs": { "y": "hidden" }
}
`,
  'fine.json': `{ "bitwright-network": 1, "name": "n", "inputs": [{ "name": "x", "shape": [2], "format": "fixed<4,2>" }],
  "layers": [{ "name": "active", "layer": "relu", "from": "x" }], "outputs": { "y": "active" } }
`,
  'tensor-hole.csv': 'x0,x1\n1,\n',
  'not-json.json': '{ "bitwright-network": 1,\n  name\n}\n',
  'other.json': '{ "name": "left-pad" }\n',
  'network.ts': `import { fixed, network } from 'bitwright';
const x = network('n').input('x', [2, 3], fixed(4, 2));
export default x.argmax().output('y');
`,
  'wrong-column.csv': 'a,c\n1,2\n',
  'hole.csv': 'a,b\n1,\n',
  'ragged.csv': 'a,b\n1,2\n3\n',
  'too-large.csv': 'a,b\n1,2\n3.5,100\n',
  'too-wide.csv': 'a,b\n0x1ff,0x01\n',
  'inexact.csv': 'a,b\n0.1,1\n',
};

interface Case {
  readonly args: readonly string[];
  readonly stdin?: string;
  /** Programs that can be found; all by default. */
  readonly path?: string;
}

const ADD = 'op:add/fixed8_3,fixed8_3';
const CASES: Record<string, Case> = {
  'zero-width': { args: ['golden', 'op:add/fixed0_3,fixed8_3'] },
  'negative-width': { args: ['golden', 'op:neg/fixed-4_3'] },
  'too-wide-format': { args: ['golden', 'op:neg/fixed4097_3'] },
  'unknown-format': { args: ['golden', 'op:add/fixd8_3,fixed8_3'] },
  'unknown-format-option': { args: ['formats', 'float<4,3,biass=8>'] },
  'unknown-operator': { args: ['golden', 'op:addd/fixed8_3,fixed8_3'] },
  'unknown-attribute': { args: ['golden', 'op:shl:places=2/fixed8_3'] },
  'unknown-mode': { args: ['golden', 'op:cast/fixed8_3/fixed4_2', '--round', 'RND_CONF'] },
  'unknown-overflow': { args: ['golden', 'op:cast/fixed8_3/fixed4_2', '--overflow', 'SATURATE'] },
  'saturated-bits': { args: ['golden', 'op:cast/fixed8_3/fixed4_2', '--overflow', 'WRAP:5'] },
  'modes-for-nothing': { args: ['golden', ADD, '--round', 'RND'] },
  'operand-count': { args: ['golden', 'op:add/fixed8_3'] },
  'operand-kind': { args: ['golden', 'op:dot/fixed8_3,fixed8_3'] },
  'weights-format': { args: ['golden', 'op:matvec:weights=1_2:format=E4M3/fixed8_3x2'] },
  'weight-too-wide': { args: ['golden', 'op:matvec:weights=1_12:format=int4/fixed8_3x2'] },
  'weights-no-rows': { args: ['golden', 'op:matvec:weights=1_2_3:format=int4/fixed8_3x2'] },
  'request-syntax': { args: ['golden', 'op:add'] },
  'constant-does-not-fit': { args: ['golden', 'op:const:value=9//fixed8_3'] },
  'constant-is-no-value': { args: ['golden', 'op:const:value=many//fixed8_3'] },
  'word-count': { args: ['golden', ADD], stdin: '1 2\n3\n' },
  'not-hexadecimal': { args: ['golden', ADD], stdin: '1 z\n' },
  'binary-row-too-short': { args: ['golden', ADD, '--binary'], stdin: '1234567890' },
  'binary-without-inputs': { args: ['golden', 'op:const:value=1//fixed8_3', '--binary'] },
  'word-too-wide': { args: ['golden', ADD], stdin: '1 100\n' },
  'forgotten-output': { args: ['build', 'forgotten-output.ts'] },
  'wrong-type': { args: ['build', 'wrong-type.ts'] },
  'vector-lengths': { args: ['build', 'wrong-operand.ts'] },
  'combinational-loop': { args: ['build', 'loop.ts'] },
  'combinational-loop-text': { args: ['build', 'loop.bw'] },
  'keyword-port': { args: ['build', 'keyword.ts'] },
  'duplicate-port': { args: ['build', 'duplicate.ts'] },
  'name-injection': { args: ['build', 'injection.ts'] },
  'module-throws': { args: ['build', 'throws.ts'] },
  'no-design': { args: ['build', 'no-design.ts'] },
  'missing-file': { args: ['build', 'nowhere.ts'] },
  'forgotten-op': { args: ['build', 'add/fixed8_3,fixed8_3'] },
  'unknown-extension': { args: ['build', 'hole.csv'] },
  'weight-does-not-fit': { args: ['build', 'network.json'] },
  'fold-does-not-divide': { args: ['build', 'folded-unevenly.json'] },
  'fold-unknown': { args: ['build', 'folded-by-name.json'] },
  'fold-without-handshake': { args: ['cosim', 'folded.json', '--interface', 'none'] },
  'fold-with-latency': { args: ['build', 'folded.json', '--latency', '4'] },
  'fold-beyond-the-loop': { args: ['build', 'folded.json', '--freq', '900'] },
  'network-is-not-json': { args: ['build', 'not-json.json'] },
  'json-is-no-network': { args: ['build', 'other.json'] },
  'layer-does-not-fit': { args: ['build', 'network.ts'] },
  'unknown-layer': { args: ['layers', 'conv3d'] },
  'profile-of-an-operator': { args: ['profile', ADD, '--data', 'hole.csv'] },
  'profile-without-data': { args: ['profile', 'fine.json', '--data', 'nothing.csv'] },
  'profile-hole': { args: ['profile', 'fine.json', '--data', 'tensor-hole.csv'] },
  'unknown-parameter': { args: ['build', 'parameters.ts', '--param', 'widht=9'] },
  'parameter-value': { args: ['build', 'parameters.ts', '--param', 'width=wide'] },
  'csv-wrong-column': { args: ['cosim', ADD, '--vectors', 'wrong-column.csv'] },
  'csv-hole': { args: ['cosim', ADD, '--vectors', 'hole.csv'] },
  'csv-ragged': { args: ['cosim', ADD, '--vectors', 'ragged.csv'] },
  'csv-value-does-not-fit': { args: ['cosim', ADD, '--vectors', 'too-large.csv'] },
  'csv-inexact-value': { args: ['cosim', ADD, '--vectors', 'inexact.csv'] },
  'csv-missing': { args: ['cosim', ADD, '--vectors', 'nothing.csv'] },
  'too-many-vectors': { args: ['cosim', 'op:add/int32,int32', '--vectors', 'exhaustive'] },
  'raw-vector-too-wide': { args: ['cosim', ADD, '--vectors', 'raw:100,0'] },
  'unknown-simulator': { args: ['cosim', ADD, '--simulator', 'verilater'] },
  'missing-simulator': { args: ['cosim', ADD, '--simulator', 'verilator'], path: '' },
  'missing-compiler-of-hls': { args: ['cosim', ADD, '--simulator', 'yosys', '--hls'], path: '' },
  'bad-seed': { args: ['cosim', ADD, '--seed', '-1'] },
  'output-is-a-file': { args: ['build', ADD, '-o', 'hole.csv'] },
  'output-below-a-file': { args: ['build', ADD, '-o', 'hole.csv/x'] },
  'module-exits': { args: ['cosim', 'exits.ts'] },
  'output-in-proc': { args: ['build', ADD, '-o', '/proc/nowhere'] },
  'json-usage': { args: ['cosim', ADD, '--bogus', '--json'] },
  'float-mode-for-fixed': { args: ['golden', 'op:cast/fixed8_3/fixed4_2', '--round', 'RNE'] },
  'fixed-mode-for-float': { args: ['golden', 'op:add/E4M3,E4M3/E4M3', '--round', 'RND'] },
  'float-without-result': { args: ['golden', 'op:add/E4M3,E5M2'] },
  'float-without-exponent': { args: ['golden', 'op:add/float<0,3>,float<0,3>'] },
  'float-swallows-zero': { args: ['formats', 'float<1,0,inf=no,nan=fn>'] },
  'float-overflow-of-fixed': { args: ['golden', 'op:add/E4M3,E4M3', '--overflow', 'WRAP'] },
  'flags-of-a-fixed-cast': { args: ['golden', 'op:cast:give=flags:result=fixed<6,3>/fixed<8,3>'] },
  'multiplier-of-an-adder': { args: ['golden', 'op:add:multiplier=dsp/E4M3,E4M3'] },
  'multiplier-unknown': { args: ['golden', 'op:mul:multiplier=luts/E4M3,E4M3'] },
  'block-elements-unsigned': { args: ['golden', 'op:mx_quantise/bfloat16[2]/ufixed<8,2>[2]'] },
  'csv-word-too-wide': { args: ['cosim', 'op:add/E4M3,E4M3', '--vectors', 'too-wide.csv'] },
  'float-without-room': { args: ['formats', 'float<4,0,nan=ieee>'] },
  'training-hole': { args: ['train', 'training-hole.json'] },
  'training-label': { args: ['train', 'training-label.json'] },
  'training-text': { args: ['train', 'training-text.json'] },
  'training-without-data': { args: ['train', 'training-no-data.json'] },
  'training-setting': { args: ['train', 'training-setting.json'] },
  'training-layer': { args: ['train', 'training-layer.json'] },
  'training-shape': { args: ['train', 'training-shape.json'] },
  'training-accumulator': { args: ['train', 'training-accumulator.json'] },
  'training-diverges': { args: ['train', 'training-diverges.json', '-o', 'trained'] },
  'training-of-a-design': { args: ['train', 'network.json'] },
  'checkpoint-of-another': { args: ['train', 'training.json', '-o', 'checkpoints', '--resume'] },
  'output-is-foreign': { args: ['build', ADD, '-o', 'foreign'] },
  'frequency-beyond-the-device': { args: ['build', ADD, '--freq', '3000'] },
  'frequency-beyond-the-loop': { args: ['build', 'feedback.bw', '--freq', '700'] },
  'latency-too-small': { args: ['build', 'op:div/fixed<16,8>,fixed<16,8>', '--freq', '200', '--latency', '1'] },
  'latency-out-of-bounds': { args: ['build', ADD, '--latency', '5000'] },
  'latency-not-a-number': { args: ['build', ADD, '--latency', 'two'] },
  'frequency-not-a-number': { args: ['build', ADD, '--freq', '0'] },
  'unknown-interface': { args: ['build', ADD, '--interface', 'axi'] },
  'stream-of-nothing': { args: ['build', 'op:const:value=3//fixed8_3', '--interface', 'axis'] },
  'unknown-target': { args: ['report', ADD, '--target', 'virtex2'] },
  'page-in-no-folder': { args: ['report', ADD, '--html', 'nowhere/page.html'] },
  'page-is-a-folder': { args: ['report', ADD, '--html', 'foreign'] },
  'unknown-command': { args: ['biuld', ADD] },
  'missing-argument': { args: ['build'] },
};

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bitwright-errors-'));
  for (const [name, text] of Object.entries(DESIGNS)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  mkdirSync(join(folder, 'foreign'));
  writeFileSync(join(folder, 'foreign', 'thesis.tex'), 'precious');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('wrong input', () => {
  it.concurrent.for(Object.entries(CASES))('%s', async ([name, { args, stdin, path }], { expect }) => {
    const before = readdirSync(folder).sort();
    const env = { NO_COLOR: '1', ...(path !== undefined && { PATH: path }) };
    const run = await execa(process.execPath, [COMMAND, ...args], {
      cwd: folder,
      input: stdin ?? '',
      env,
      reject: false,
    });
    const shown = args.map((a) => (/^[\w:/,.=-]+$/.test(a) ? a : `'${a}'`)).join(' ');
    const text = `$ bitwright ${shown}\n${run.stderr}\nexit ${run.exitCode}\n`;
    await expect(text.replaceAll(folder, 'FOLDER')).toMatchFileSnapshot(`golden-text/errors/${name}.txt`);
    expect(run.stderr).toMatch(/BW\d{4}: /);
    expect(run.stderr, 'no stack trace').not.toMatch(/^\s+at .*\(.*:\d+:\d+\)/m);
    expect([1, 2, 3]).toContain(run.exitCode);
    expect(readdirSync(folder).sort(), 'nothing half-written').toEqual(before);
  });
});
