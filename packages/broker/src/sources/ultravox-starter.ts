import type {
  Result,
  Ultravox,
  StartedCall as UltravoxStarted,
  UpstreamError,
} from "@keyhole/upstream/ultravox";
import { Refusal } from "../http/refusal.ts";
import type { CallStarter, StartedCall } from "./call-starter.ts";
import { createUnwrap, toSourceCall, type UltravoxSourceOptions } from "./ultravox.ts";

/** Starts calls of Ultravox's agents. */
export function createUltravoxStarter(ultravox: Ultravox, options: UltravoxSourceOptions): CallStarter {
  const { unwrap, refuse } = createUnwrap(options);
  return {
    async start({ agentId, variables, medium, recording, throttle, ...call }, time) {
      const answer = await ultravox.startCall(
        agentId,
        {
          ...call,
          templateContext: variables,
          initialOutputMedium: medium,
          recordingEnabled: recording,
          throttle: throttle ?? undefined,
        },
        time,
      );
      if (answer.ok) {
        const { call, joinUrl } = toStarted(answer.value);
        if (joinUrl !== null) return { kind: "started", started: { call, joinUrl } };
      }
      const error: UpstreamError = answer.ok ? { kind: "invalid", reason: "schema" } : answer.error;
      // Nothing was sent where the budget could not be asked.
      const isUnknown = mayHaveStarted(error) && !(options.meter.failure instanceof Refusal);
      const refusal = startRefusal(error, refuse(`/agents/${agentId}/calls`, error, "POST"));
      return { kind: isUnknown ? "unknown" : "refused", refusal };
    },
    async find(metadata, time) {
      const found = unwrap("/calls", await ultravox.findStartedCall(metadata, time));
      return found === null ? null : toStarted(found);
    },
    async get(id, time) {
      const answer = await ultravox.getCall(id, time);
      return isMissing(answer) ? null : toSourceCall(unwrap(`/calls/${id}`, answer));
    },
    async hangUp(id, time) {
      const answer = await ultravox.hangUp(id, time);
      if (isMissing(answer)) return;
      if (!answer.ok) throw refuse(`/calls/${id}/send_data_message`, answer.error, "POST");
    },
  };
}

function isMissing(answer: Result<unknown>): boolean {
  return !answer.ok && answer.error.kind === "not_found";
}

function toStarted({ call, joinUrl }: UltravoxStarted): StartedCall {
  return { call: toSourceCall(call), joinUrl };
}

/** Whether the upstream may have made a call although its answer is not one. */
function mayHaveStarted(error: UpstreamError): boolean {
  switch (error.kind) {
    case "unavailable":
    case "aborted":
    case "invalid":
      return true;
    default:
      return false;
  }
}

/** A 404 is about the agent, which the config names: no page can do anything about it. */
function startRefusal(error: UpstreamError, refusal: Refusal): Refusal {
  if (error.kind !== "not_found") return refusal;
  return new Refusal(
    "upstream_invalid",
    "The voice service does not know this agent; the owner finds it in the Worker's log.",
    refusal.options,
  );
}
