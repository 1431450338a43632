import type { CallSummary } from "@keyhole/contract";
import { FILE_NAME_CHARACTERS } from "../../base/limits.ts";
import type { KeyholeCallsExportEvent } from "../../events/keyhole-calls-export-event.ts";
import { columnsFor } from "./columns.ts";
import { csvColumns, csvDialect, csvHeader, csvOf } from "./csv.ts";

export type ExportFormat = KeyholeCallsExportEvent["format"];

/** For whom a file is written. */
export interface ExportReader {
  /** BCP 47 tag; undefined for the browser's own. */
  locale: string | undefined;
  /** IANA name; undefined for the device's own. */
  timeZone: string | undefined;
  isRightToLeft: boolean;
}

/** Excel reads a CSV file as UTF-8 only if it begins with a byte order mark. */
const BYTE_ORDER_MARK = "\ufeff";

/**
 * The calls of an export. Each page is a blob, which the browser may keep on disk: in memory, only the ids grow
 * with the calls.
 */
export class ExportPages {
  /** Number of calls. */
  count = 0;
  readonly #pages: Blob[] = [];
  readonly #ids = new Set<string>();
  readonly #metadataKeys = new Set<string>();
  /** Creation time of the oldest and of the newest call. */
  firstMs = Number.POSITIVE_INFINITY;
  lastMs = Number.NEGATIVE_INFINITY;

  /** Adds a page, without calls that earlier pages had. */
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

  /** Releases the calls. Their number stays. */
  drop(): void {
    this.#pages.length = 0;
    this.#ids.clear();
  }

  /** The file with all calls: an array in JSON, with a header row in CSV and XLSX. */
  async file(format: ExportFormat, reader: ExportReader): Promise<Blob> {
    if (format === "json") return this.#json();
    if (format === "csv") return this.#csv(reader);
    const { writeXlsx } = await import("./write-xlsx.ts");
    return writeXlsx({ columns: this.#columns, pages: this.#readers(), ...reader });
  }

  /** The columns are known only at the end, so each page is read again. */
  get #columns() {
    return columnsFor([...this.#metadataKeys].sort());
  }

  #readers(): (() => Promise<CallSummary[]>)[] {
    return this.#pages.map((page) => async () => JSON.parse(`[${await page.text()}]`));
  }

  #json(): Blob {
    const parts = this.#pages.flatMap((page, place) => (place > 0 ? [",\n", page] : [page]));
    return new Blob(["[\n", ...parts, "\n]\n"], { type: "application/json" });
  }

  async #csv({ locale }: ExportReader): Promise<Blob> {
    const columns = csvColumns(this.#columns);
    const dialect = csvDialect(locale);
    const parts = [new Blob([BYTE_ORDER_MARK, csvHeader(columns, dialect)])];
    for (const read of this.#readers()) {
      const calls = await read();
      parts.push(new Blob([calls.map((call) => csvOf(call, columns, dialect)).join("")]));
    }
    return new Blob(parts, { type: "text/csv" });
  }
}

export interface ExportName {
  site: string;
  format: ExportFormat;
  /** Creation time of the oldest and of the newest call; infinite without calls. */
  firstMs: number;
  lastMs: number;
  nowMs: number;
  /** IANA name; undefined for the device's time zone. */
  timeZone: string | undefined;
  complete: boolean;
}

/**
 * A file name for any file system: the site, the days of the calls, and the day of the export, as in
 * `calls-acme-2026-11-01-to-2026-11-20-exported-2026-11-22.csv`. A partial export ends with `-incomplete`.
 */
export function exportName({ site, format, firstMs, lastMs, nowMs, timeZone, complete }: ExportName): string {
  const day = (ms: number) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(ms);
  const [first, last] = Number.isFinite(firstMs) ? [day(firstMs), day(lastMs)] : [];
  const range = first === last ? first : `${first}-to-${last}`;
  const safe = site.replace(/[^\p{L}\p{N}_-]+/gu, "_").slice(0, FILE_NAME_CHARACTERS);
  const parts = ["calls", safe, range, "exported", day(nowMs), complete ? "" : "incomplete"];
  return `${parts.filter(Boolean).join("-")}.${format}`;
}
