import { isActive } from "../../calls/call-row.ts";
import { type Answer, json, noContent } from "../../http/answer.ts";
import { isDictionary } from "../start/start-checks.ts";
import { withCall } from "./calls.ts";
import { invalidFields, unreadableBody } from "./problems.ts";
import type { ApiContext, ApiRequest } from "./route.ts";
import { bodyOf } from "./start-call.ts";

/** The data messages that the vendor accepts over REST, each with its required text. */
const TEXT_FIELDS: Readonly<Record<string, string | null>> = {
  hang_up: null,
  user_text_message: "text",
  forced_agent_message: "content",
};

/** `POST /api/calls/{id}/send_data_message`: 204, and 422 unless the call is active. */
export function sendDataMessage(context: ApiContext, request: ApiRequest, id: string): Answer {
  return withCall(context, id, (row) => {
    const body = bodyOf(request);
    if (!isDictionary(body)) return unreadableBody(body);
    if (body.type === undefined) return invalidFields({ type: ["This field is required."] });
    const field = typeof body.type === "string" ? TEXT_FIELDS[body.type] : undefined;
    if (field === undefined) {
      return invalidFields({ type: [`${JSON.stringify(body.type)} is not a valid choice.`] });
    }
    if (field !== null && typeof body[field] !== "string") {
      return invalidFields({ [field]: ["This field is required."] });
    }
    if (!isActive(row)) return json(422, { detail: "The call is not active." });
    if (!context.deliver(row.callId, body)) apply(context, row.callId, body);
    return noContent();
  });
}

/** What a message does to a call that runs without anyone on the line. */
function apply({ editor }: ApiContext, callId: string, body: Readonly<Record<string, unknown>>): void {
  if (body.type === "hang_up") {
    editor.endCall(callId);
    return;
  }
  const role = body.type === "user_text_message" ? "user" : "agent";
  editor.addMessage(callId, { role, text: body.text ?? body.content, medium: "text" });
}
