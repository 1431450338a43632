import type { Random } from "./random.ts";

/** The values of `metadata.tenant`. */
export const TENANTS = ["tenant-a", "tenant-b", "tenant-c"] as const;

/** The metadata key that marks a visitor's own calls. */
export const VISITOR_KEY = "keyhole_visitor";

const PAGES = ["/", "/pricing", "/contact", "/de/kontakt", "/予約", "/help?topic=billing&lang=en"];
const CAMPAIGNS = ["spring-2026", "newsletter", "Rückruf-Aktion", "retargeting"];

/** Ids that look like a SHA-256 in base64url: 43 characters. Each marks several calls. */
export function makeVisitors(random: Random, count: number): readonly string[] {
  return Array.from({ length: count }, () => Buffer.from(random.hex(8), "hex").toString("base64url"));
}

/** The metadata of a seeded call: all values are strings, and any key may be missing. */
export function makeMetadata(random: Random, visitors: readonly string[]): Record<string, string> {
  const metadata: Record<string, string> = {};
  const tenant = random.weighted<string | null>([
    ["tenant-a", 50],
    ["tenant-b", 30],
    ["tenant-c", 15],
    [null, 5],
  ]);
  if (tenant !== null) metadata.tenant = tenant;
  if (random.chance(0.5)) metadata.page = random.pick(PAGES);
  if (random.chance(0.25)) metadata.campaign = random.pick(CAMPAIGNS);
  if (random.chance(0.35)) metadata.ticket = `T-${random.integer(10_000, 99_999)}`;
  if (visitors.length > 0 && random.chance(0.08)) metadata[VISITOR_KEY] = random.pick(visitors);
  if (random.chance(0.1)) metadata["ultravox.source"] = "rest";
  return metadata;
}
