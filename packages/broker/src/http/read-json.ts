import { JSON_REQUEST_MAX_BYTES } from "../base/limits.ts";
import { isPlainObject } from "../base/values.ts";
import { readText } from "./read-form.ts";
import { Refusal } from "./refusal.ts";

/** Reads a bounded body that is one JSON object. */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  const contentType = request.headers.get("Content-Type") ?? "";
  if (contentType.split(";")[0]?.trim().toLowerCase() !== "application/json") {
    throw new Refusal("invalid_request", "Send the body as application/json.", { status: 415 });
  }
  const value = parse(await readText(request, JSON_REQUEST_MAX_BYTES));
  if (!isPlainObject(value)) throw new Refusal("invalid_request", "The body must be one JSON object.");
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
