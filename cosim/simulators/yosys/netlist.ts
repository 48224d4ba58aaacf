/**
 * The part of Yosys's JSON netlist that is read here. A bit is the number of a net, or a constant as text; buses hold
 * bit 0 first. Yosys manual, `write_json`.
 */
export type Bit = number | '0' | '1' | 'x' | 'z';

export interface YosysCell {
  readonly type: string;
  /** Numbers as texts of binary digits, most significant first. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly connections: Readonly<Record<string, readonly Bit[]>>;
}

export interface YosysModule {
  readonly ports: Readonly<Record<string, { readonly direction: string; readonly bits: readonly Bit[] }>>;
  readonly cells: Readonly<Record<string, YosysCell>>;
}
