import { failed } from "./outcome.ts";
import type { Answer } from "./session.ts";
import type { Received } from "./wire.ts";

/** What the caller's parser makes of a body; one that trips over it has not been given what it wants. */
export function parseAnswer<T>(
  { body, status, headers }: Received,
  parse: (body: unknown) => T | undefined,
): Answer<T> {
  let value: T | undefined;
  try {
    value = parse(body);
  } catch {
    value = undefined;
  }
  return value === undefined ? failed({ kind: "answer" }) : { ok: true, value, status, headers };
}
