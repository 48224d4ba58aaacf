import type { StreamReport } from '../report.ts';
import type { Box, Schematic, Wire } from './schematic.ts';

/** A network that streams: its layers, and the FIFOs between them. The gates of each layer would tell a reader nothing. */
export function streamSchematic({ layers, fifos }: StreamReport): Schematic {
  const names = new Set(layers.map((l) => l.name.split(', ')[0]));
  const stage = 0;
  // A layer with several inputs has the port behind a dot.
  const layerOf = (end: string) => end.split('.')[0];
  const port = (kind: 'input' | 'output', name: string): Box => {
    const id = `${kind} ${name}`;
    return { id, kind, sign: '', name, about: id, stage };
  };
  const boxes: Box[] = layers.map(({ name, hardware, cycles }) => ({
    id: name.split(', ')[0],
    kind: 'logic',
    sign: name,
    name: hardware,
    about: `${name}: ${hardware}, ${cycles} cycles for a row`,
    stage,
  }));
  const wires: Wire[] = [];
  for (const { from, to, width, beats, depth } of fifos) {
    const [source, target] = [
      names.has(from) ? from : `input ${from}`,
      names.has(layerOf(to)) ? layerOf(to) : `output ${to}`,
    ];
    const fifo = `fifo ${from} ${to}`;
    const about = `FIFO from ${from} to ${to}: ${depth} of ${width} bits; ${beats} beats for a row`;
    boxes.push({ id: fifo, kind: 'state', sign: String(depth), name: '', about, stage });
    if (!names.has(from) && !boxes.some((b) => b.id === source)) boxes.push(port('input', from));
    if (!names.has(layerOf(to))) boxes.push(port('output', to));
    wires.push({ from: source, to: fifo, width }, { from: fifo, to: target, width });
  }
  return { boxes, wires, grain: 'A box is a layer; a dashed one is a FIFO, with its depth.' };
}
