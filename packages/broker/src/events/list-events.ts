import type { CallEvent, Page, Severity } from "@keyhole/contract";
import type { UltravoxCall } from "@keyhole/upstream/ultravox";
import * as v from "valibot";
import { PART_START, partPositionEntries, readPart } from "../cursors/call-part.ts";
import { openCursor, sealCursor } from "../cursors/sealed-cursor.ts";
import type { Access } from "../grants/access.ts";
import type { PageQuery } from "../http/query-params.ts";
import { textFor } from "../privacy/text-for.ts";
import type { Reading } from "../sources/reading.ts";

const positionSchema = v.object(partPositionEntries);

/** One page of a call's events of at least a severity. The call is inside the grant. */
export async function listEvents(
  reading: Reading,
  call: UltravoxCall,
  { cursor, limit, severity }: PageQuery & { severity: Severity },
  access: Access,
  deadlineMs: number,
): Promise<Page<CallEvent>> {
  const list = ["events", call.callId, severity] as const;
  const position =
    cursor === null ? PART_START : await openCursor(reading, access, list, cursor, positionSchema);
  const ultravox = reading.ultravoxFor(access);
  const { rows, next } = await readPart(position, limit, (at) =>
    ultravox.listEvents(call.callId, { ...at, pageSize: limit, minimumSeverity: severity }, { deadlineMs }),
  );
  const items = rows.map(
    (row): CallEvent => ({
      atMs: row.atMs,
      severity: row.severity,
      type: row.type,
      text: textFor(access.scopes, row.text),
    }),
  );
  return { items, next: next === null ? null : await sealCursor(reading, access, list, { ...next }) };
}
