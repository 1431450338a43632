import { type Answer, json } from "../../http/answer.ts";
import type { FieldErrors } from "../query/parameters.ts";

// The vendor documents no error bodies. These follow its framework, Django REST.

export function invalidKey(): Answer {
  return json(401, { detail: "Invalid API key." });
}

export function missingKey(): Answer {
  return json(401, { detail: "Authentication credentials were not provided." });
}

/** No route at that path. A trailing slash is another path. */
export function unknownPath(): Answer {
  return json(404, { detail: "Not found." });
}

export function unknownObject(kind: "Call" | "CallStage" | "CallTombstone" | "Agent"): Answer {
  return json(404, { detail: `No ${kind} matches the given query.` });
}

export function invalidCursor(): Answer {
  return json(404, { detail: "Invalid cursor" });
}

export function invalidFields(errors: FieldErrors): Answer {
  return json(400, errors);
}

export function methodNotAllowed(method: string, allowed: readonly string[]): Answer {
  return json(405, { detail: `Method "${method}" not allowed.` }, { Allow: allowed.join(", ") });
}

/** Nothing was recorded, and nothing will be. */
export function noRecording(): Answer {
  return json(404, { detail: "No recording is available for this call." });
}

/** The vendor documents 425 for SIP logs that are not ready, and nothing for recordings. */
export function recordingNotReady(): Answer {
  return json(425, { detail: "The recording is not available yet." });
}

/** A body that is no JSON object. `problem` is what `bodyOf` found instead. */
export function unreadableBody(problem: unknown): Answer {
  if (problem === "media-type") return json(415, { detail: "Unsupported media type in request." });
  if (problem === "json") return json(400, { detail: "JSON parse error" });
  return json(400, { non_field_errors: ["Invalid data. Expected a dictionary."] });
}
