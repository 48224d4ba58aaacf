/** Writes the stimuli that stand beside the designs: npx jiti examples/write-stimuli.ts */
import { writeFileSync } from 'node:fs';
import { overloadCsv } from './biquad/stimulus.ts';
import { circleCsv } from './cordic/stimulus.ts';
import { noisyCsv } from './fir/stimulus.ts';
import { csvOf } from './modulation/data.ts';

const files = {
  'biquad/overload.csv': overloadCsv,
  'cordic/circle.csv': circleCsv,
  'fir/noisy.csv': noisyCsv,
  'modulation/sample.csv': () => csvOf(40, 2),
};
for (const [path, text] of Object.entries(files)) writeFileSync(new URL(path, import.meta.url), text());
