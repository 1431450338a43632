import { html, nothing, type TemplateResult } from "lit";
import type { AdminFailure } from "./admin-answer.ts";
import type { Words } from "./figures-of.ts";

interface FailureWords {
  title: string;
  text: string;
  requestId: string | null;
}

/** What happened, and what to do. */
function failureWords(failure: AdminFailure, { text, formats }: Words): FailureWords {
  const requestId = "requestId" in failure ? failure.requestId : null;
  switch (failure.kind) {
    case "wrong":
    case "network":
    case "foreign":
    case "busy":
      return {
        title: text(`admin.${failure.kind}.title`),
        text: text(`admin.${failure.kind}.text`),
        requestId,
      };
    case "limited": {
      const wait = formats.seconds(failure.waitMs);
      return { title: text("admin.limited.title"), text: text("admin.limited.text", { wait }), requestId };
    }
    case "refused":
      return { title: text("admin.refused.title", { code: failure.code }), text: failure.detail, requestId };
    case "page":
      return {
        title: text("admin.broken.title"),
        text: text("admin.broken.text", { reason: failure.reason }),
        requestId,
      };
  }
}

/** A failure in place of what it keeps away, or above it. */
export function renderFailure(
  failure: AdminFailure,
  words: Words,
  retry: (() => void) | null,
): TemplateResult {
  const { title, text, requestId } = failureWords(failure, words);
  return html`<div class="failure" role="alert">
    <p><b>${title}</b></p>
    <p>${text}</p>
    ${requestId === null ? nothing : html`<p class="small">${words.text("admin.requestId", { id: requestId })}</p>`}
    ${retry === null ? nothing : html`<button class="button" type="button" @click=${retry}>${words.text("admin.retry")}</button>`}
  </div>`;
}

/** Words in place of rows. */
export function renderEmpty(title: string, text: string): TemplateResult {
  return html`<div class="empty"><p><b>${title}</b></p><p>${text}</p></div>`;
}
