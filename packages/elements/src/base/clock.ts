/** The time and timers, as stores use them. */
export interface Clock {
  now(): number;
  /** Calls back once after a time. Returns a function that cancels. */
  after(ms: number, call: () => void): () => void;
}

export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
