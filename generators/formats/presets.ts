/** The floats that have a name of their own, each with its source. */

import { float } from './build.ts';
import type { FloatFormat } from './format.ts';

export interface FormatPreset {
  readonly name: string;
  readonly format: FloatFormat;
  /** One line for lists. */
  readonly summary: string;
}

function preset(name: string, format: FloatFormat, summary: string): FormatPreset {
  return Object.freeze({ name, format, summary });
}

/** OCP MX 1.0, section 5.4: a power of two from 2^-127 to 2^127 and one NaN; neither sign nor zero. */
const E8M0: FloatFormat = Object.freeze({
  kind: 'float',
  signed: false,
  exp: 8,
  man: 0,
  bias: 127,
  inf: false,
  nan: 'fn',
  subnormals: false,
  zero: false,
});

export const FORMAT_PRESETS: readonly FormatPreset[] = Object.freeze([
  preset('E4M3', float(4, 3, { inf: false, nan: 'fn' }), 'OCP FP8: one NaN per sign, no infinity, max 448'),
  preset('E5M2', float(5, 2), 'OCP FP8: IEEE-style infinities and NaN, max 57344'),
  preset('E3M2', float(3, 2, { inf: false, nan: 'none' }), 'OCP MX FP6: no specials, max 28'),
  preset('E2M3', float(2, 3, { inf: false, nan: 'none' }), 'OCP MX FP6: no specials, max 7.5'),
  preset('E2M1', float(2, 1, { inf: false, nan: 'none' }), 'OCP MX FP4: no specials, max 6'),
  preset('E8M0', E8M0, 'OCP MX scale: powers of two from 2^-127 to 2^127, one NaN, no sign, no zero'),
  preset(
    'E4M3FNUZ',
    float(4, 3, { bias: 8, inf: false, nan: 'fnuz' }),
    'FP8 of AMD and Graphcore: NaN in place of the negative zero, max 240',
  ),
  preset(
    'E5M2FNUZ',
    float(5, 2, { bias: 16, inf: false, nan: 'fnuz' }),
    'FP8 of AMD and Graphcore: NaN in place of the negative zero, max 57344',
  ),
  preset('binary16', float(5, 10), 'IEEE 754 half precision'),
  preset('bfloat16', float(8, 7), 'the upper half of binary32'),
  preset('tf32', float(8, 10), 'NVIDIA TF32: exponent of binary32, mantissa of binary16, in 19 bits'),
  preset('binary32', float(8, 23), 'IEEE 754 single precision'),
]);
