import type { Audience } from "../base/audience.ts";
import type { Access } from "../grants/access.ts";
import { VISITOR_METADATA_KEY } from "../grants/visitor-rows.ts";
import type { Stamps } from "../keys/stamps.ts";
import type { SourceCall } from "../sources/source-call.ts";

/** Metadata key that names the start of a call. */
export const START_STAMP = "keyhole_start";
/** Metadata key that marks a call as one member's own. */
const MEMBER_STAMP = "keyhole_member";

/** The metadata by which a viewer's call is told, and seen by its viewer. */
export async function stampsOf(
  { site, subject, audience, rows }: Access,
  stamps: Stamps,
): Promise<Record<string, string>> {
  if (audience === "visitors") return { [VISITOR_METADATA_KEY]: visitorOf(subject) };
  const [member = ""] = await stamps.member(site.id, subject);
  // The grant's own rows: without them, the member could not see the call.
  return { ...rows.metadata, [MEMBER_STAMP]: member };
}

/** Names of a viewer's ledgers, by its stamps: a member has one for each secret. */
export async function viewerNames(
  { site, subject, audience }: Pick<Access, "site" | "subject" | "audience">,
  stamps: Stamps,
): Promise<string[]> {
  if (audience === "visitors") return [nameOf(audience, visitorOf(subject))];
  return (await stamps.member(site.id, subject)).map((stamp) => nameOf(audience, stamp));
}

/** A start, and the ledger of its viewer, as a call's stamps name them. */
export interface StampedStart {
  id: string;
  audience: Audience;
  viewer: string;
}

/** The start of a call; null for a call that was started elsewhere. */
export function startOf(metadata: Readonly<Record<string, string>>): StampedStart | null {
  const id = ownText(metadata, START_STAMP);
  const visitor = ownText(metadata, VISITOR_METADATA_KEY);
  const stamp = visitor ?? ownText(metadata, MEMBER_STAMP);
  if (id === null || stamp === null) return null;
  const audience = visitor === null ? "members" : "visitors";
  return { id, audience, viewer: nameOf(audience, stamp) };
}

/** Whether a call was started by this viewer. */
export async function isOwnCall(
  { metadata }: Pick<SourceCall, "metadata">,
  { site, subject, audience }: Access,
  stamps: Stamps,
): Promise<boolean> {
  if (audience === "visitors") return ownText(metadata, VISITOR_METADATA_KEY) === visitorOf(subject);
  const stamp = ownText(metadata, MEMBER_STAMP);
  return stamp !== null && (await stamps.member(site.id, subject)).includes(stamp);
}

function nameOf(audience: Audience, stamp: string): string {
  return `${audience} ${stamp}`;
}

function visitorOf(subject: string): string {
  return subject.slice("visitor:".length);
}

function ownText(metadata: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(metadata, key) ? (metadata[key] ?? null) : null;
}
