/** Columns that initialisers keep to, before indentation. */
const MOST_COLUMNS = 100;

/** Lines of C++ under construction, indented by their braces. Pragmas and labels of the preprocessor stay at the margin. */
export class CppWriter {
  readonly #lines: string[] = [];
  /** Levels of braces around the text. */
  #depth = 1;

  line(text: string): void {
    if (text.startsWith('}')) this.#depth--;
    const indent = text === '' || text.startsWith('#') ? '' : '  '.repeat(this.#depth);
    this.#lines.push(indent + text);
    if (text.endsWith('{')) this.#depth++;
  }

  lines(texts: readonly string[]): void {
    for (const text of texts) this.line(text);
  }

  /** `head = {items};`, on one line where it fits, else filled up to the width of the text. */
  initialiser(head: string, items: readonly string[]): void {
    const whole = `${head} = {${items.join(', ')}};`;
    if (whole.length <= MOST_COLUMNS) {
      this.line(whole);
      return;
    }
    this.line(`${head} = {`);
    for (let i = 0; i < items.length; ) {
      let row = items[i++];
      while (i < items.length && row.length + items[i].length + 2 < MOST_COLUMNS) row += `, ${items[i++]}`;
      this.line(i < items.length ? `${row},` : row);
    }
    this.line('};');
  }

  /** A comment or a blank line before the next part, where something stands before it. */
  part(comment: string): void {
    if (this.#lines.length > 0) this.line('');
    this.line(`// ${comment}`);
  }

  /** The lines so far. */
  text(): readonly string[] {
    return this.#lines;
  }
}
