import { isInside } from "../grants/rows.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseCall } from "../http/refusals.ts";
import type { Reading } from "../sources/reading.ts";
import type { SourceCall } from "../sources/source-call.ts";

/** One call by its id, if it is inside the grant. Every route that takes a call's id begins here. */
export async function findCall({ access, source, timeLeft }: Reading, text: string): Promise<SourceCall> {
  const id = source.parseId(text);
  if (id === undefined) throw refuseCall("call: no id");
  const call = await source.get(id, timeLeft());
  if (!isInside(call, access.rows)) throw refuseCall("call: outside the grant");
  return call;
}

/** Number of a call's stages. Null if the source fails to count: the rest of the call is still of use. */
export async function countStages(
  { source, timeLeft, noteRefusal }: Reading,
  call: SourceCall,
): Promise<number | null> {
  try {
    return await source.countStages(call, timeLeft());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    noteRefusal(error);
    return null;
  }
}
