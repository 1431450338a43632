import type { Message, Page } from "@keyhole/contract";
import type { UltravoxCall } from "@keyhole/upstream/ultravox";
import * as v from "valibot";
import type { Broker } from "../broker.ts";
import { PART_START, partPositionEntries, readPart } from "../cursors/call-part.ts";
import { openCursor, sealCursor } from "../cursors/sealed-cursor.ts";
import type { PageQuery } from "../http/page-query.ts";
import { requireUltravox } from "../require-ultravox.ts";
import type { ResourceAccess } from "../tokens/resource-access.ts";
import { projectMessage } from "./project-message.ts";
import { StageNumbers } from "./stage-numbers.ts";

const positionSchema = v.object({ ...partPositionEntries, stages: v.array(v.string()), count: v.number() });

/** One page of a call's turns: the whole call, all stages, in order. The call is inside the grant. */
export async function listMessages(
  broker: Broker,
  call: UltravoxCall,
  { cursor, limit }: PageQuery,
  access: ResourceAccess,
  deadlineMs: number,
): Promise<Page<Message>> {
  const list = ["messages", call.callId] as const;
  const start = { ...PART_START, stages: [], count: 0 };
  const position = cursor === null ? start : await openCursor(broker, access, list, cursor, positionSchema);
  const ultravox = requireUltravox(broker, access);
  const { rows, next } = await readPart(position, limit, (at) =>
    ultravox.listMessages(call.callId, { ...at, pageSize: limit }, { deadlineMs }),
  );
  const stages = new StageNumbers(position.stages);
  const items = rows.map((row, index) =>
    projectMessage(row, { stage: stages.numberOf(row.stageId), position: position.count + index }, access),
  );
  if (next === null) return { items, next: null };
  const further = { ...next, stages: [...stages.seen], count: position.count + rows.length };
  return { items, next: await sealCursor(broker, access, list, further) };
}
