/** Stimuli as text for `bitwright cosim --vectors`: a comment, the names of the ports, one line per clock cycle. */
export function csvText(comment: string, ports: readonly string[], rows: readonly (readonly number[])[]): string {
  return [`# ${comment}`, ports.join(), ...rows.map((row) => row.join()), ''].join('\n');
}

/** The nearest value of fixed<width,1>: what a converter with full scale 1 gives. */
export function sampled(value: number, width: number): number {
  const scale = 2 ** (width - 1);
  return Math.min(scale - 1, Math.max(-scale, Math.round(value * scale))) / scale;
}
