import type { Message, Page } from "@keyhole/contract";
import * as v from "valibot";
import { openCursor, sealCursor } from "../cursors/sealed-cursor.ts";
import { PART_START, partPositionEntries, readPart } from "../cursors/source-pages.ts";
import type { Access } from "../grants/access.ts";
import type { PageQuery } from "../http/query-params.ts";
import { textFor } from "../privacy/mask-personal-data.ts";
import type { Reading } from "../sources/reading.ts";
import type { SourceCall, SourceMessage } from "../sources/source-call.ts";

const positionSchema = v.object({ ...partPositionEntries, stages: v.array(v.string()), count: v.number() });

/** One page of a call's turns: the whole call, all stages, in order. The call is inside the grant. */
export async function listMessages(
  reading: Reading,
  call: SourceCall,
  { cursor, limit }: PageQuery,
): Promise<Page<Message>> {
  const { access, source, timeLeft } = reading;
  const list = ["messages", call.id] as const;
  const start = { ...PART_START, stages: [], count: 0 };
  const position = cursor === null ? start : await openCursor(reading, list, cursor, positionSchema);
  const { rows, next } = await readPart(position, limit, (page) =>
    source.messages(call.id, page, timeLeft()),
  );
  const stages = [...position.stages];
  const items = rows.map((row, index) => {
    const place = { stage: numberStage(stages, row.stageId), position: position.count + index };
    return projectMessage(row, place, access);
  });
  if (next === null) return { items, next: null };
  const further = { ...next, stages, count: position.count + rows.length };
  return { items, next: await sealCursor(reading, list, further) };
}

/**
 * Numbers stages from 0 in the order of their first turns, which `seen` holds. A number lets a page say
 * "stage 2", and names turns without a source's id.
 */
function numberStage(seen: string[], stageId: string | null): number {
  const name = stageId ?? "";
  const known = seen.indexOf(name);
  return known >= 0 ? known : seen.push(name) - 1;
}

/** The stage of a turn, and its place in the whole list, for a source that gives no index. */
interface TurnPlace {
  stage: number;
  position: number;
}

/** Builds a turn field by field. Arguments and results of tools leave only if the site allows it. */
function projectMessage(
  message: SourceMessage,
  { stage, position }: TurnPlace,
  { site, scopes }: Pick<Access, "site" | "scopes">,
): Message {
  const isTool = message.role === "tool_call" || message.role === "tool_result";
  const isHidden = isTool && !site.transcripts.tools;
  return {
    id: `${stage}:${message.index ?? `p${position}`}`,
    role: message.role,
    text: isHidden ? null : textFor(scopes, message.text),
    medium: message.medium,
    audioStartMs: message.audioStartMs,
    audioEndMs: message.audioEndMs,
    startMs: message.startMs,
    endMs: message.endMs,
    stage,
    tool: isTool ? { name: message.toolName ?? "", invocationId: message.invocationId } : null,
  };
}
