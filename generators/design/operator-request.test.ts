import { describe, expect, it } from 'vitest';
import { outputsOf } from '../ir/ir.ts';
import { operatorRequest } from './operator-request.ts';

describe('the name of an operator request', () => {
  it('is cut where it is long, wherever that falls, and stays apart from its neighbours', () => {
    // Mantissas of one and two digits move the cut over every place of the name, underscores too.
    const format = (man: number) => `float<5,${man},nan=fnuz,inf=no,subnormals=no>`;
    const requests = [0, 1, 10, 11, 12].flatMap((man) =>
      ['add', 'sub', 'min', 'minimum_number', 'maximum_number'].map(
        (op) => `op:${op}/${format(man)},${format(man)}${op.length < 4 ? `/${format(man)}` : ''}`,
      ),
    );
    const names = requests.map((request) => operatorRequest(request).name);
    expect(new Set(names).size).toBe(requests.length);
    for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/);
  });

  it('is that of the flags too, of a request that once was cut at an underscore', () => {
    const text =
      'op:sub:round=RNE:overflow=IEEE:give=flags:result=float<4,2,nan=fnuz,inf=no>/float<8,0,nan=fn,inf=no>,float<4,3,subnormals=no>';
    expect(operatorRequest(text).name).not.toContain('__');
  });
});

describe('what the request asks for', () => {
  it('is a multiplier only where there is a product, and kept only where it is not the default', () => {
    const attrs = (text: string) => operatorRequest(text).nodes.at(-1)?.attrs;
    expect(attrs('op:mul:multiplier=dsp/E4M3,E4M3')).toMatchObject({ multiplier: 'dsp' });
    expect(attrs('op:fma:multiplier=auto/E4M3,E4M3,E4M3')).not.toHaveProperty('multiplier');
    expect(() => operatorRequest('op:sqrt:multiplier=dsp/E4M3')).toThrow(/BW2014/);
  });

  it('may be the flags of a cast from fixed point', () => {
    const design = operatorRequest('op:cast:give=flags:result=E4M3/fixed<8,3>');
    expect(outputsOf(design)[0].type).toMatchObject({ kind: 'fixed', width: 5 });
  });
});
