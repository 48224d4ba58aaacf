/**
 * A failure of a tool or a run, with a code, a place and a remedy. Same shape as the generators' diagnostics; this
 * folder imports nothing of theirs but the manifest's type.
 */
export class CosimError extends Error {
  readonly diagnostic: { readonly code: string; readonly message: string; readonly help?: string };
  /** 1 the check failed, 2 the input was wrong, 3 a tool is missing or does not work. */
  readonly exit: 1 | 2 | 3;
  constructor(code: string, message: string, exit: 1 | 2 | 3, help?: string) {
    super(`${code}: ${message}`);
    this.name = 'CosimError';
    this.diagnostic = { code, message, help };
    this.exit = exit;
  }
}
