import type { ProblemCode } from "@keyhole/contract";

/** What a refusal may say beside its code. */
export interface RefusalOptions {
  /** Where it differs from the code's own: 400 at the token endpoint, 405, 413, 415. */
  status?: number;
  /** Where it differs from the code's own: `unsupported_grant_type`. */
  oauthError?: string;
  /** Seconds until it makes sense to ask again. */
  retryAfterSeconds?: number;
  /** Tells the broker's clock, for a proof whose time was off. */
  tellsTime?: boolean;
  /** Value of `Allow` for a 405. */
  allow?: string;
}

/**
 * The broker's one way to refuse: thrown wherever a rule says no, written as a problem document in
 * one place. `detail` goes to the page: it says what to do next, and holds nothing from upstream.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;
  readonly detail: string;
  readonly options: RefusalOptions;

  constructor(code: ProblemCode, detail: string, options: RefusalOptions = {}) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.options = options;
  }
}
