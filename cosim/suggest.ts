import { closest, distance } from 'fastest-levenshtein';

/** `did you mean 'x'?` where a known name is near the given one. */
export function didYouMean(given: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const near = closest(given, known);
  return distance(given, near) <= Math.max(1, Math.ceil(given.length / 3)) ? `did you mean '${near}'?` : undefined;
}
