import type { Message, MessageRole } from "@keyhole/contract";
import { amountOf, fieldsOf, stringOf } from "../../base/parse-fields.ts";
import type { Text } from "../../i18n/text.ts";

// A list of the contract would load with the entry.
const ROLES: readonly MessageRole[] = ["user", "agent", "tool_call", "tool_result"];

/** Reads one turn; undefined without an id or a known role. */
export function parseMessage(value: unknown): Message | undefined {
  const fields = fieldsOf(value);
  const id = stringOf(fields?.id);
  const role = ROLES.find((known) => known === fields?.role);
  if (!fields || !id || !role) return undefined;
  const { medium } = fields;
  const tool = fieldsOf(fields.tool);
  return {
    id,
    role,
    text: stringOf(fields.text),
    medium: medium === "voice" || medium === "text" ? medium : null,
    audioStartMs: amountOf(fields.audioStartMs),
    audioEndMs: amountOf(fields.audioEndMs),
    startMs: amountOf(fields.startMs),
    endMs: amountOf(fields.endMs),
    stage: amountOf(fields.stage) ?? 0,
    tool: tool && { name: stringOf(tool.name) ?? "", invocationId: stringOf(tool.invocationId) },
  };
}

/** Who speaks in a turn, or which tool ran. */
export function speakerName(text: Text, { role, tool }: Message): string {
  return role === "user" || role === "agent"
    ? text(role)
    : text(role, { name: tool?.name || text("noName") });
}

/** Whether the words were recognised by a machine: those of a caller who spoke. */
export function isRecognised({ role, medium }: Message): boolean {
  return role === "user" && medium !== "text";
}

/** When a turn began: by the recording's clock, else since the call was joined. */
export function startOf({ audioStartMs, startMs }: Message): number | null {
  return audioStartMs ?? startMs;
}

/** The last turn that began before a time, also for turns without a place in the recording; -1 for none. */
export function turnBefore(turns: readonly Message[], atMs: number): number {
  return turns.findLastIndex((turn) => (startOf(turn) ?? Number.POSITIVE_INFINITY) <= atMs);
}
