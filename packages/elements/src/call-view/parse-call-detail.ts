import type { CallDetail } from "@keyhole/contract";
import type { Kit } from "./kit.ts";
import { amountOf, type Fields } from "./parse-fields.ts";

/** Reads the answer of `GET /v1/calls/:id`; undefined where it is another call, or none. */
export function parseCallDetail(
  parseCall: Kit["parseCall"],
  body: unknown,
  id: string,
): CallDetail | undefined {
  const call = parseCall(body);
  if (call?.id !== id) return undefined;
  const { joinTimeoutMs, maxDurationMs, languageHint, stages } = body as Fields;
  return {
    ...call,
    joinTimeoutMs: amountOf(joinTimeoutMs),
    maxDurationMs: amountOf(maxDurationMs),
    languageHint: typeof languageHint === "string" && languageHint ? languageHint : null,
    stages: amountOf(stages),
  };
}
