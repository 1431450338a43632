import { isScope, type Scope } from "@keyhole/contract";
import {
  GRANT_MAX_AGENTS,
  GRANT_MAX_METADATA_KEYS,
  GRANT_VALUE_MAX_CHARACTERS,
} from "../base/limits/tokens.ts";
import { isPlainObject, parseDateTime } from "../base/values.ts";
import type { Rows } from "./rows.ts";

/** A grant as a token carries it. */
export interface ParsedGrant {
  scopes: Scope[];
  rows: Rows;
}

/** A grant and its subject. */
export interface SubjectGrant extends ParsedGrant {
  /** `visitor:<stamp>` or `member:<sub>`. */
  subject: string;
}

/** A grant, or its fault in words for the owner's log. */
export type GrantResult = { ok: true; grant: ParsedGrant } | { ok: false; reason: string };

class Malformed extends Error {}

/**
 * Parses the result of a grant function. A filter without a value refuses the whole grant: dropping the
 * filter would open every call that it should keep closed.
 */
export function parseGrant(value: unknown): GrantResult {
  try {
    const grant = expectObject(value, "the grant", ["scopes", "rows"]);
    return { ok: true, grant: { scopes: parseScopes(grant.scopes), rows: parseRows(grant.rows) } };
  } catch (error) {
    // A getter of the grant threw something else, whose message may quote claims.
    return { ok: false, reason: error instanceof Malformed ? error.message : "the grant cannot be read" };
  }
}

function parseScopes(value: unknown): Scope[] {
  if (!Array.isArray(value) || !Array.from(value).every(isScope)) {
    throw new Malformed("scopes expects a list of scopes");
  }
  return [...new Set(value)];
}

function parseRows(value: unknown): Rows {
  if (value === "all") return {};
  const rows = expectObject(value, 'rows, unless "all",', ["agents", "metadata", "from", "to"]);
  const filters = Object.keys(rows);
  if (filters.length === 0) throw new Malformed('rows expects a filter, or "all"');
  const parsed: Rows = {};
  if (filters.includes("agents")) parsed.agents = parseAgents(rows.agents);
  if (filters.includes("metadata")) parsed.metadata = parseMetadata(rows.metadata);
  if (filters.includes("from")) parsed.from = parseTime(rows.from, "rows.from");
  if (filters.includes("to")) parsed.to = parseTime(rows.to, "rows.to");
  return parsed;
}

function parseAgents(value: unknown): string[] {
  if (!Array.isArray(value)) throw new Malformed("rows.agents expects a list of agent ids");
  if (value.length > GRANT_MAX_AGENTS) throw new Malformed(`rows.agents expects at most ${GRANT_MAX_AGENTS}`);
  const agents = Array.from(value, (agent: unknown) =>
    expectText(agent, "each of rows.agents").toLowerCase(),
  );
  return [...new Set(agents)];
}

function parseMetadata(value: unknown): Record<string, string> {
  const metadata = expectObject(value, "rows.metadata", null);
  const entries = Object.entries(metadata);
  if (entries.length === 0) throw new Malformed("rows.metadata expects at least one key");
  if (entries.length > GRANT_MAX_METADATA_KEYS) {
    throw new Malformed(`rows.metadata expects at most ${GRANT_MAX_METADATA_KEYS} keys`);
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [
      expectText(key, "a key of rows.metadata"),
      expectText(item, "each of rows.metadata"),
    ]),
  );
}

function parseTime(value: unknown, name: string): string {
  const timeMs = typeof value === "string" ? parseDateTime(value) : undefined;
  if (timeMs === undefined) throw new Malformed(`${name} expects an ISO 8601 date-time with zone`);
  return new Date(timeMs).toISOString();
}

function expectText(value: unknown, name: string): string {
  if (typeof value !== "string" || value === "")
    throw new Malformed(`${name} expects a string that is not empty`);
  if (value.length > GRANT_VALUE_MAX_CHARACTERS) {
    throw new Malformed(`${name} expects at most ${GRANT_VALUE_MAX_CHARACTERS} characters`);
  }
  return value;
}

function expectObject(
  value: unknown,
  name: string,
  known: readonly string[] | null,
): Record<string, unknown> {
  if (!isPlainObject(value)) throw new Malformed(`${name} expects an object`);
  // A copy, so that the checked values are the used ones.
  const copy = { ...value };
  for (const key of Reflect.ownKeys(value)) {
    const isKnown = typeof key === "string" && key !== "__proto__" && (known?.includes(key) ?? true);
    if (!isKnown || !Object.hasOwn(copy, key)) throw new Malformed(`${name} has a key that is not known`);
  }
  return copy;
}
