import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../diagnostics/diagnostic.ts';
import { readDataset } from './dataset.ts';

const shape = { label: 'class', classes: 3, features: 2 };
const codeOf = (text: string) => {
  try {
    readDataset(text, 'data.csv', shape);
    return 'read';
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic.code;
    throw error;
  }
};

describe('readDataset', () => {
  it('reads features in the order of the file, wherever the label stands', () => {
    const read = readDataset('# a comment\nu,class,v\n1,2,-0.5\n3e-1,0,4\n', 'data.csv', shape);
    expect(read.columns).toEqual(['u', 'v']);
    expect([...read.features]).toEqual([1, -0.5, 0.3, 4]);
    expect([...read.labels]).toEqual([2, 0]);
  });

  it('names what is wrong', () => {
    expect(codeOf('u,class,v\n')).toBe('BW7001');
    expect(codeOf('u,klass,v\n1,1,1\n')).toBe('BW7001');
    expect(codeOf('u,class,v\n1,"1,1\n')).toBe('BW7001');
    expect(codeOf('u,class,v\n1,1\n')).toBe('BW7002');
    expect(codeOf('u,class,v\n1,1,\n')).toBe('BW7002');
    expect(codeOf('u,class,v\n1,1,x\n')).toBe('BW7003');
    expect(codeOf('u,class,v\n1,1,Infinity\n')).toBe('BW7003');
    expect(codeOf('u,class,v\n1,3,1\n')).toBe('BW7004');
    expect(codeOf('u,class,v\n1,0.5,1\n')).toBe('BW7004');
    expect(codeOf('u,class\n1,1\n')).toBe('BW7005');
    expect(codeOf('u,class,v\n1,1,1\n')).toBe('read');
  });
});
