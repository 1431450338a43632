import type { Message, Page } from "@keyhole/contract";
import { base64url } from "jose";
import * as v from "valibot";
import { STAGE_HASH_BYTES, STAGES_REMEMBERED } from "../base/limits/calls.ts";
import { openCursor, sealCursor } from "../cursors/sealed-cursor.ts";
import { PART_START, partPositionEntries, readPart } from "../cursors/source-pages.ts";
import type { Access } from "../grants/access.ts";
import type { PageQuery } from "../http/query-params.ts";
import { sha256 } from "../keys/sha256.ts";
import { textFor } from "../privacy/mask-personal-data.ts";
import { findWrittenTool } from "../privacy/written-tool.ts";
import type { Reading } from "../sources/reading.ts";
import type { SourceCall, SourceMessage } from "../sources/source-call.ts";

/** The stages before a page. However long the call, a cursor that holds them stays short. */
interface SeenStages {
  /** Hashes of the last stages that were new, in order. */
  stages: readonly string[];
  /** Number of all stages so far. */
  stageCount: number;
}

const positionSchema = v.object({
  ...partPositionEntries,
  stages: v.array(v.string()),
  stageCount: v.number(),
  count: v.number(),
});

/** One page of a call's turns: the whole call, all stages, in order. The call is inside the grant. */
export async function listMessages(
  reading: Reading,
  call: SourceCall,
  { cursor, limit }: PageQuery,
): Promise<Page<Message>> {
  const { access, source, timeLeft } = reading;
  const list = ["messages", call.id] as const;
  const start = { ...PART_START, stages: [], stageCount: 0, count: 0 };
  const position = cursor === null ? start : await openCursor(reading, list, cursor, positionSchema);
  const { rows, next } = await readPart(position, limit, (page) =>
    source.messages(call.id, page, timeLeft()),
  );
  const { numbers, seen } = await numberStages(rows, position);
  const turns = rows.map((row, index) => {
    const place = { stage: numbers[index] ?? 0, position: position.count + index };
    return projectMessage(row, place, access);
  });
  const items = withoutRepeats(turns);
  if (next === null) return { items, next: null };
  const further = { ...next, ...seen, count: position.count + rows.length };
  return { items, next: await sealCursor(reading, list, further) };
}

/** Leaves out turns that the source has repeated to the letter. Another text at the same place is another turn. */
function withoutRepeats(turns: readonly Message[]): Message[] {
  const first = new Map<string, Message>();
  return turns.filter((turn) => {
    const before = first.get(turn.id);
    if (before === undefined) first.set(turn.id, turn);
    return before === undefined || JSON.stringify(before) !== JSON.stringify(turn);
  });
}

/**
 * Numbers the stages of turns from 0, in the order of their first turns. A number lets a page say
 * "stage 2", and names turns without a source's id. A stage that comes again after many others gets a
 * new number.
 */
async function numberStages(
  rows: readonly SourceMessage[],
  before: SeenStages,
): Promise<{ numbers: number[]; seen: SeenStages }> {
  const first = before.stageCount - before.stages.length;
  const numberOf = new Map(before.stages.map((hash, index) => [hash, first + index]));
  let { stageCount } = before;
  const numbers: number[] = [];
  for (const { stageId } of rows) {
    const hash = base64url.encode((await sha256(stageId ?? "")).subarray(0, STAGE_HASH_BYTES));
    const number = numberOf.get(hash) ?? stageCount++;
    numberOf.set(hash, number);
    numbers.push(number);
  }
  const stages = [...numberOf.keys()].slice(-STAGES_REMEMBERED);
  return { numbers, seen: { stages, stageCount } };
}

/** The stage of a turn, and its place in the whole list, for a source that gives no index. */
interface TurnPlace {
  stage: number;
  position: number;
}

/**
 * Builds a turn field by field. Arguments and results of tools leave only if the site allows it. Agents sometimes
 * write a tool call as text: such a turn is one of a tool, also where it holds speech too.
 */
function projectMessage(
  message: SourceMessage,
  { stage, position }: TurnPlace,
  { site, scopes }: Pick<Access, "site" | "scopes">,
): Message {
  const written = message.role === "agent" ? findWrittenTool(message.text) : null;
  const role = written?.role ?? message.role;
  const isTool = role === "tool_call" || role === "tool_result";
  const isHidden = isTool && !site.transcripts.tools;
  const name = written === null ? (message.toolName ?? "") : textFor(scopes, written.name);
  return {
    id: `${stage}:${message.index ?? `p${position}`}`,
    role,
    text: isHidden ? null : textFor(scopes, message.text),
    medium: message.medium,
    audioStartMs: message.audioStartMs,
    audioEndMs: message.audioEndMs,
    startMs: message.startMs,
    endMs: message.endMs,
    stage,
    tool: isTool ? { name, invocationId: message.invocationId } : null,
  };
}
