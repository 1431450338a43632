import type { Context } from "hono";
import { base64url } from "jose";
import { ENTITY_TAG_BYTES, ENTITY_TAG_SECONDS, ENTITY_TAGS_REMEMBERED } from "../base/limits/calls.ts";
import { Recent } from "../base/recent.ts";
import { hmacSha256 } from "../keys/hmac.ts";
import type { Keyring } from "../keys/keyring.ts";
import { sha256Base64url } from "../keys/sha256.ts";
import type { BrokerEnv } from "./broker-env.ts";

/** What `answerTagged` needs. */
export interface Tagging {
  keyring: Keyring;
  now: () => number;
}

/**
 * Answers JSON with an entity tag, or 304 if the request has that tag (RFC 9110 section 13.1.2). It must be
 * called last, after everything that may refuse.
 *
 * The tag is an HMAC over exactly what this viewer is shown, for one viewer and one address: a page cannot
 * forge a tag for a guessed text, nor learn anything from another viewer's tag, and hidden data does not
 * change it. A list's `next` is sealed anew each time, so only its presence counts, and such a tag is weak
 * (section 8.8.1: the bytes differ, the meaning does not). Tags change after half a day and with
 * a revocation, so that a page gets a new `next` where the old one does not open.
 */
export async function answerTagged<Body extends object>(
  tagging: Tagging,
  context: Context<BrokerEnv>,
  body: Body & { next?: string | null },
): Promise<Response> {
  const { next } = body;
  const isSealedAnew = typeof next === "string";
  const { digest, join } = await write(body, isSealedAnew);
  const opaque = `"${await entityTag(tagging, context, isSealedAnew ? `${digest} next` : digest)}"`;
  const headers = { ETag: isSealedAnew ? `W/${opaque}` : opaque };
  if (isKnownTag(context.req.header("If-None-Match"), opaque)) return context.body(null, 304, headers);
  const json = join(isSealedAnew ? `,"next":${JSON.stringify(next)}` : "");
  return context.body(json, 200, { ...headers, "Content-Type": "application/json" });
}

/** A body without what is sealed anew. */
interface Written {
  digest: string;
  /** The whole as JSON, with the fields that were left out. */
  join(more: string): string | Uint8Array<ArrayBuffer>;
}

/** Rows in UTF-8. To encode a page again for each answer would cost a Worker as much as a signature. */
interface WrittenRows {
  bytes: Uint8Array<ArrayBuffer>;
  digest: string;
}

/** What rows were written as: those that are polled are the same for many viewers. */
const writtenRows = new WeakMap<object, WrittenRows>();

const encoder = new TextEncoder();

/** Written once: the tag and the answer are made of the same text. */
async function write(body: object, isSealedAnew: boolean): Promise<Written> {
  const { items, next, ...more } = body as { items?: unknown; next?: unknown };
  if (!Array.isArray(items)) {
    const text = JSON.stringify(isSealedAnew ? more : body);
    return {
      digest: await sha256Base64url(text),
      join: (sealed) => (sealed === "" ? text : `${text.slice(0, -1)}${sealed}}`),
    };
  }
  let rows = writtenRows.get(items);
  if (rows === undefined) {
    const bytes = encoder.encode(JSON.stringify(items)) as Uint8Array<ArrayBuffer>;
    rows = { bytes, digest: await sha256Base64url(bytes) };
    writtenRows.set(items, rows);
  }
  const { bytes, digest } = rows;
  const rest = JSON.stringify(isSealedAnew || next === undefined ? more : { next, ...more }).slice(1, -1);
  return {
    digest: `${digest} ${rest}`,
    join: (sealed) => joinBytes('{"items":', bytes, `${rest === "" ? "" : `,${rest}`}${sealed}}`),
  };
}

function joinBytes(before: string, bytes: Uint8Array, after: string): Uint8Array<ArrayBuffer> {
  const [head, tail] = [encoder.encode(before), encoder.encode(after)];
  const joined = new Uint8Array(head.length + bytes.length + tail.length);
  joined.set(head);
  joined.set(bytes, head.length);
  joined.set(tail, head.length + bytes.length);
  return joined;
}

async function entityTag(
  { keyring, now }: Tagging,
  context: Context<BrokerEnv>,
  meaning: string,
): Promise<string> {
  const { site, subject, revokedMs } = context.get("access");
  const { pathname, search } = context.get("url");
  const period = Math.floor(now() / (ENTITY_TAG_SECONDS * 1000));
  const whose = JSON.stringify([period, revokedMs, site.id, subject, pathname, search]);
  const [secret] = await keyring.keys("tag", keyring.day());
  if (secret === undefined) throw new Error("the key of today is missing");
  const known = knownTags.get(secret) ?? new Recent<string>(ENTITY_TAGS_REMEMBERED);
  knownTags.set(secret, known);
  const text = `${whose}\n${meaning}`;
  const tag =
    known.get(text) ?? base64url.encode((await hmacSha256(secret, text)).subarray(0, ENTITY_TAG_BYTES));
  known.set(text, tag);
  return tag;
}

/** Tags by the key that made them, and by what they are made of. */
const knownTags = new WeakMap<Uint8Array, Recent<string>>();

/**
 * Whether an `If-None-Match` names a tag (RFC 9110 section 13.1.2: `*` or a list, compared weakly).
 * `opaque` is the tag in its quotes, without `W/`. It contains no comma, so the list may be split at commas:
 * splitting another tag at a quoted comma yields no piece that equals `opaque`.
 */
function isKnownTag(ifNoneMatch: string | undefined, opaque: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((one) => one.trim().replace(/^W\//, "") === opaque);
}
