/**
 * When words are there, in nanoseconds after the clock edge that begins a stage.
 *
 * Bit i of a word is there by `flat`, and also by `skew + i * carryBit`: the low bits of a sum are ready while the carry still
 * runs, so that one adder behind another costs little more than the first.
 */
import type { DelayModel } from '../delays.ts';
import type { Operand, Unit, Units } from './units.ts';
import type { Piece } from './wires.ts';

export interface Arrival {
  readonly flat: number;
  readonly skew: number;
}

export class Timing {
  readonly #units: Units;
  readonly #delays: DelayModel;

  constructor(units: Units, delays: DelayModel) {
    this.#units = units;
    this.#delays = delays;
  }

  /** By when results must be there for the next edge to take them, in a period of so many nanoseconds. */
  due(period: number): number {
    return period - this.#delays.setup;
  }
  /** The period that this last arrival needs. */
  period(last: number): number {
    return last + this.#delays.setup;
  }

  /** The last arrival behind a register and one LUT. */
  oneLut(): number {
    const { clockToQ, net, lut } = this.#delays;
    return clockToQ + net + lut;
  }

  /** A word of this unit that comes from a register. */
  registered(unit: number): Arrival {
    const at = this.#delays.clockToQ + this.#net(unit);
    return { flat: at, skew: at };
  }

  /** A word of block memory, in the stage after. */
  read(unit: number): Arrival {
    const at = this.#delays.bram.clockToOut + this.#net(unit);
    return { flat: at, skew: at };
  }

  /** When a register could take the unit's word: logic inside of others has LUTs of its own in front of one. */
  settled(unit: number, { flat }: Arrival): number {
    return this.#isInner(unit) ? flat + this.#delays.lut : flat;
  }

  /** The unit's word at its output, where `arrivalOf` says when the words of others are at the inputs; undefined: ignored. */
  output(unit: number, arrivalOf: (source: number) => Arrival | undefined): Arrival {
    const { operands, path, node } = this.#units.units[unit];
    const d = this.#delays;
    if (path.kind === 'source') return { flat: d.clockToQ, skew: d.clockToQ };
    const { width } = this.#units.netlist.nodes[node];
    const { whole, skewed } = this.#inputs(operands, arrivalOf);
    const last = Math.max(whole, skewed.flat);
    const stair = d.lut + d.net;
    switch (path.kind) {
      case 'logic': {
        const more = path.levels === 0 ? 0 : d.lut + (path.levels - 1) * stair;
        return path.levels <= 1
          ? { flat: last + more, skew: Math.max(whole, skewed.skew) + more }
          : { flat: last + more, skew: last + more };
      }
      case 'inner logic':
        return { flat: last, skew: Math.max(whole, skewed.skew) };
      case 'carry': {
        const before = { sum: 0, 'sum of three': stair, difference: d.invert, less: d.invert, 'signed less': d.invert };
        const start = Math.max(whole, skewed.skew) + before[path.to] + d.carryIn;
        const chain = d.carryBit * Math.max(0, path.bits - 1 - d.carryCovered);
        const flat = start + chain + d.carryOut;
        if (path.to === 'less') return { flat, skew: flat };
        // The signs are looked at behind the chain.
        if (path.to === 'signed less') return { flat: flat + stair, skew: flat + stair };
        return { flat, skew: start + d.carryOut };
      }
      case 'memory':
        // What the memory needs before the edge, beyond what a flip-flop does.
        return { flat: last + d.bram.setup - d.setup, skew: last + d.bram.setup - d.setup };
      case 'block':
        return { flat: last + d.dsp!, skew: last + d.dsp! };
      case 'product': {
        const start = last + path.levels * stair + d.carryIn + d.carryOut;
        return { flat: start + d.carryBit * path.bits, skew: width > 1 ? start : start + d.carryBit * path.bits };
      }
    }
  }

  /** A unit's word where others read it in the same stage. */
  atReaders(unit: number, { flat, skew }: Arrival): Arrival {
    const net = this.#isInner(unit) ? 0 : this.#net(unit);
    return { flat: flat + net, skew: skew + net };
  }

  #isInner(unit: number): boolean {
    return this.#units.units[unit].path.kind === 'inner logic';
  }

  #net(unit: number): number {
    const { net, fanout } = this.#delays;
    return net + fanout * Math.log2(Math.max(1, this.#units.loads[unit]));
  }

  #inputs(operands: readonly Operand[], arrivalOf: (source: number) => Arrival | undefined) {
    let whole = Number.NEGATIVE_INFINITY;
    let [flat, skew] = [whole, whole];
    for (const operand of operands)
      for (const piece of operand.pieces) {
        const from = arrivalOf(this.#units.unitOf[piece.source]!);
        if (from === undefined) continue;
        const here = this.#placed(from, piece);
        if (operand.skewed) {
          flat = Math.max(flat, here.flat);
          skew = Math.max(skew, here.skew);
        } else whole = Math.max(whole, here.flat);
      }
    return { whole, skewed: { flat, skew } };
  }

  /** The piece of a word, at its place in the operand. */
  #placed({ flat, skew }: Arrival, { lo, width, at }: Piece): Arrival {
    const { carryBit } = this.#delays;
    const last = Math.min(flat, skew + carryBit * (lo + width - 1));
    return { flat: last, skew: Math.min(last, skew + carryBit * lo) - carryBit * at };
  }
}

/** Stages that must lie between a unit and those that read it. */
export function stagesAfter({ path }: Unit): 0 | 1 {
  return path.kind === 'memory' ? 1 : 0;
}

/** The units that a unit reads. */
export function sourcesOf({ unitOf }: Units, unit: Unit): Set<number> {
  return new Set(unit.operands.flatMap((o) => o.pieces.map((p) => unitOf[p.source]!)));
}

/** Arrivals of all units' outputs, where each is in the given stage; state and inputs come from registers. */
export function arrivals(timing: Timing, units: Units, stage: ArrayLike<number>): Arrival[] {
  const out: Arrival[] = [];
  for (const u of units.units.keys()) out.push(timing.output(u, (v) => arrivalAt(timing, units, stage, out, v, u)));
  return out;
}

/** A unit's word at the inputs of another one, which is in the same stage or a later one. */
export function arrivalAt(
  timing: Timing,
  { units }: Units,
  stage: ArrayLike<number>,
  out: readonly Arrival[],
  source: number,
  reader: number,
): Arrival {
  const { kind } = units[source].path;
  if (kind === 'memory' && stage[reader] === stage[source] + 1) return timing.read(source);
  const direct = stage[source] === stage[reader] && kind !== 'source' && kind !== 'memory';
  return direct ? timing.atReaders(source, out[source]) : timing.registered(source);
}
