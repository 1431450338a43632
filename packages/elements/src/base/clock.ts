/** Time, as stores need it. */
export interface Clock {
  now(): number;
  /** Calls back once after a while; returns what stops that. */
  after(ms: number, call: () => void): () => void;
}

export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
