import { type CallEvent, SEVERITIES } from "@keyhole/contract";
import { amountOf, fieldsOf, stringOf } from "../../base/parse-fields.ts";

/** Reads one event; undefined where it lacks its severity or type. */
export function parseEvent(value: unknown): CallEvent | undefined {
  const fields = fieldsOf(value);
  const type = stringOf(fields?.type);
  const severity = SEVERITIES.find((known) => known === fields?.severity);
  if (!fields || type === null || !severity) return undefined;
  return { atMs: amountOf(fields.atMs), severity, type, text: stringOf(fields.text) ?? "" };
}
