import type { html, TemplateResult } from "lit";
import type { NoticeContext } from "../calls/notice.ts";
import type { Text } from "../texts/text.ts";
import { VERSION } from "../version.ts";

/** What the entry hands to this part. */
export interface NoticeKit {
  html: typeof html;
  text: Text;
  /** Says something in the live region. */
  say: (message: string) => void;
}

/**
 * Where the page about errors is: beside the scripts of this release, on whatever host they came from. In
 * somebody's own bundle it is the broker's latest.
 */
function helpFolder(broker: string): string {
  return VERSION === "source" ? `${broker}/keyhole/` : new URL("./", import.meta.url).href;
}

/** Below a notice: the request id with a button that copies it, and the page of the docs that says more. */
export function renderMore(
  kit: NoticeKit,
  { broker }: NoticeContext,
  topic: string,
  requestId: string | null,
): TemplateResult {
  const { html, text, say } = kit;
  const copy = () =>
    navigator.clipboard.writeText(`${requestId}`).then(
      () => say(text("copiedId")),
      () => say(text("notCopiedId")),
    );
  const href = `${helpFolder(broker)}errors.html#${encodeURIComponent(topic)}`;
  const id =
    requestId &&
    html`<span part="request-id">${text("requestId")} <code>${requestId}</code></span>
      <button class="link" part="copy" @click=${copy}>${text("copyId")}</button>`;
  return html`<p class="more-about" part="notice-more">${id}
    <a class="link" part="help" href=${href} target="_blank" rel="noreferrer">${text("help")}</a></p>`;
}
