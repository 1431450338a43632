import { FILE_NAME_CHARACTERS } from "../../base/limits.ts";
import type { ExportFormat } from "./export-file.ts";

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
