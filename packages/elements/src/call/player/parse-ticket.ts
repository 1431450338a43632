import type { RecordingTicket } from "@keyhole/contract";
import { fieldsOf, stringOf } from "../../base/parse-fields.ts";

/** Reads the answer of `POST /v1/calls/:id/recording`. */
export function parseTicket(body: unknown): RecordingTicket | undefined {
  const fields = fieldsOf(body);
  const url = stringOf(fields?.url);
  const expiresAt = stringOf(fields?.expiresAt);
  if (!url || !URL.canParse(url) || !expiresAt || Number.isNaN(Date.parse(expiresAt))) return undefined;
  return { url, expiresAt };
}
