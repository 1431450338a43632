import type { Message } from "@keyhole/contract";
import type { Text } from "../../i18n/text.ts";

/** Who speaks in a turn, or which tool ran. */
export function speakerName(text: Text, { role, tool }: Message): string {
  return role === "user" || role === "agent"
    ? text(role)
    : text(role, { name: tool?.name || text("noName") });
}

/** What a machine heard: the words of a caller who spoke. */
export function isRecognised({ role, medium }: Message): boolean {
  return role === "user" && medium !== "text";
}

/** When a turn began: by the recording's clock, else since the call was joined. */
export function startOf({ audioStartMs, startMs }: Message): number | null {
  return audioStartMs ?? startMs;
}
