import type { CallSummary } from "@keyhole/contract";
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { CallStore, Kit } from "../later/index.ts";
import type { Failure, Session } from "../session/index.ts";
import type { Formats } from "./formats.ts";
import type { LaterPart } from "./later-part.ts";
import type { Notice } from "./notice.ts";
import { parseCallSummary } from "./parse-call.ts";
import { renderNotice } from "./render-notice.ts";
import { renderStatus } from "./render-row.ts";

type PaneHost = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

export interface PaneView {
  formats: Formats;
  explain: (failure: Failure) => Notice;
  close: () => void;
}

const KIT: Kit = { html, nothing, parseCall: parseCallSummary, renderStatus, renderNotice };

/** The details of one call at a time. What shows them is loaded with the first. */
export class DetailsPane {
  /** The call whose details are open or about to open. */
  current: CallSummary | null = null;
  readonly #host: PaneHost;
  readonly #later: LaterPart;
  readonly #failed: (failure: Failure) => void;
  #session: Session | null = null;
  #store: CallStore | null = null;

  constructor(host: PaneHost, later: LaterPart, failed: (failure: Failure) => void) {
    this.#host = host;
    this.#later = later;
    this.#failed = failed;
  }

  /** Shows a call and moves the focus into its details. */
  async open(call: CallSummary, session: Session): Promise<void> {
    this.current = call;
    await this.#later.load();
    const { loaded } = this.#later;
    if (!loaded || call !== this.current) return;
    loaded.adoptStyles(this.#host.renderRoot);
    if (session !== this.#session || !this.#store) {
      const changed = () => this.#host.requestUpdate();
      this.#store = new loaded.CallStore(session, parseCallSummary, { changed, failed: this.#failed });
      this.#session = session;
    }
    void this.#store.open(call);
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(".details")?.focus();
  }

  close(): void {
    this.current = null;
    this.#store?.close();
    this.#host.requestUpdate();
  }

  render({ formats, explain, close }: PaneView): TemplateResult | typeof nothing {
    const state = this.#store?.state;
    const session = this.#session;
    if (!state || state.phase === "closed" || !session) return nothing;
    const retry = () => void this.open(state.call, session);
    return this.#later.loaded?.renderDetails(KIT, { state, formats, explain, close, retry }) ?? nothing;
  }
}
