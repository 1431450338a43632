import { type CallEvent, type Page, SEVERITIES, type Severity } from "@keyhole/contract";
import * as v from "valibot";
import { openCursor, sealCursor } from "../cursors/sealed-cursor.ts";
import { PART_START, partPositionEntries, readPart } from "../cursors/source-pages.ts";
import type { PageQuery } from "../http/query-params.ts";
import { proseFor } from "../privacy/prose-for.ts";
import type { Reading } from "../sources/reading.ts";
import type { SourceCall } from "../sources/source-call.ts";

const positionSchema = v.object(partPositionEntries);

/**
 * One page of a call's events of at least a severity. The call is inside the grant. Texts are the
 * source's own words, which may quote the conversation: they need `transcripts:read`.
 */
export async function listEvents(
  reading: Reading,
  call: SourceCall,
  { cursor, limit, severity: asked }: PageQuery & { severity: Severity },
): Promise<Page<CallEvent>> {
  const { access, source, timeLeft } = reading;
  const severity = access.site.events.debug || asked !== "debug" ? asked : "info";
  const least = SEVERITIES.indexOf(severity);
  const mayReadTexts = access.scopes.includes("transcripts:read");
  const list = ["events", call.id, severity] as const;
  const position = cursor === null ? PART_START : await openCursor(reading, list, cursor, positionSchema);
  const { rows, next } = await readPart(position, limit, (page) =>
    source.events(call.id, { ...page, severity }, timeLeft()),
  );
  // A source may ignore the severity.
  const wanted = rows.filter((row) => SEVERITIES.indexOf(row.severity) >= least);
  const items = wanted.map(
    (row): CallEvent => ({
      atMs: row.atMs,
      severity: row.severity,
      type: row.type,
      text: mayReadTexts ? proseFor(access, row.text) : null,
    }),
  );
  return { items, next: next === null ? null : await sealCursor(reading, list, next) };
}
