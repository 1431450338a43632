import type { Problem, ProblemCode } from "@keyhole/contract";

const TEXTS = ["type", "title", "detail", "requestId"] as const;

/**
 * An RFC 9457 document of the contract, or undefined. `status` is that of the HTTP answer. An
 * optional member of a wrong type is left out; unknown members are not passed on. A code that this
 * version does not know is: whoever has no text for it shows the broker's own.
 */
export function parseProblem(body: unknown, status: number): Problem | undefined {
  const raw = (body ?? {}) as Record<string, unknown>;
  const { code, retryAfterSeconds: wait, serverTime } = raw;
  if (!isCode(code) || TEXTS.some((name) => typeof raw[name] !== "string")) return undefined;
  const { type, title, detail, requestId } = raw as Record<string, string> & Problem;
  return {
    type,
    title,
    status,
    code,
    detail,
    requestId,
    ...(Number.isInteger(wait) && Number(wait) >= 1 && Number(wait) <= 3600
      ? { retryAfterSeconds: Number(wait) }
      : {}),
    ...(typeof serverTime === "string" && Date.parse(serverTime) ? { serverTime } : {}),
    ...(typeof raw.error === "string" ? { error: raw.error } : {}),
    ...(typeof raw.error_description === "string" ? { error_description: raw.error_description } : {}),
  };
}

/** The list of codes is in the texts, which are loaded when something fails. */
function isCode(value: unknown): value is ProblemCode {
  return typeof value === "string" && /^[a-z_]+$/.test(value);
}
