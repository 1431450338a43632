import type { CallSummary } from "@keyhole/contract";
import type { LazyModule, LoadFailure } from "../base/lazy-module.ts";
import { pageFailure } from "../base/page-failure.ts";
import type { SiteElement } from "../core/site-element.ts";
import type { Session } from "../session/index.ts";
import { checkBuiltIns } from "./check-built-ins.ts";
import type { CallView } from "./index.ts";
import type { CallModule } from "./load-call.ts";
import type { OpenOptions } from "./model/call-host.ts";

/** An element that shows a call, and loads its view. */
export interface CallElement extends Pick<SiteElement, keyof SiteElement> {
  readonly callModule: LazyModule<CallModule>;
}

/** Shows one call at a time. Its view is loaded with the first call. */
export class CallController {
  /** The call that is open or about to open, and its row, if it was selected in a list. */
  id: string | null = null;
  summary: CallSummary | null = null;
  /** The view, once it is loaded. */
  view: CallView | null = null;
  readonly #host: CallElement;

  constructor(host: CallElement) {
    this.#host = host;
    try {
      checkBuiltIns();
    } catch (error) {
      host.broke(error);
    }
    host.viewBroke = (view, error) => {
      if (this.view?.element.contains(view)) this.#broke(error);
      else host.broke(error);
    };
  }

  /** Why the view is missing. */
  get failure(): LoadFailure | null {
    return this.#host.callModule.failure;
  }

  /** Shows a call. With `close`, it opens beside or in front of a list and takes the focus. */
  async open(session: Session, id: string, summary: CallSummary | null, options: OpenOptions): Promise<void> {
    this.close();
    this.id = id;
    this.summary = summary;
    await this.#host.callModule.load();
    const { loaded } = this.#host.callModule;
    if (!loaded || this.id !== id || this.view) return;
    const host = this.#host;
    try {
      const view = new loaded.CallView(host, { session, id, summary, ...options });
      this.view = view;
      void view.open(host.renderRoot);
      host.requestUpdate();
      await host.updateComplete;
      if (options.close) view.element.focus();
    } catch (error) {
      this.#broke(error);
    }
  }

  /** Says what keeps a call from being shown. Other rows, and other calls, may do. */
  #broke(error: unknown): void {
    const failure = pageFailure(error);
    this.#host.callModule.failure = failure;
    this.#host.requestUpdate();
    void this.#host.failed(failure);
  }

  close(): void {
    if (!this.id) return;
    this.view?.close();
    this.id = this.summary = this.view = null;
    this.#host.requestUpdate();
  }
}
