import type { CallSummary } from "@keyhole/contract";
import { html, nothing, render } from "lit";
import { LazyModule, type LoadFailure } from "../base/lazy.ts";
import { parseCallSummary } from "../base/parse-call.ts";
import { renderStatus } from "../base/render-status.ts";
import type { SiteElement } from "../core/site-element.ts";
import { renderNotice, renderStrip } from "../errors/render-notice.ts";
import { withTexts } from "../i18n/localize.ts";
import type { Session } from "../session/index.ts";
import type { CallView, Frame, Kit } from "./index.ts";

type CallModule = typeof import("./index.ts");

const loadCall = async (): Promise<CallModule> => withTexts(await import("./index.ts"));

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
  /** What shows it, once that is loaded. */
  view: CallView | null = null;
  readonly module: LazyModule<CallModule>;
  readonly #host: SiteElement;

  constructor(host: SiteElement) {
    this.#host = host;
    this.module = new LazyModule(host, loadCall, (failure) => void host.failed(failure));
  }

  /** Why what shows a call is missing. */
  get failure(): LoadFailure | null {
    return this.module.failure;
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
    await this.module.load();
    const { loaded } = this.module;
    if (!loaded || this.id !== id || this.view) return;
    const host = this.#host;
    const { text } = host;
    const kit: Kit = {
      ...KIT,
      text,
      renderStatus: ({ status }) => renderStatus(status, text(status)),
    };
    const view = new loaded.CallView(kit, {
      formats: () => host.formats,
      explain: (failure) => host.explain(failure),
      failed: (failure) => void host.failed(failure),
      say: (message) => host.say(message),
      tell: (event) => void host.dispatchEvent(event),
      session,
      id,
      summary,
      close,
    });
    this.view = view;
    void view.open(host.renderRoot);
    host.requestUpdate();
    await host.updateComplete;
    if (close) view.element.focus();
  }

  close(): void {
    if (!this.id) return;
    this.view?.close();
    this.id = this.summary = this.view = null;
    this.#host.requestUpdate();
  }
}
