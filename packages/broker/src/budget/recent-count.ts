const BUCKET_MS = 50;
/** One bucket more than a second, since the newest and the oldest are both cut short. */
const BUCKETS = 1000 / BUCKET_MS + 1;

/** Adds up what happened in the last second, in memory. */
export class RecentCount {
  readonly #counts = new Map<number, number>();

  add(nowMs: number, amount = 1): void {
    const bucket = Math.floor(nowMs / BUCKET_MS);
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + amount);
  }

  count(nowMs: number): number {
    const oldest = Math.floor(nowMs / BUCKET_MS) - BUCKETS;
    let total = 0;
    for (const [bucket, count] of this.#counts) {
      if (bucket <= oldest) this.#counts.delete(bucket);
      else total += count;
    }
    return total;
  }
}
