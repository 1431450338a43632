import type { CallRow } from "../../calls/call-row.ts";
import { wallClockLagMs } from "../../calls/recording.ts";
import { type Answer, json } from "../../http/answer.ts";
import type { VisibleStage } from "../../transcript/visible-transcript.ts";
import { messageBody, openingBody } from "../bodies/call-parts.ts";
import { callToolsBody } from "../bodies/call-tool.ts";
import { stageBody } from "../bodies/stage.ts";
import { Parameters } from "../query/parameters.ts";
import { withCall } from "./calls.ts";
import { inOrder, listAnswer } from "./list-answer.ts";
import { unknownObject } from "./problems.ts";
import type { ApiContext, ApiRequest } from "./route.ts";

export function listStages(context: ApiContext, request: ApiRequest, id: string): Answer {
  return withCall(context, id, (row) => {
    const parameters = new Parameters(request.search);
    const select = () => {
      const { stages } = context.store.visible(row, context.nowMicros);
      return inOrder(stages.map((stage, index) => stageBody(row, stage, index === stages.length - 1)));
    };
    return listAnswer(context, request, { parameters, newestFirst: false, select, body: ({ item }) => item });
  });
}

export function getStage(context: ApiContext, _request: ApiRequest, id: string, stageId: string): Answer {
  return withStage(context, id, stageId, (row, stage, isLast) => json(200, stageBody(row, stage, isLast)));
}

export function listMessagesOfStage(
  context: ApiContext,
  request: ApiRequest,
  id: string,
  stageId: string,
): Answer {
  return withStage(context, id, stageId, (row, stage) => {
    const parameters = new Parameters(request.search);
    const select = () => inOrder(stageMessages(stage, wallClockLagMs(row)));
    return listAnswer(context, request, { parameters, newestFirst: false, select, body: ({ item }) => item });
  });
}

/** Answers the call's tools: every stage has them all. */
export function listToolsOfStage(
  context: ApiContext,
  _request: ApiRequest,
  id: string,
  stageId: string,
): Answer {
  return withStage(context, id, stageId, (row) => json(200, callToolsBody(row)));
}

/** All messages of a stage, its initial messages first. */
export function stageMessages(stage: VisibleStage, lagMs: number) {
  return [
    ...stage.opening.map((opening, index) => openingBody(opening, index, stage.callStageId)),
    ...stage.turns.map((turn) => messageBody(turn, stage.callStageId, lagMs)),
  ];
}

function withStage(
  context: ApiContext,
  id: string,
  stageId: string,
  answer: (row: CallRow, stage: VisibleStage, isLast: boolean) => Answer,
): Answer {
  return withCall(context, id, (row) => {
    const { stages } = context.store.visible(row, context.nowMicros);
    const stage = stages.find(({ callStageId }) => callStageId === stageId);
    return stage === undefined ? unknownObject("CallStage") : answer(row, stage, stage === stages.at(-1));
  });
}
