/** Comparisons in hardware against their exact meanings. */
import { expect, test } from 'vitest';
import { decode } from '../../exact/decode.ts';
import { Rational } from '../../exact/rational.ts';
import { type FloatFormat, widthOf } from '../../formats/format.ts';
import { parseFormat } from '../../formats/name.ts';
import { interpret } from '../../golden/interpreter.ts';
import { NetBuilder } from '../../netlist/builder.ts';
import { floatExact } from '../compare/float-exact.ts';
import { RELATIONS, type Relation } from '../compare/relations.ts';
import { lowerRelation } from './compare.ts';
import { everyRow } from './testing/check.ts';

const FORMATS = [
  'E2M1',
  'float<2,2>',
  'float<2,2,nan=fn>',
  'float<2,2,subnormals=no>',
  'float<3,1,nan=fnuz,inf=no>',
  'float<3,0,nan=fn,bias=5>',
].map((name) => parseFormat(name) as FloatFormat);

test.each([...(Object.keys(RELATIONS) as Relation[]), 'unordered'] as const)(
  '%s, every pair of small formats',
  (name) => {
    for (const x of FORMATS)
      for (const y of FORMATS) {
        const b = new NetBuilder();
        const args = [b.input('x', widthOf(x)), b.input('y', widthOf(y))];
        b.output('z', lowerRelation(b, args, [x, y], name));
        const model = interpret({ modules: [b.finish('dut')] });
        for (const row of everyRow([widthOf(x), widthOf(y)])) {
          const values = [decode(row[0], x), decode(row[1], y)];
          const unordered = values.includes('nan') ? Rational.ONE : Rational.ZERO;
          const expected = name === 'unordered' ? unordered : (floatExact(name)(values) as Rational);
          expect(model.step(row)[0], `${values[0]} ${name} ${values[1]}`).toBe(expected.num);
        }
      }
  },
);
