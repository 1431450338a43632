import { html, nothing, type TemplateResult } from "lit";
import type { TalkPhase } from "../model/talk-state.ts";
import type { TalkHost } from "./talk-host.ts";

/** What happens before the viewer is in a call, and while it is ended. */
type Progress =
  | { at: "loading" }
  | Extract<TalkPhase, { at: "microphone" | "starting" | "waiting" | "joining" | "leaving" }>;

/** A title, what the viewer can do, and a button that cancels. */
export function renderProgress(
  { text, formats }: TalkHost,
  phase: Progress,
  { nowMs = 0, cancel }: { nowMs?: number; cancel?: () => void } = {},
): TemplateResult {
  const { at } = phase;
  const isQuestion = at === "microphone" || at === "waiting";
  const title = text(isQuestion ? `talk.${at}.title` : `talk.${at}`);
  const waitMs = at === "waiting" ? Math.max(1_000, phase.retryAtMs - nowMs) : 0;
  const words = isQuestion ? text(`talk.${at}.text`, { duration: formats.duration(waitMs) }) : "";
  const cancels = cancel && at !== "leaving";
  return html`<div class="progress ${cancels ? "" : "first"}" part="progress" tabindex="-1">
    <span class="spinner" part="spinner"></span>
    <p class="progress-title" part="progress-title">${title}</p>
    ${words ? html`<p class="note" part="progress-text">${words}</p>` : nothing}
    ${cancels ? html`<button class="button first" part="button" @click=${cancel}>${text("talk.cancel")}</button>` : nothing}
  </div>`;
}
