import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReserved, reservedBy, safeIdentifier, uniqueNames } from './identifiers.ts';

describe('safeIdentifier', () => {
  it.each([
    ['sum', 'sum'],
    ['Sum_2', 'Sum_2'],
    ['a b-c', 'a_b_c'],
    ['8bit', 'n8bit'],
    ['__proto__', 'proto_'],
    ['acc_', 'acc_'],
    ['', 'n'],
    ['fixed<8,3>', 'fixed_8_3'],
    ['x; endmodule // ', 'x_endmodule'],
    ['größe', 'gr_e'],
    ['wire', 'wire_'],
    ['logic', 'logic_'],
    ['class', 'class_'],
    ['ap_fixed', 'n_ap_fixed'],
    ['SC_NORETURN_', 'n_SC_NORETURN_'],
    ['INLINE', 'INLINE_'],
    ['retval', 'retval_'],
    ['apt', 'apt'],
  ])('%j becomes %s', (text, name) => expect(safeIdentifier(text)).toBe(name));

  it('gives a free plain name for any text, and keeps what it gave', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('int', '_int', '3')),
        (text) => {
          const name = safeIdentifier(text);
          expect(name).toMatch(/^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*_?$/);
          expect(isReserved(name)).toBe(false);
          expect(safeIdentifier(name)).toBe(name);
        },
      ),
      { seed: 1, numRuns: 2000 },
    );
  });
});

it('says which language reserves a word', () => {
  expect(reservedBy('endmodule')).toBe('Verilog');
  expect(reservedBy('unique')).toBe('SystemVerilog');
  expect(reservedBy('template')).toBe('C++');
  for (const name of [
    'INLINE',
    'BIAS',
    'HALF_MAN',
    'valtype',
    'AP_INT_MAX_W',
    'ap_bigint',
    'SC_DEC',
    'ac_x',
    'ssdm_int',
  ])
    expect(reservedBy(name)).toBe('the C and HLS headers');
  expect(reservedBy('sum')).toBeUndefined();
  expect(reservedBy('toString')).toBeUndefined();
});

describe('uniqueNames', () => {
  it('numbers repeated names and keeps clear of taken ones', () => {
    const unique = uniqueNames(['y', 'y_3']);
    expect(['y', 'y', 'a', 'a', 'a_', 'reg', 'reg'].map(unique)).toEqual([
      'y_2',
      'y_4',
      'a',
      'a_2',
      'a_',
      'reg_',
      'reg_2',
    ]);
  });

  it('never repeats itself', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'a_2', 'a 2', 'a_', 'or', 'or_', 'or_2', '2'), { size: 'large' }),
        (all) => {
          const unique = uniqueNames();
          const names = all.map(unique);
          expect(new Set(names).size).toBe(names.length);
          expect(names.some(isReserved)).toBe(false);
        },
      ),
      { seed: 2 },
    );
  });
});

it('reserves the limits of the standard headers', () => {
  for (const name of ['SIZE_MAX', 'INT8_MAX', 'WCHAR_MIN', 'PATH_MAX', 'SEEK_SET'])
    expect(isReserved(name), name).toBe(true);
  for (const name of ['x_max', 'MAX', 'PEAK_MAXIMUM']) expect(isReserved(name), name).toBe(false);
});
