import type { IncomingMessage, ServerResponse } from "node:http";
import { BODY_MAX_BYTES } from "./limits.ts";

/** A request that is refused; the message is sent as it is. */
export class HttpError extends Error {
  override name = "HttpError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Refuses what another site or another port asks for: the cookie would go along from other ports of
 * this host. Browsers send `Sec-Fetch-Site` with every request, other programs need not.
 */
export function refuseOtherOrigins(request: IncomingMessage, ownOrigin: string): void {
  const site = request.headers["sec-fetch-site"] ?? "same-origin";
  const origin = request.headers.origin ?? ownOrigin;
  if (site !== "same-origin" || origin !== ownOrigin) {
    throw new HttpError(403, "Only the page of this origin may ask.");
  }
}

/** The body as a JSON object, within the limit. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
    throw new HttpError(415, "The body must be application/json.");
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_MAX_BYTES) throw new HttpError(413, "The body is too large.");
    chunks.push(chunk);
  }
  const value = parseJson(Buffer.concat(chunks).toString("utf8"));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new HttpError(400, "The body must be a JSON object.");
  }
  return value as Record<string, unknown>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, "The body is not JSON.");
  }
}

export interface Answer {
  status: number;
  type?: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
}

export function sendAnswer(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    ...(answer.type === undefined ? {} : { "Content-Type": answer.type }),
    ...answer.headers,
  });
  response.end(answer.body);
}

export function json(value: unknown, headers: Record<string, string> = {}): Answer {
  return { status: 200, type: "application/json; charset=utf-8", body: JSON.stringify(value), headers };
}

export function text(status: number, body: string): Answer {
  return { status, type: "text/plain; charset=utf-8", body };
}
