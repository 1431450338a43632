import { MESSAGE_ROLES, type Message } from "@keyhole/contract";
import { amountOf, fieldsOf, stringOf } from "../../base/parse-fields.ts";

/** Reads one turn; undefined where it lacks what every turn has. */
export function parseMessage(value: unknown): Message | undefined {
  const fields = fieldsOf(value);
  const id = stringOf(fields?.id);
  const role = MESSAGE_ROLES.find((known) => known === fields?.role);
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
