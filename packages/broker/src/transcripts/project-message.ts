import type { Message } from "@keyhole/contract";
import type { UltravoxMessage } from "@keyhole/upstream/ultravox";
import type { Access } from "../grants/access.ts";
import { textFor } from "../privacy/text-for.ts";

/** Where a turn stands: its stage, and its place in the whole list where the upstream gives it no index. */
export interface TurnPlace {
  stage: number;
  position: number;
}

/** Builds a turn field by field. What tools were asked and answered leaves only where the site says so. */
export function projectMessage(
  message: UltravoxMessage,
  { stage, position }: TurnPlace,
  { site, scopes }: Pick<Access, "site" | "scopes">,
): Message {
  const isTool = message.role === "tool_call" || message.role === "tool_result";
  const isHidden = isTool && !site.transcripts.tools;
  const text = textFor(scopes, message.text);
  return {
    id: `${stage}:${message.index ?? `p${position}`}`,
    role: message.role,
    text: isHidden ? null : text,
    medium: message.medium,
    audioStartMs: message.audioStartMs,
    audioEndMs: message.audioEndMs,
    startMs: message.startMs,
    endMs: message.endMs,
    stage,
    tool: isTool ? { name: message.toolName ?? "", invocationId: message.invocationId } : null,
  };
}
