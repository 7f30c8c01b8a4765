/**
 * The one class of errors whose text is safe to show to a person or a model:
 * what happened, why, and what to do next. Anything else is shown as "See log".
 */
export class OrchestratorError extends Error {
  /** `code` is a gate code (`BLOCKED::…`) or an io code such as `STATE-LOCKED`. */
  constructor(
    readonly code: string,
    message: string,
    readonly remedy: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'OrchestratorError';
  }
}
