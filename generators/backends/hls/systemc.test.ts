import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compile } from '../../compile.ts';
import { operatorRequest } from '../../design/operator-request.ts';
import { OVERFLOWS, QUANTIZATIONS } from '../../formats/modes.ts';
import { interpret } from '../../golden/interpreter.ts';
import { parseDesign } from '../../ir/text.ts';
import { arbitraryRun } from '../../netlist/arbitrary.ts';
import { OPERATORS } from '../../ops/registry.ts';
import { template } from '../template.ts';
import { NO_PRAGMAS } from './dialect.ts';
import { wordLiteral } from './literal.ts';
import { netlistFunction } from './netlist-function.ts';
import { systemc } from './systemc.ts';
import {
  compileAndRun,
  hasSystemC,
  inScratch,
  removeHeaders,
  runBenches,
  SYSTEMC,
  vectorsFor,
} from './testing/host.ts';
import { STATEFUL } from './testing/stateful.ts';
import { CppTypes } from './types.ts';

const bench = (request: string) => {
  const compiled = compile(operatorRequest(request));
  return { compiled, vectors: vectorsFor(compiled) };
};

/** The lines of failing benches, and the exit code, both as they should be. */
async function expectAgreement(designs: Parameters<typeof runBenches>[1]): Promise<void> {
  const { exitCode, output } = await runBenches(SYSTEMC, designs);
  expect(
    output
      .split('\n')
      .filter((l) => !l.endsWith(' 0 mismatches'))
      .slice(0, 20)
      .map((l) => l.slice(0, 300)),
  ).toEqual([]);
  expect(exitCode).toBe(0);
}

/** Requests of every operator for operands of about this width, mixed in format and sign. */
function wideRequests(w: number): string[] {
  const s = `fixed<${w},${Math.ceil(w / 3)}>`;
  const u = `ufixed<${Math.max(1, w - 1)},${Math.ceil(w / 2)}>`;
  const binary = ['add', 'sub', 'mul', 'lt', 'ge', 'eq', 'min', 'max', 'and', 'xor'];
  return [
    ...binary.flatMap((op) => [`op:${op}/${s},${u}`, `op:${op}/${u},${u}`]),
    ...[`op:const:value=0x1//${s}`, `op:neg/${u}`, `op:abs/${s}`, `op:not/${s}`, `op:select/uint1,${s},${u}`],
    ...[`op:cast:round=RND_CONV:overflow=SAT/${s}/fixed<${Math.max(1, w - 2)},${Math.ceil(w / 4)}>`],
    ...[`op:cast:round=TRN_ZERO:overflow=WRAP:1/${s}/fixed<${Math.max(1, w - 2)},${Math.ceil(w / 4)}>`],
    ...[
      `op:scalb:n=-5/${s}`,
      `op:shl:n=${w >> 1}/${s}`,
      `op:shr:n=${w >> 1}/${s}`,
      `op:shl/${s},uint8`,
      `op:shr/${s},uint${Math.min(w, 128)}`,
    ],
    ...[`op:slice:hi=${w - 1}:lo=${w >> 1}/${s}`, `op:concat/${s},uint1,${u}`, `op:bitcast/${s}/uint${w}`],
    ...[
      `op:vector/${s},${s}`,
      `op:element:index=1/${s}[3]`,
      `op:dot/${s}[3],${u}[3]`,
      `op:sum/${s}[5]`,
      `op:rom/uint2/${s}`,
    ],
  ];
}

afterAll(removeHeaders);

describe.skipIf(!hasSystemC)('the SystemC dialect under libsystemc', () => {
  it('gives the golden results for every shape of every operator', () =>
    expectAgreement(OPERATORS.flatMap((o) => o.shapes).map(bench)));

  it.each([
    [1, 64],
    [33, 65],
    [130, 1100],
  ])('gives them for operands of %d bits and others', (...widths) =>
    expectAgreement(widths.flatMap(wideRequests).map(bench)),
  );

  it('divides and takes roots at every width around those of the integer types, in every mode', () => {
    const rounds = Object.keys(QUANTIZATIONS);
    const overflows = Object.keys(OVERFLOWS).filter((o) => o !== 'WRAP_SM');
    const requests = [1, 2, 7, 31, 32, 33, 62, 63, 64, 65, 66, 129].flatMap((w, i) => {
      const s = `fixed<${w},${Math.ceil(w / 3)}>`;
      const u = `ufixed<${w},${Math.ceil(w / 2)}>`;
      const modes = (k: number) =>
        `round=${rounds[(i + k) % rounds.length]}:overflow=${overflows[(i + 2 * k) % overflows.length]}`;
      return [
        ...[`op:div:${modes(0)}/${s},${u}/${s}`, `op:div:${modes(1)}/${u},${u}/fixed<7,4>`],
        ...[`op:div:${modes(2)}/${u},${s}/ufixed<${w},${w}>`, `op:div:${modes(3)}/fixed<5,9>,${s}/fixed<6,${w + 9}>`],
        ...[`op:sqrt:${modes(4)}/${u}/${u}`, `op:sqrt:${modes(5)}/${s}/fixed<9,${Math.ceil(w / 2)}>`],
        `op:sqrt:${modes(6)}/${u}/ufixed<3,${w + 4}>`,
      ];
    });
    return expectAgreement(requests.map(bench));
  });

  it('gives them for every quantisation and overflow mode', () => {
    const overflows = [...Object.keys(OVERFLOWS), 'WRAP:1', 'WRAP:2', 'WRAP_SM:1', 'WRAP_SM:2'];
    const pairs = [
      ...['fixed<9,4> fixed<5,2>', 'ufixed<9,4> fixed<5,2>', 'fixed<9,4> ufixed<5,2>', 'ufixed<9,4> ufixed<5,2>'],
      ...['fixed<5,1> fixed<4,-3>', 'fixed<6,3> fixed<9,2>', 'fixed<4,9> fixed<7,6>', 'ufixed<6,-3> ufixed<2,1>'],
    ];
    const designs = pairs.map((pair, i) => {
      const [from, to] = pair.split(' ');
      const modes = Object.keys(QUANTIZATIONS).flatMap((round) => overflows.map((overflow) => ({ round, overflow })));
      const allowed = modes.filter((m) => to.startsWith('fixed') || !m.overflow.startsWith('WRAP_SM'));
      const casts = allowed.map((m, k) => `%${k + 1} = cast %0 {round=${m.round} overflow=${m.overflow}} : ${to}`);
      const outputs = allowed.map((m, k) => `output ${m.round}_${m.overflow.replace(':', '_')} = %${k + 1}`);
      const compiled = compile(
        parseDesign([`design modes${i}`, `%0 x = input : ${from}`, ...casts, ...outputs, 'end'].join('\n')),
      );
      return { compiled, vectors: vectorsFor(compiled, 150) };
    });
    return expectAgreement(designs);
  });

  it('keeps the state of registers, delay lines and instances', () =>
    expectAgreement(
      STATEFUL.map((text) => {
        const compiled = compile(parseDesign(text));
        return { compiled, vectors: vectorsFor(compiled, 40) };
      }),
    ));

  it('computes every netlist operation at any width', async () => {
    const runs = fc.sample(arbitraryRun({ registers: false, instances: false }), { seed: 11, numRuns: 24 });
    const types = new CppTypes(systemc);
    const checks: string[] = [];
    const functions = runs.flatMap(({ design, rows }, run) => {
      const [module] = design.modules;
      const golden = interpret(design);
      const words = rows.map((row) => golden.step(row));
      return module.outputs.map((output, o) => {
        const name = `f${run}_${o}`;
        for (const [i, row] of rows.entries()) {
          const given = row.map((word, p) => wordLiteral(systemc, word, module.inputs[p].width));
          const expected = wordLiteral(systemc, words[i][o], output.width);
          checks.push(`  if (${name}(${given.join(', ')}) != ${expected}) printf("${name} row ${i}\\n");`);
        }
        const f = netlistFunction(types, { ...module, outputs: [output] }, name, name);
        const head = `static ${f.returns} ${name}(${f.parameters.join(', ')})`;
        return template(
          'hls',
          'function',
        )({ comment: f.comment, head, pragmas: NO_PRAGMAS, body: f.body, struct: null });
      });
    });
    expect(checks.length).toBeGreaterThan(500);
    const main = ['int main(int, char **)', '{', ...checks, '  return 0;', '}'];
    const { exitCode, output } = await inScratch((folder) => compileAndRun(SYSTEMC, [...functions, ...main], folder));
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: '' });
  });
});
