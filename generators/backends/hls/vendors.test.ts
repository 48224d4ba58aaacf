import { afterAll, describe, expect, it } from 'vitest';
import { gatherDesigns } from '../../../test/support/gather.ts';
import { layerDesigns } from '../../../test/support/networks.ts';
import { compile } from '../../compile.ts';
import { operatorRequest } from '../../design/operator-request.ts';
import { parseDesign } from '../../ir/text.ts';
import { OPERATORS } from '../../ops/registry.ts';
import { hasSystemC, removeHeaders, runBenches, STANDINS, vectorsFor } from './testing/host.ts';
import { pictureNetwork } from './testing/picture.ts';
import { STATEFUL } from './testing/stateful.ts';

/** One shape of every operator, and the modes and widths that take another way through the printers. */
const REQUESTS = [
  ...OPERATORS.map((o) => o.shapes[0]),
  ...[
    'op:cast:round=RND_CONV:overflow=WRAP:2/fixed<80,40>/fixed<66,20>',
    'op:cast:round=RND:overflow=SAT_SYM/fixed<80,40>/fixed<66,20>',
  ],
  ...['op:const:value=0x123456789abcdef0123//ufixed<80,9>', 'op:rom:table=123456789abcdef0123_1/uint1/ufixed<80,9>'],
  ...['op:select/uint1,uint2[3],uint2[3]', 'op:shl/fixed<70,3>,uint40', 'op:mul/fixed<70,3>,ufixed<66,9>'],
];

afterAll(removeHeaders);

describe.skipIf(!hasSystemC).each(STANDINS)('the $dialect dialect with stand-in headers', (library) => {
  it('compiles and gives the golden results', async () => {
    const designs = [
      ...REQUESTS.map((r) => operatorRequest(r)),
      ...STATEFUL.map((t) => parseDesign(t)),
      pictureNetwork(),
      gatherDesigns('every_layer', layerDesigns(2)),
    ].map((design) => {
      const compiled = compile(design);
      return { compiled, vectors: vectorsFor(compiled, 24) };
    });
    const { exitCode, output } = await runBenches(library, designs);
    expect(
      output
        .split('\n')
        .filter((l) => !l.endsWith(' 0 mismatches'))
        .slice(0, 30)
        .map((l) => l.slice(0, 300)),
    ).toEqual([]);
    expect(exitCode).toBe(0);
  });
});
