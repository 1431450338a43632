import type { CallSummary } from "@keyhole/contract";
import { FILE_NAME_CHARACTERS } from "../../base/limits.ts";
import { csvHeader, csvOf } from "./csv.ts";

export type ExportFormat = "csv" | "json";

/** Excel reads a CSV file as UTF-8 only where it begins with this. */
const BYTE_ORDER_MARK = "\ufeff";

/**
 * The calls of an export, page by page. Each page is a blob of its own, which the browser keeps where it
 * likes: what script holds does not grow with the calls but for their ids.
 */
export class ExportPages {
  /** How many calls there are. */
  count = 0;
  readonly #pages: Blob[] = [];
  readonly #ids = new Set<string>();
  readonly #metadataKeys = new Set<string>();
  /** Times at which the calls were created, in milliseconds. */
  firstMs = Number.POSITIVE_INFINITY;
  lastMs = Number.NEGATIVE_INFINITY;

  /** Takes a page. A call that was there already is left out. */
  add(calls: readonly CallSummary[]): void {
    const items = calls.filter(({ id }) => !this.#ids.has(id) && this.#ids.add(id));
    if (items.length === 0) return;
    this.count += items.length;
    for (const { createdAt, metadata } of items) {
      this.firstMs = Math.min(this.firstMs, Date.parse(createdAt));
      this.lastMs = Math.max(this.lastMs, Date.parse(createdAt));
      for (const key of Object.keys(metadata)) this.#metadataKeys.add(key);
    }
    this.#pages.push(new Blob([items.map((call) => JSON.stringify(call)).join(",\n")]));
  }

  /** Lets go of the calls, once they are saved. How many they were stays. */
  drop(): void {
    this.#pages.length = 0;
    this.#ids.clear();
  }

  /** All of it as a file: JSON is an array of calls, CSV has a header row. */
  async file(format: ExportFormat): Promise<Blob> {
    return format === "json" ? this.#json() : this.#csv();
  }

  #json(): Blob {
    const parts = this.#pages.flatMap((page, place) => (place > 0 ? [",\n", page] : [page]));
    return new Blob(["[\n", ...parts, "\n]\n"], { type: "application/json" });
  }

  /** Which columns there are is known at the end, so the pages are read once more, one at a time. */
  async #csv(): Promise<Blob> {
    const keys = [...this.#metadataKeys].sort();
    const parts = [new Blob([BYTE_ORDER_MARK, csvHeader(keys)])];
    for (const page of this.#pages) {
      const calls: CallSummary[] = JSON.parse(`[${await page.text()}]`);
      parts.push(new Blob([calls.map((call) => csvOf(call, keys)).join("")]));
    }
    return new Blob(parts, { type: "text/csv" });
  }
}

export interface ExportName {
  site: string;
  format: ExportFormat;
  /** When the oldest and the newest call were created; not finite without any. */
  firstMs: number;
  lastMs: number;
  nowMs: number;
  /** IANA name; undefined for the device's own. */
  timeZone: string | undefined;
  complete: boolean;
}

/**
 * A name that any file system takes: site, the days that the calls are of, the day of the export.
 * `calls-acme-2026-11-01-to-2026-11-20-exported-2026-11-22.csv`, with `-incomplete` where calls are missing.
 */
export function exportName({ site, format, firstMs, lastMs, nowMs, timeZone, complete }: ExportName): string {
  const day = (ms: number) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(ms);
  const [first, last] = Number.isFinite(firstMs) ? [day(firstMs), day(lastMs)] : [];
  const range = first === last ? first : `${first}-to-${last}`;
  const safe = site.replace(/[^\p{L}\p{N}_-]+/gu, "_").slice(0, FILE_NAME_CHARACTERS);
  const parts = ["calls", safe, range, "exported", day(nowMs), complete ? "" : "incomplete"];
  return `${parts.filter(Boolean).join("-")}.${format}`;
}
