import type { html, TemplateResult } from "lit";
import type { Text } from "../texts/text.ts";

/** What the entry hands to this part. */
export interface NoticeKit {
  html: typeof html;
  text: Text;
  /** Says something in the live region. */
  say: (message: string) => void;
}

/** Below a notice: the request id with a button that copies it, and the page of the docs that says more. */
export function renderMore(kit: NoticeKit, topic: string, requestId: string | null): TemplateResult {
  const { html, text, say } = kit;
  const copy = () =>
    navigator.clipboard.writeText(`${requestId}`).then(
      () => say(text("copiedId")),
      () => say(text("notCopiedId")),
    );
  // Beside this script, so that page and element are of one version.
  const href = new URL(`errors.html#${encodeURIComponent(topic)}`, import.meta.url).href;
  const id =
    requestId &&
    html`<span part="request-id">${text("requestId")} <code>${requestId}</code></span>
      <button class="link" part="copy" @click=${copy}>${text("copyId")}</button>`;
  return html`<p class="more-about" part="notice-more">${id}
    <a class="link" part="help" href=${href} target="_blank" rel="noreferrer">${text("help")}</a></p>`;
}
