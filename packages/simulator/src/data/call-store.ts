import type { CallRow } from "./call-row.ts";
import { textsOf } from "./call-texts.ts";

/** All calls in memory, oldest first, and those that are added while it runs. */
export class CallStore {
  readonly #rows: CallRow[];
  readonly #byId = new Map<string, CallRow>();
  readonly #searchTexts = new WeakMap<CallRow, string>();

  /** `rows` are in ascending order of creation. */
  constructor(rows: CallRow[]) {
    this.#rows = rows;
    for (const row of rows) this.#byId.set(row.callId, row);
  }

  get rows(): readonly CallRow[] {
    return this.#rows;
  }

  /** The sequence number for the next call that is added. */
  get nextSequence(): number {
    return this.#rows.length;
  }

  find(callId: string): CallRow | undefined {
    return this.#byId.get(callId.toLowerCase());
  }

  /** Puts a call where its creation time belongs, behind those of the same microsecond. */
  add(row: CallRow): void {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#rows[middle]?.createdMicros ?? Number.POSITIVE_INFINITY) <= row.createdMicros)
        low = middle + 1;
      else high = middle;
    }
    this.#rows.splice(low, 0, row);
    this.#byId.set(row.callId, row);
  }

  /** What `search` looks through: both summaries and the agent's name, in lower case. */
  searchText(row: CallRow): string {
    const known = this.#searchTexts.get(row);
    if (known !== undefined) return known;
    const texts = textsOf(row);
    const text = [texts.summary, texts.shortSummary, row.agent?.name].join("\n").toLowerCase();
    this.#searchTexts.set(row, text);
    return text;
  }
}
