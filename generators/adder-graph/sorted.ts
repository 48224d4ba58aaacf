/** Ascending lists of numbers without repetition. */

/** The first place whose number is not below `n`. */
function placeOf(list: readonly number[], n: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < n) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function holds(list: readonly number[], n: number): boolean {
  return list[placeOf(list, n)] === n;
}

export function insert(list: number[], n: number): void {
  const at = placeOf(list, n);
  if (at === list.length) list.push(n);
  else list.splice(at, 0, n);
}

export function erase(list: number[], n: number): void {
  list.splice(placeOf(list, n), 1);
}
