import type { CallEvent, Page, Severity } from "@keyhole/contract";
import * as v from "valibot";
import { openCursor, sealCursor } from "../cursors/sealed-cursor.ts";
import { PART_START, partPositionEntries, readPart } from "../cursors/source-pages.ts";
import type { PageQuery } from "../http/query-params.ts";
import { textFor } from "../privacy/mask-personal-data.ts";
import type { Reading } from "../sources/reading.ts";
import type { SourceCall } from "../sources/source-call.ts";

const positionSchema = v.object(partPositionEntries);

/** One page of a call's events of at least a severity. The call is inside the grant. */
export async function listEvents(
  reading: Reading,
  call: SourceCall,
  { cursor, limit, severity }: PageQuery & { severity: Severity },
): Promise<Page<CallEvent>> {
  const { access, source, timeLeft } = reading;
  const list = ["events", call.id, severity] as const;
  const position = cursor === null ? PART_START : await openCursor(reading, list, cursor, positionSchema);
  const { rows, next } = await readPart(position, limit, (page) =>
    source.events(call.id, { ...page, severity }, timeLeft()),
  );
  const items = rows.map(
    (row): CallEvent => ({
      atMs: row.atMs,
      severity: row.severity,
      type: row.type,
      text: textFor(access.scopes, row.text),
    }),
  );
  return { items, next: next === null ? null : await sealCursor(reading, list, next) };
}
