import { expect, it } from 'vitest';
import { operatorRequest } from '../design/operator-request.ts';
import { multipliersInLuts } from './multipliers-in-luts.ts';

const chosen = (request: string) => multipliersInLuts(operatorRequest(request)).nodes.map((n) => n.attrs.multiplier);

it('takes LUTs where the choice is open, and only there', () => {
  expect(chosen('op:mul/binary16,binary16/binary16')).toContain('lut');
  expect(chosen('op:fma/E4M3,E4M3,binary16/binary16')).toContain('lut');
  expect(chosen('op:mul:multiplier=dsp/binary16,binary16/binary16')).not.toContain('lut');
});

it('leaves designs alone that have no such operator', () => {
  for (const request of ['op:add/binary16,binary16/binary16', 'op:mul/int8,int8']) {
    const design = operatorRequest(request);
    expect(multipliersInLuts(design)).toBe(design);
  }
});
