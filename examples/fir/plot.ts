/** Writes response.svg beside this file: npx jiti examples/fir/plot.ts */
import { writeFileSync } from 'node:fs';
import { responseSvg } from './response.ts';

writeFileSync(new URL('response.svg', import.meta.url), responseSvg());
