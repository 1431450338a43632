import type { Message, Page } from "@keyhole/contract";
import type { UltravoxCall } from "@keyhole/upstream/ultravox";
import * as v from "valibot";
import { PART_START, partPositionEntries, readPart } from "../cursors/call-part.ts";
import { openCursor, sealCursor } from "../cursors/sealed-cursor.ts";
import type { Access } from "../grants/access.ts";
import type { PageQuery } from "../http/query-params.ts";
import type { Reading } from "../sources/reading.ts";
import { projectMessage } from "./project-message.ts";
import { StageNumbers } from "./stage-numbers.ts";

const positionSchema = v.object({ ...partPositionEntries, stages: v.array(v.string()), count: v.number() });

/** One page of a call's turns: the whole call, all stages, in order. The call is inside the grant. */
export async function listMessages(
  reading: Reading,
  call: UltravoxCall,
  { cursor, limit }: PageQuery,
  access: Access,
  deadlineMs: number,
): Promise<Page<Message>> {
  const list = ["messages", call.callId] as const;
  const start = { ...PART_START, stages: [], count: 0 };
  const position = cursor === null ? start : await openCursor(reading, access, list, cursor, positionSchema);
  const ultravox = reading.ultravoxFor(access);
  const { rows, next } = await readPart(position, limit, (at) =>
    ultravox.listMessages(call.callId, { ...at, pageSize: limit }, { deadlineMs }),
  );
  const stages = new StageNumbers(position.stages);
  const items = rows.map((row, index) =>
    projectMessage(row, { stage: stages.numberOf(row.stageId), position: position.count + index }, access),
  );
  if (next === null) return { items, next: null };
  const further = { ...next, stages: [...stages.seen], count: position.count + rows.length };
  return { items, next: await sealCursor(reading, access, list, further) };
}
