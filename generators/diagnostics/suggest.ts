import { closest, distance } from 'fastest-levenshtein';

/** `did you mean 'x'?` for a misspelt name, or undefined where nothing known is near. */
export function didYouMean(given: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = given.toLowerCase();
  const near = closest(
    lower,
    known.map((k) => k.toLowerCase()),
  );
  if (distance(lower, near) > Math.max(1, Math.ceil(given.length / 3))) return undefined;
  return `did you mean '${known.find((k) => k.toLowerCase() === near)}'?`;
}
