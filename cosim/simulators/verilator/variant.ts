import { extname } from 'node:path';
import { CosimError } from '../../error.ts';

/**
 * One way to build a design: a program for few rows, one that evaluates many copies of a combinational design at once, or
 * one that writes waveforms. Only the last compiles the tracing code, unoptimised: it runs the few rows that are looked at.
 */
export interface Variant {
  readonly name: 'plain' | 'lanes' | 'vcd' | 'fst';
  /** Copies of the design that one evaluation computes. */
  readonly lanes: number;
  /** Options of Verilator. */
  readonly verilator: readonly string[];
  /** Options of the C++ compiler; a variant of the runtime is kept for each. */
  readonly compiler: readonly string[];
  /** Headers beyond verilated.h that the harness includes. */
  readonly headers: readonly string[];
  readonly libraries: readonly string[];
  /** The class that writes the waveform. */
  readonly tracer: string;
}

const untraced = { headers: [], libraries: [], tracer: '' };

export const VARIANTS: Readonly<Record<Variant['name'], Variant>> = {
  plain: { name: 'plain', lanes: 1, verilator: [], compiler: ['-O1'], ...untraced },
  lanes: { name: 'lanes', lanes: 16, verilator: [], compiler: ['-O1'], ...untraced },
  vcd: {
    name: 'vcd',
    lanes: 1,
    verilator: ['--trace'],
    compiler: ['-O0', '-DVM_TRACE=1', '-DVM_TRACE_VCD=1'],
    headers: ['verilated_vcd_c.h'],
    libraries: [],
    tracer: 'VerilatedVcdC',
  },
  fst: {
    name: 'fst',
    lanes: 1,
    verilator: ['--trace-fst'],
    compiler: ['-O0', '-DVM_TRACE=1', '-DVM_TRACE_FST=1'],
    headers: ['verilated_fst_c.h'],
    libraries: ['-lz'],
    tracer: 'VerilatedFstC',
  },
};

/** The variant that writes such a file. @throws CosimError BW4102 for a kind of file that none writes. */
export function tracingVariant(waveform: string): Variant {
  const kind = extname(waveform);
  if (kind === '.vcd') return VARIANTS.vcd;
  if (kind === '.fst') return VARIANTS.fst;
  throw new CosimError(
    'BW4102',
    `${waveform} is not a kind of waveform that Verilator writes`,
    2,
    'Name a .vcd or .fst file.',
  );
}
