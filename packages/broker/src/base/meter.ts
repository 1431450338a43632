/** What serving one request has asked of the upstream's API. */
export interface Meter {
  /** Requests that left, repeats included. */
  sent: number;
  /** Why the budget could not be asked; undefined if it could. */
  failure: unknown;
}

export function createMeter(): Meter {
  return { sent: 0, failure: undefined };
}
