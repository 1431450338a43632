import { isInside } from "../grants/rows.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseCall } from "../http/refusals.ts";
import type { Reading } from "../sources/reading.ts";
import type { SourceCall } from "../sources/source-call.ts";
import type { EndedCalls } from "./ended-calls.ts";

/** One call by its id, if it is inside the grant. Every route that takes a call's id begins here. */
export async function findCall(
  { access, source, timeLeft }: Reading,
  endedCalls: EndedCalls,
  text: string,
): Promise<SourceCall> {
  const id = source.parseId(text);
  if (id === undefined) throw refuseCall("call: no id");
  const key = { access, source: source.name, id };
  const remembered = endedCalls.get(key)?.call;
  const call = remembered ?? (await source.get(id, timeLeft()));
  // A refusal is not remembered: a call outside the grant asks upstream every time, as does a call
  // that does not exist.
  if (!isInside(call, access.rows)) throw refuseCall("call: outside the grant");
  if (remembered === undefined) endedCalls.put(key, { call });
  return call;
}

/** Number of a call's stages. Null if the source fails to count: the rest of the call is still of use. */
export async function countStages(
  { access, source, timeLeft, noteRefusal }: Reading,
  endedCalls: EndedCalls,
  { id }: SourceCall,
): Promise<number | null> {
  const remembered = endedCalls.get({ access, source: source.name, id });
  if (remembered?.stages !== undefined) return remembered.stages;
  try {
    const stages = await source.countStages(id, timeLeft());
    // Set in place, so that the call does not stay in memory for longer.
    if (remembered !== undefined) remembered.stages = stages;
    return stages;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    noteRefusal(error);
    return null;
  }
}
