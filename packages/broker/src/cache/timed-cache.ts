/** Values by key for a while, in the isolate's memory; the oldest goes first when it is full. */
export interface TimedCache<Value> {
  get(key: string): Value | undefined;
  put(key: string, value: Value, seconds: number): void;
}

export function createTimedCache<Value>(size: number, now: () => number): TimedCache<Value> {
  const entries = new Map<string, { value: Value; untilMs: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined || now() < entry.untilMs) return entry?.value;
      entries.delete(key);
      return undefined;
    },
    put(key, value, seconds) {
      entries.delete(key);
      entries.set(key, { value, untilMs: now() + seconds * 1000 });
      const [oldest] = entries.keys();
      if (entries.size > size && oldest !== undefined) entries.delete(oldest);
    },
  };
}
