import type { UltravoxCall } from "@keyhole/upstream/ultravox";
import type { Broker } from "../broker.ts";
import { isInside } from "../grants/rows.ts";
import { parseUuid } from "../http/query-params.ts";
import { refuseCall, refuseUpstream } from "../http/refuse-upstream.ts";
import { requireUltravox } from "../require-ultravox.ts";
import type { ResourceAccess } from "../tokens/resource-access.ts";

/** One call by its id, if it is inside the grant. Every route that takes a call's id begins here. */
export async function findCall(
  broker: Broker,
  id: string,
  access: ResourceAccess,
  deadlineMs: number,
): Promise<UltravoxCall> {
  const uuid = parseUuid(id);
  if (uuid === undefined) throw refuseCall();
  const call = broker.endedCalls.get(uuid)?.call ?? (await askForCall(broker, uuid, access, deadlineMs));
  if (!isInside(call, access.rows)) throw refuseCall();
  return call;
}

async function askForCall(
  broker: Broker,
  uuid: string,
  access: ResourceAccess,
  deadlineMs: number,
): Promise<UltravoxCall> {
  const answer = await requireUltravox(broker, access).getCall(uuid, { deadlineMs });
  if (!answer.ok) throw refuseUpstream(answer.error);
  broker.endedCalls.put({ call: answer.value });
  return answer.value;
}
