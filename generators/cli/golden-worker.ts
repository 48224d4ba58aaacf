/** A thread of its own that says what is due for blocks of all combinations; `golden-pool.ts` starts it and asks. */
import { parentPort, workerData } from 'node:worker_threads';
import { exhaustiveSource } from '../../cosim/vectors/made.ts';
import { goldenModel } from '../golden/model.ts';
import type { NetDesign } from '../netlist/netlist.ts';
import { expectation } from './expectation.ts';
import type { BlockRequest } from './golden-pool.ts';

const model = goldenModel(workerData as NetDesign);
const expect = expectation(model, exhaustiveSource(model.inputs));

parentPort?.on('message', ({ first, count }: BlockRequest) => {
  const columns = expect(first, count);
  parentPort?.postMessage(
    columns,
    columns.map(({ buffer }) => buffer),
  );
});
