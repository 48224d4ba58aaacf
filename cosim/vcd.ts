/** Waveforms in VCD (IEEE 1364-2005, section 18), as far as the benches of simulators write them. */
export interface Waveform {
  /** Words of each signal below the scope, by its path in it (`sum`, `tap_0.product`), one for each sample. */
  readonly signals: ReadonlyMap<string, readonly bigint[]>;
}

interface Signal {
  readonly names: string[];
  value: bigint | undefined;
}

/**
 * What the signals below `scope` are whenever `clock` is about to rise, or at the end where there is no clock. Samples in
 * which a bit of a signal is x or z are -1.
 */
export function readVcd(text: string, scope: string, clock: string | undefined): Waveform {
  const signals = new Map<string, Signal>();
  const samples = new Map<string, bigint[]>();
  const path: string[] = [];
  let clockId: string | undefined;
  const sample = () => {
    for (const { names, value } of signals.values()) for (const name of names) samples.get(name)?.push(value ?? -1n);
  };
  /** Changes of one moment, in no order: the clock may stand behind what it changes. */
  let changes: [id: string, digits: string][] = [];
  const advance = () => {
    const rises = changes.some(([id, digits]) => id === clockId && digits === '1' && signals.get(id)?.value === 0n);
    if (rises) sample();
    for (const [id, digits] of changes) {
      const signal = signals.get(id);
      if (signal) signal.value = /^[01]+$/.test(digits) ? BigInt(`0b${digits}`) : undefined;
    }
    changes = [];
  };
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (words[0] === '$scope') path.push(words[2]);
    else if (words[0] === '$upscope') path.pop();
    else if (words[0] === '$var') {
      const depth = path.indexOf(scope);
      if (depth < 0) continue;
      const [, , , id, name] = words;
      const full = [...path.slice(depth + 1), name].join('.');
      const signal = signals.get(id) ?? { names: [], value: undefined };
      signals.set(id, signal);
      if (samples.has(full)) continue;
      signal.names.push(full);
      samples.set(full, []);
      if (full === clock) clockId = id;
    } else if (line.startsWith('#')) advance();
    else if (/^[01xzXZ]/.test(line)) changes.push([line.slice(1).trim(), line[0]]);
    else if (/^[bB]/.test(line)) changes.push([words[1], words[0].slice(1)]);
  }
  advance();
  if (clock === undefined) sample();
  return { signals: samples };
}
