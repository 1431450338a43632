import type { html, TemplateResult } from "lit";
import { VERSION } from "../base/version.ts";
import type { Text } from "../i18n/text.ts";
import type { NoticeContext } from "./notice.ts";

/** What the entry hands to this part. */
export interface NoticeKit {
  html: typeof html;
  text: Text;
  /** Says something in the live region. */
  say: (message: string) => void;
}

/**
 * Where the page about errors is: beside the scripts of this release, on whatever host they came from. In
 * somebody's own bundle, or where the script has no folder (`blob:`), it is the broker's latest; null where
 * there is no broker either.
 */
export function helpFolder(broker: string, version: string, script: string): string | null {
  if (version !== "source" && URL.canParse("./", script)) return new URL("./", script).href;
  return broker ? `${broker}/keyhole/` : null;
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
  const folder = helpFolder(broker, VERSION, import.meta.url);
  const href = `${folder}errors.html#${encodeURIComponent(topic)}`;
  const id =
    requestId &&
    html`<span part="request-id">${text("requestId")} <code part="request-id-value">${requestId}</code></span>
      <button class="link" part="copy" @click=${copy}>${text("copyId")}</button>`;
  const link =
    folder &&
    html`<a class="link" part="help" href=${href} target="_blank" rel="noreferrer">${text("help")}</a>`;
  return html`<p class="more-about" part="notice-more">${id} ${link}</p>`;
}
