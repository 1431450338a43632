import { endsWithin } from "@keyhole/upstream/request";
import { JSON_REQUEST_MAX_BYTES } from "../base/limits/requests.ts";
import { TOKEN_REQUEST_MAX_BYTES } from "../base/limits/tokens.ts";
import { isPlainObject } from "../base/values.ts";
import { Refusal } from "./refusal.ts";
import { printable } from "./refusals.ts";

/** Reads an `application/x-www-form-urlencoded` body, bounded, each field at most once (RFC 6749 section 3.2). */
export async function readForm(request: Request): Promise<ReadonlyMap<string, string>> {
  checkType(request, "application/x-www-form-urlencoded", "Send the parameters");
  const text = await readText(request, TOKEN_REQUEST_MAX_BYTES);
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) throw new Refusal("invalid_request", "Each parameter may be given only once.");
    // RFC 6749 section 3.2: a parameter without a value is treated as omitted.
    if (value !== "") fields.set(name, value);
  }
  return fields;
}

/** Reads a body of at most so many bytes that is one JSON object. */
export async function readJson(
  request: Request,
  maxBytes = JSON_REQUEST_MAX_BYTES,
): Promise<Record<string, unknown>> {
  return parseObject(request, await readText(request, maxBytes));
}

function parseObject(request: Request, text: string): Record<string, unknown> {
  checkType(request, "application/json", "Send the body");
  const value = parse(text);
  if (!isPlainObject(value)) throw new Refusal("invalid_request", "The body must be one JSON object.");
  return value;
}

/** Reads a JSON object that has only `known` fields. No body is an object without fields, where it `mayBeEmpty`. */
export async function readKnownFields(
  request: Request,
  known: readonly string[],
  { mayBeEmpty = true } = {},
): Promise<Record<string, unknown>> {
  const text = await readText(request, JSON_REQUEST_MAX_BYTES);
  const fields = text === "" && mayBeEmpty ? {} : parseObject(request, text);
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown === undefined) return fields;
  throw new Refusal("invalid_request", `There is no field ${printable(unknown)} here.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkType(request: Request, type: string, what: string): void {
  const contentType = request.headers.get("Content-Type") ?? "";
  if (contentType.split(";")[0]?.trim().toLowerCase() === type) return;
  throw new Refusal("invalid_request", `${what} as ${type}.`, { status: 415 });
}

/** Reads a body of at most so many bytes as UTF-8. */
export async function readText(request: Parameters<typeof readBytes>[0], maxBytes: number): Promise<string> {
  return new TextDecoder().decode(await readBytes(request, maxBytes));
}

/** Reads a body of at most so many bytes, whatever its type. */
export async function readBytes(
  message: Pick<Request, "body" | "headers" | "arrayBuffer">,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { body, headers } = message;
  if (body === null) return new Uint8Array();
  if (endsWithin(headers, maxBytes)) {
    const bytes = new Uint8Array(await message.arrayBuffer());
    if (bytes.byteLength <= maxBytes) return bytes;
    throw tooLarge(maxBytes);
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of body as ReadableStream<Uint8Array<ArrayBuffer>>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal("invalid_request", `The body may have at most ${maxBytes} bytes.`, { status: 413 });
}
