const MINUTE_MS = 60_000;

/** Knows the texts of the last minute. They may be made up, so only the newest `most` are kept. */
export function createRepeats(now: () => number, most: number): (text: string) => boolean {
  const lastMs = new Map<string, number>();
  return (text) => {
    if (now() - (lastMs.get(text) ?? Number.NEGATIVE_INFINITY) < MINUTE_MS) return true;
    lastMs.delete(text);
    const [oldest] = lastMs.keys();
    if (oldest !== undefined && lastMs.size >= most) lastMs.delete(oldest);
    lastMs.set(text, now());
    return false;
  };
}
