import { SEVERITIES, type Severity } from "../../data/call-events.ts";
import { wallClockLagMs } from "../../data/recording.ts";
import { type Answer, json } from "../../server/answer.ts";
import type { ApiContext, ApiRequest } from "../api.ts";
import { callToolsBody } from "../bodies/call-tool.ts";
import { eventBody } from "../bodies/event.ts";
import { messageBody } from "../bodies/message.ts";
import { inOrder, listAnswer } from "../list-answer.ts";
import { Parameters } from "../query/parameters.ts";
import { withCall } from "./calls.ts";
import { stageMessages } from "./stages.ts";

const MODES = ["last_stage", "in_call"] as const;

/** `mode=last_stage`, the default, has what that stage began with; `in_call` has no such messages. */
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

/** At least as severe as `minimum_severity`, `info` where nothing else is asked; of one `type`, or of all. */
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

/** A plain array and no page. */
export function listTools(context: ApiContext, _request: ApiRequest, id: string): Answer {
  return withCall(context, id, (row) => json(200, callToolsBody(row)));
}
