import type { CallSummary } from "@keyhole/contract";
import { html, nothing, type ReactiveControllerHost, render } from "lit";
import type { LaterPart } from "../base/later-part.ts";
import { parseCallSummary } from "../base/parse-call.ts";
import type { CallPart } from "../core/later.ts";
import { renderNotice, renderStrip } from "../errors/render-notice.ts";
import type { Text } from "../i18n/text.ts";
import { renderStatus } from "../list/rows/render-row.ts";
import type { Session } from "../session/index.ts";
import type { CallView, Frame, Kit } from "./index.ts";

type PaneHost = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

const KIT: Omit<Kit, "text" | "renderStatus"> = {
  html,
  nothing,
  render,
  parseCall: parseCallSummary,
  renderNotice,
  renderStrip,
};

/** One call at a time. What shows it is loaded with the first. */
export class CallPane {
  /** The call that is open or about to open, and its row, where it was chosen from a list. */
  id: string | null = null;
  summary: CallSummary | null = null;
  /** What shows it, once that is there. */
  view: CallView | null = null;
  readonly #host: PaneHost;
  readonly #part: LaterPart<CallPart>;
  readonly #text: Text;
  readonly #frame: Omit<Frame, "session" | "id" | "summary" | "close">;

  constructor(
    host: PaneHost,
    part: LaterPart<CallPart>,
    text: Text,
    frame: Omit<Frame, "session" | "id" | "summary" | "close">,
  ) {
    this.#host = host;
    this.#text = text;
    this.#part = part;
    this.#frame = frame;
  }

  /** Shows a call; with `close`, beside or in front of what it was chosen from, and the focus goes there. */
  async open(
    session: Session,
    id: string,
    summary: CallSummary | null,
    close: Frame["close"],
  ): Promise<void> {
    this.close();
    this.id = id;
    this.summary = summary;
    await this.#part.load();
    const { loaded } = this.#part;
    if (!loaded || this.id !== id || this.view) return;
    const text = this.#text;
    const kit: Kit = { ...KIT, text, renderStatus: (call) => renderStatus(text, call) };
    const view = new loaded.CallView(kit, { ...this.#frame, session, id, summary, close });
    this.view = view;
    void view.open(this.#host.renderRoot);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (close) view.element.focus();
  }

  close(): void {
    if (!this.id) return;
    this.view?.close();
    this.id = this.summary = this.view = null;
    this.#host.requestUpdate();
  }
}
