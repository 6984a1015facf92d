/** How an answer failed that may come right when it is asked for again. */
export interface FailureOptions {
  /** The venue's own wish: how long to stay away, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * The venue could not be reached, asked for patience or gave an answer that cannot be read. Asking
 * again may help; what is definite, such as an unknown symbol, is a `UserError` instead.
 */
export class VenueFailure extends Error {
  override readonly name = "VenueFailure";
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: FailureOptions = {}) {
    super(message);
    this.retryAfterMs = options.retryAfterMs;
  }
}
