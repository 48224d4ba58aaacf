/** Times of one run on one machine: look at their ratios. */
export async function seconds(body: () => unknown): Promise<number> {
  const started = performance.now();
  await body();
  return (performance.now() - started) / 1000;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Milliseconds for which code is run before it is measured: V8 optimises in the background. */
const WARM_UP = 1000;

/** Processor time of this process: what else runs on the machine disturbs it least. */
async function processorSeconds(body: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await body();
  return process.cpuUsage(before).user / 1e6;
}

/**
 * Calls `body`, which does `count` things, for 0.3 seconds or more after a warm-up, and gives things per second of
 * processor time.
 */
export async function perSecond(count: number, body: () => unknown): Promise<number> {
  let once = await seconds(body);
  for (const end = performance.now() + WARM_UP; performance.now() < end; ) {
    once = Math.min(once, await seconds(body));
    await new Promise(setImmediate);
  }
  const calls = Math.max(1, Math.ceil(0.1 / Math.max(once, 1e-6)));
  const runs: number[] = [];
  for (let i = 0; i < 3; i++)
    runs.push(
      await processorSeconds(async () => {
        for (let k = 0; k < calls; k++) await body();
      }),
    );
  return (count * calls) / median(runs);
}

export const rate = (value: number) => `${value >= 1e9 ? Math.round(value / 1e6) : (value / 1e6).toPrecision(3)} M/s`;
export const time = (value: number) =>
  value < 1 ? `${(value * 1000).toPrecision(3)} ms` : `${value.toPrecision(3)} s`;

/** A table in Markdown. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, k) => (k === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
