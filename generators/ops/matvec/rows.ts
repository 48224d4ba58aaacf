/** The rows of a matrix that is given as one list. */
export function rowsOf<T>(list: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / length) }, (_, j) => list.slice(j * length, (j + 1) * length));
}
