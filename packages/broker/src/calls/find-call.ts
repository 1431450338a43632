import type { UltravoxCall } from "@keyhole/upstream/ultravox";
import { parseUuid } from "../base/values.ts";
import type { Access } from "../grants/access.ts";
import { isInside } from "../grants/rows.ts";
import { refuseCall, refuseUpstream } from "../http/refusals.ts";
import type { UltravoxFor } from "../sources/ultravox-for.ts";
import type { EndedCalls } from "./ended-calls.ts";

/** What it takes to find a call. */
export interface CallLookup {
  ultravoxFor: UltravoxFor;
  endedCalls: EndedCalls;
}

/** One call by its id, if it is inside the grant. Every route that takes a call's id begins here. */
export async function findCall(
  lookup: CallLookup,
  id: string,
  access: Access,
  deadlineMs: number,
): Promise<UltravoxCall> {
  const uuid = parseUuid(id);
  if (uuid === undefined) throw refuseCall("call: no id");
  const call = lookup.endedCalls.get(uuid)?.call ?? (await askForCall(lookup, uuid, access, deadlineMs));
  if (!isInside(call, access.rows)) throw refuseCall("call: outside the grant");
  return call;
}

async function askForCall(
  lookup: CallLookup,
  uuid: string,
  access: Access,
  deadlineMs: number,
): Promise<UltravoxCall> {
  const answer = await lookup.ultravoxFor(access).getCall(uuid, { deadlineMs });
  if (!answer.ok) throw refuseUpstream(answer.error);
  lookup.endedCalls.put({ call: answer.value });
  return answer.value;
}
