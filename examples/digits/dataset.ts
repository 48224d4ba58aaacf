/** Pixels of a picture: 8 rows of 8, each 0 to 16. */
export const PIXELS = 64;
export const CLASSES = 10;

export interface Digit {
  readonly pixels: readonly number[];
  readonly label: number;
}

/** Reads a CSV file with the columns p0 to p63 and label; lines that start with # are comments. */
export function readDigits(csv: string): Digit[] {
  const [header, ...lines] = csv
    .trim()
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'));
  const expected = [...Array.from({ length: PIXELS }, (_, i) => `p${i}`), 'label'].join();
  if (header !== expected) throw new Error(`the first line is not '${expected}'`);
  return lines.map((line) => {
    const cells = line.split(',').map(Number);
    return { pixels: cells.slice(0, PIXELS), label: cells[PIXELS] };
  });
}
