import { isProblemCode, type Problem } from "@keyhole/contract";

const TEXTS = ["type", "title", "detail", "requestId"] as const;

/**
 * An RFC 9457 document of the contract, or undefined. `status` is that of the HTTP answer. An
 * optional member of a wrong type is left out; unknown members are not passed on.
 */
export function parseProblem(body: unknown, status: number): Problem | undefined {
  const raw = (body ?? {}) as Record<string, unknown>;
  const { code, retryAfterSeconds: wait, serverTime } = raw;
  if (!isProblemCode(code) || TEXTS.some((name) => typeof raw[name] !== "string")) return undefined;
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
