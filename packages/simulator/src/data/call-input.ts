import { AGENTS } from "./agents.ts";
import { parseDateTime } from "./date-time.ts";

/** How far a call that is added has come. */
const ADDED_STATUSES = ["ended", "active", "waiting"] as const;
type AddedStatus = (typeof ADDED_STATUSES)[number];

/** A call to add while the simulator runs. Everything may be left out. */
export interface CallInput {
  /** One of the five agents (default: the first), or null for a call without an agent. */
  readonly agentId?: string | null;
  /** Default: none. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Default: `ended`. */
  readonly status?: AddedStatus;
  /** Default: one that fits the call, once it has ended. Null: not written yet. */
  readonly summary?: string | null;
  readonly shortSummary?: string | null;
  /** ISO 8601. Default: now. */
  readonly created?: string;
}

const CHECKS: Readonly<Record<keyof CallInput, (value: unknown) => string | null>> = {
  agentId: (value) =>
    value === null || AGENTS.some((agent) => agent.agentId === value)
      ? null
      : `must be null or one of ${AGENTS.map((agent) => agent.agentId).join(", ")}`,
  metadata: (value) => (isStringRecord(value) ? null : "must be an object whose values are strings"),
  status: (value) =>
    ADDED_STATUSES.some((status) => status === value) ? null : `must be one of ${ADDED_STATUSES.join(", ")}`,
  summary: isNullableText,
  shortSummary: isNullableText,
  created: (value) =>
    typeof value === "string" && parseDateTime(value, "start") !== null ? null : "must be an ISO 8601 time",
};

/** Checks what came from outside. Throws a `TypeError` that names the field. */
export function checkCallInput(value: unknown): asserts value is CallInput {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError("call: must be an object");
  }
  for (const [field, content] of Object.entries(value)) {
    if (!isField(field)) throw new TypeError(`${field}: is not one of ${Object.keys(CHECKS).join(", ")}`);
    const complaint = content === undefined ? null : CHECKS[field](content);
    if (complaint !== null) throw new TypeError(`${field}: ${complaint}`);
  }
}

function isField(name: string): name is keyof CallInput {
  return Object.hasOwn(CHECKS, name);
}

function isStringRecord(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((content) => typeof content === "string");
}

function isNullableText(value: unknown): string | null {
  return value === null || typeof value === "string" ? null : "must be a string or null";
}
