import { wholeAnswer } from "../../audio/audio-answer.ts";
import { recordingState, wallClockLagMs } from "../../calls/recording.ts";
import { type Answer, json } from "../../http/answer.ts";
import { SEVERITIES, type Severity } from "../../transcript/call-events.ts";
import { eventBody, messageBody } from "../bodies/call-parts.ts";
import { callToolsBody } from "../bodies/call-tool.ts";
import { Parameters } from "../query/parameters.ts";
import { withCall } from "./calls.ts";
import { inOrder, listAnswer } from "./list-answer.ts";
import { noRecording, recordingNotReady } from "./problems.ts";
import type { ApiContext, ApiRequest } from "./route.ts";
import { stageMessages } from "./stages.ts";

const MODES = ["last_stage", "in_call"] as const;

/** `mode=last_stage`, the default, includes the stage's initial messages. `in_call` has those of no stage. */
export function listMessages(context: ApiContext, request: ApiRequest, id: string): Answer {
  return withCall(context, id, (row) => {
    const parameters = new Parameters(request.search);
    const mode = parameters.choice("mode", MODES) ?? "last_stage";
    const lagMs = wallClockLagMs(row);
    const select = () => {
      const { stages, turns } = context.store.visible(row, context.nowMicros);
      const last = stages.at(-1);
      if (mode === "last_stage") return inOrder(last === undefined ? [] : stageMessages(last, lagMs));
      return inOrder(turns.map((turn) => messageBody(turn, stages[turn.stage]?.callStageId ?? "", lagMs)));
    };
    return listAnswer(context, request, { parameters, newestFirst: false, select, body: ({ item }) => item });
  });
}

/** Events of at least `minimum_severity`, by default `info`, and of one `type` if it is given. */
export function listEvents(context: ApiContext, request: ApiRequest, id: string): Answer {
  return withCall(context, id, (row) => {
    const parameters = new Parameters(request.search);
    const severity = parameters.choice<Severity>("minimum_severity", SEVERITIES) ?? "info";
    const type = parameters.text("type");
    const select = () => {
      const { stages } = context.store.visible(row, context.nowMicros);
      const events = context.store
        .events(row, context.nowMicros)
        .filter((event) => SEVERITIES.indexOf(event.severity) >= SEVERITIES.indexOf(severity))
        .filter((event) => type === null || event.type === type);
      return inOrder(events.map((event) => eventBody(row, event, stages[event.stage]?.callStageId ?? "")));
    };
    return listAnswer(context, request, { parameters, newestFirst: false, select, body: ({ item }) => item });
  });
}

/** Answers a plain array instead of a page. */
export function listTools(context: ApiContext, _request: ApiRequest, id: string): Answer {
  return withCall(context, id, (row) => json(200, callToolsBody(row)));
}

/** The audio itself, or a redirect to the storage host with a body that the vendor does not document. */
export function getRecording(context: ApiContext, _request: ApiRequest, id: string): Answer {
  return withCall(context, id, (row) => {
    const state = recordingState(row, context.nowMicros);
    const file = context.store.recording(row);
    if (state === "none") return noRecording();
    if (state === "pending" || file === null || context.faults.recordingsPending) return recordingNotReady();
    if (file.form.delivery === "direct") return wholeAnswer(file);
    const location = context.recordingUrl(row, context.faults.recordingUrlsExpired === true);
    return {
      status: 302,
      headers: { "Content-Type": "text/html; charset=utf-8", Location: location },
      body: `<html><body>You are being <a href="${location.replaceAll("&", "&amp;")}">redirected</a>.</body></html>`,
    };
  });
}
