import { END_REASONS, type EndReason } from "@keyhole/contract";
import * as v from "valibot";
import { METADATA_KEY_MAX_CHARACTERS, METADATA_MAX_KEYS, METADATA_VALUE_MAX_CHARACTERS } from "../limits.ts";
import { pathSegment } from "../request/client.ts";

/** Most ids: they need no look at each character. */
const PLAIN_ID = /^[0-9A-Za-z-]{1,36}$/;

/** An id that can be asked for. The vendor's are UUIDs; the client does not depend on it. */
export function isId(id: unknown): id is string {
  return typeof id === "string" && (PLAIN_ID.test(id) || pathSegment(id) !== null);
}

export const IdSchema = v.custom<string>(isId);

/** Whether two ids are the same. UUIDs are, in either case (RFC 9562 section 4). */
export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

// Protobuf's JSON form of google.protobuf.Duration, as the vendor's spec states it.
const DURATION = /^-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,9})?s$/;

/**
 * "30s" or "0.5s", as whole milliseconds; null where it is negative, which is no limit and no time, and undefined for
 * another text.
 */
export function readDurationMs(text: string): number | null | undefined {
  if (!DURATION.test(text)) return undefined;
  return text.startsWith("-") ? null : Math.round(Number(text.slice(0, -1)) * 1000);
}

export const DurationMsSchema = v.pipe(
  v.string(),
  v.regex(DURATION),
  v.transform((text) => readDurationMs(text) ?? null),
);

/** A time since the call began, as whole milliseconds; null where it cannot be read. */
export const CallTimeSchema = v.fallback(v.nullish(DurationMsSchema, null), null);

/** Whole milliseconds in the vendor's form. */
export function formatDuration(ms: number): string {
  return `${ms / 1000}s`;
}

/** An unknown reason is null: the call's times still say that it has ended. */
export function readEndReason(text: string): EndReason | null {
  return END_REASONS.find((reason) => reason === text) ?? null;
}

const MEDIA = ["webRtc", "twilio", "serverWebSocket", "telnyx", "plivo", "exotel", "sip"] as const;

export type UltravoxMedium = (typeof MEDIA)[number];

/**
 * The one key that is set, without its settings (SIP's hold a password). Null where none is, which means
 * WebRTC, or where it is unknown.
 */
export function readMedium(medium: Readonly<Record<string, unknown>>): UltravoxMedium | null {
  return MEDIA.find((name) => medium[name] != null) ?? null;
}

/**
 * Metadata without a prototype. It can decide who may see a call, so every doubt takes a key away: a
 * missing key matches no grant. A value that is no string or too long is left out, never converted or
 * cut, since the result could match. `__proto__` is left out for readers who copy into a plain object.
 */
export function readMetadata(entries: Readonly<Record<string, unknown>>): Record<string, string> {
  const metadata: Record<string, string> = Object.create(null);
  let kept = 0;
  for (const name of Object.keys(entries)) {
    const value = entries[name];
    if (kept === METADATA_MAX_KEYS) break;
    if (!isKept(name, value)) continue;
    metadata[name] = value;
    kept += 1;
  }
  return metadata;
}

function isKept(name: string, value: unknown): value is string {
  return (
    name !== "__proto__" &&
    name.length <= METADATA_KEY_MAX_CHARACTERS &&
    typeof value === "string" &&
    value.length <= METADATA_VALUE_MAX_CHARACTERS
  );
}
