/** Text inside of markup. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] as string);
}

/** A length with a decimal at most. */
export function round(x: number): string {
  return String(Math.round(x * 10) / 10);
}
