import { wholeAnswer } from "../../audio/audio-answer.ts";
import { recordingFile } from "../../data/recorded-call.ts";
import { recordingState } from "../../data/recording.ts";
import type { Answer } from "../../server/answer.ts";
import type { ApiContext, ApiRequest } from "../api.ts";
import { noRecording, recordingNotReady } from "../problems.ts";
import { withCall } from "./calls.ts";

/** The audio itself, or a redirect to the storage host with a body that the vendor does not document. */
export function getRecording(context: ApiContext, _request: ApiRequest, id: string): Answer {
  return withCall(context, id, (row) => {
    const state = recordingState(row, context.nowMicros);
    const file = recordingFile(context.store, row);
    if (state === "none") return noRecording();
    if (state === "pending" || file === null || context.scenario.recordingsPending)
      return recordingNotReady();
    if (file.form.delivery === "direct") return wholeAnswer(file);
    const location = context.recordingUrl(row);
    return {
      status: 302,
      headers: { "Content-Type": "text/html; charset=utf-8", Location: location },
      body: `<html><body>You are being <a href="${location.replaceAll("&", "&amp;")}">redirected</a>.</body></html>`,
    };
  });
}
