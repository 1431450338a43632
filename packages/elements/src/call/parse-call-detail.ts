import type { CallDetail } from "@keyhole/contract";
import { amountOf, type Fields } from "../base/parse-fields.ts";
import type { Kit } from "./kit.ts";

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
