import type { Problem, ProblemCode } from "@keyhole/contract";

/**
 * The body as text; undefined if it is larger than allowed. Rejects when the connection breaks. The deadline of
 * the request bounds what is read. The body is not read in chunks, because Chromium's developer tools then show
 * the request as cancelled.
 */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  if (Number(response.headers.get("Content-Length")) > maxBytes) {
    response.body?.cancel().catch(() => {});
    return undefined;
  }
  const text = await response.text();
  return text.length > maxBytes ? undefined : text;
}

/** Whether the answer has one of these media types, with any parameters. */
export function hasType(response: Response, ...types: string[]): boolean {
  const type = response.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  return type !== undefined && types.includes(type);
}

/** Undefined if the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const TEXTS = ["type", "title", "detail", "requestId"] as const;

/**
 * Parses an RFC 9457 document of the contract; undefined if it is none. `status` is that of the HTTP answer.
 * Optional members of a wrong type and unknown members are left out. An unknown code is kept: its notice
 * shows the broker's own words.
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

/** Checks only the form: the list of codes is loaded with the error texts. */
function isCode(value: unknown): value is ProblemCode {
  return typeof value === "string" && /^[a-z_]+$/.test(value);
}
