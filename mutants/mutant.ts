/** A mutant: the project with one mistake made on purpose, and the test that has to notice. */
export interface Mutant {
  /** Kebab-case; what `--only` takes. */
  readonly name: string;
  /** The mistake in words. */
  readonly breaks: string;
  /** The file, from the top of the project. */
  readonly file: string;
  /** Text that stands in the file exactly once, and what stands there in the mutant. */
  readonly find: string;
  readonly replace: string;
  /** The test file that has to fail. */
  readonly test: string;
  /** Run only the tests whose full names contain this. */
  readonly only?: string;
}

/** The text of the mutant's file with the mistake in it. Throws where the list is no longer true of the file. */
export function mutated(text: string, { name, file, find, replace }: Mutant): string {
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`mutant ${name}: its text stands ${places} times in ${file}, not once`);
  return text.replace(find, () => replace);
}
