/**
 * What went wrong, where, and what to do about it. A `DiagnosticError` is the caller's mistake (or a missing tool, or a
 * failed check) and is printed without a stack trace; an `InternalError` is a bug of ours and keeps its trace.
 */

/** A place in a file, on the command line, or in a text that was parsed. Lines and columns count from 1. */
export type Where =
  | { readonly kind: 'file'; readonly file: string; readonly line: number; readonly column: number }
  | {
      readonly kind: 'text';
      readonly source: string;
      readonly text: string /** Character, from 1. */;
      readonly at?: number;
    };

/** What a script may conclude from a failure: the exit codes of the command line. */
export const EXIT = { fine: 0, failed: 1, input: 2, tool: 3, bug: 70 } as const;

export interface Diagnostic {
  /** `BW` and four digits; the meaning of every code is listed in `codes.ts`. */
  readonly code: string;
  readonly message: string;
  readonly where?: Where;
  /** What to do, as one imperative sentence. */
  readonly help?: string;
}

export class DiagnosticError extends Error {
  readonly diagnostic: Diagnostic;
  readonly exit: number;
  constructor(diagnostic: Diagnostic, exit: number = EXIT.input) {
    super(`${diagnostic.code}: ${diagnostic.message}`);
    this.name = 'DiagnosticError';
    this.diagnostic = diagnostic;
    this.exit = exit;
  }
}

/** A broken invariant of ours. Whoever sees one has found a bug. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

export function fail(code: string, message: string, more: { where?: Where; help?: string } = {}): never {
  throw new DiagnosticError({ code, message, ...more });
}

/** The same failure with a place added, where it had none. */
export function at<T>(where: Where | undefined, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (where && error instanceof DiagnosticError && !error.diagnostic.where)
      throw new DiagnosticError({ ...error.diagnostic, where }, error.exit);
    throw error;
  }
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}
