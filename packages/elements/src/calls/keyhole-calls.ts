import type { CallSummary } from "@keyhole/contract";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { KeyholeCallCloseEvent } from "../events/keyhole-call-close-event.ts";
import { KeyholeCallSelectEvent } from "../events/keyhole-call-select-event.ts";
import { KeyholeCallsLoadEvent } from "../events/keyhole-calls-load-event.ts";
import type { Session } from "../session/index.ts";
import { LANGUAGE, text } from "../texts/en.ts";
import { CallsStore } from "./calls-store.ts";
import { formatsFor } from "./formats.ts";
import { styles } from "./keyhole-calls.styles.ts";
import { renderList } from "./render-list.ts";
import { renderEmpty, renderNotice, renderStrip } from "./render-notice.ts";
import { renderSkeleton } from "./render-skeleton.ts";
import { RowElements, type RowEnd } from "./row-elements.ts";
import { RowFocus, rowIndex } from "./row-focus.ts";
import { RowViewport } from "./row-viewport.ts";
import { SiteElement } from "./site-element.ts";
import type { Trouble } from "./trouble.ts";

/**
 * Voice-agent calls, newest first; more load while scrolling. Choosing one shows its details.
 *
 * Keyboard and roles are those of the ARIA APG grid (a layout grid: the call is one cell, what the host
 * adds with `renderRowEnd` the other). A grid, because it tells screen readers to pass the arrow keys on:
 * a virtualised list cannot be read with a virtual cursor that knows only the rendered rows. A feed has
 * no key for the end, a listbox may hold no links or buttons in its options. The list is one Tab stop;
 * arrows, Home, End, PageUp and PageDown move, Enter and Space open, Escape closes the details.
 *
 * @slot header - Above everything.
 * @slot toolbar - Between header and list.
 * @slot empty - Instead of the words for an empty list.
 * @slot error - Instead of the words for what went wrong.
 *
 * @fires {KeyholeCallSelectEvent} keyhole-call-select - A call was chosen; preventing it keeps the details closed.
 * @fires {KeyholeCallCloseEvent} keyhole-call-close - The details were closed.
 * @fires {KeyholeCallsLoadEvent} keyhole-calls-load - A page of calls arrived.
 * @fires {KeyholeErrorEvent} keyhole-error - Something failed; carries kind, code and request id.
 *
 * @csspart box - The frame around everything.
 * @csspart body - List and details.
 * @csspart list - What scrolls.
 * @csspart row - A row; also `current` where its details are open.
 * @csspart call - The button that is a row's call.
 * @csspart icon - The round picture of a row, of an empty list, of an error.
 * @csspart title - A row's short summary.
 * @csspart agent - A row's agent.
 * @csspart status - A status; also `waiting`, `active`, `ended` or `unjoined`.
 * @csspart start - A row's start.
 * @csspart duration - A row's duration.
 * @csspart row-end - What `renderRowEnd` gave.
 * @csspart more - Below the last row: more is being loaded, or a button for it.
 * @csspart skeleton - Grey bars while something loads.
 * @csspart notice - In the place of rows: nothing there, or something wrong.
 * @csspart notice-title - Its title.
 * @csspart notice-text - Its text.
 * @csspart button - A button of a notice, a strip or below the rows.
 * @csspart request-id - The broker's request id of an error.
 * @csspart strip - Below rows that stay: something went wrong.
 * @csspart details - The details of a call.
 * @csspart details-header - Their header.
 * @csspart details-close - The button that closes them.
 * @csspart details-title - The call's short summary.
 * @csspart details-summary - The call's summary.
 * @csspart details-fields - The list of fields.
 * @csspart details-label - The name of a field.
 * @csspart details-value - The value of a field.
 *
 * @cssprop --keyhole-calls-block-size - The most that the element is high; 560px.
 * @cssprop --keyhole-font-family - system-ui.
 * @cssprop --keyhole-font-size - 14px.
 * @cssprop --keyhole-radius - Of the frame; 12px.
 * @cssprop --keyhole-space - Padding of rows and notices; 16px.
 * @cssprop --keyhole-surface - Background.
 * @cssprop --keyhole-text - Text.
 * @cssprop --keyhole-muted - Text of less weight.
 * @cssprop --keyhole-border - Lines.
 * @cssprop --keyhole-subtle - Background of what the pointer is on.
 * @cssprop --keyhole-accent - Focus, and the row that is open.
 * @cssprop --keyhole-ended - The status "ended".
 * @cssprop --keyhole-active - The status "in progress".
 * @cssprop --keyhole-waiting - The status "waiting".
 * @cssprop --keyhole-unjoined - The status "not joined", and the strip.
 * @cssprop --keyhole-focus - The focus ring, as `outline`; 2px solid in the accent.
 */
export class KeyholeCalls extends SiteElement {
  static override readonly styles = styles;
  static override readonly properties = {
    ...SiteElement.properties,
    renderRowEnd: { attribute: false },
  };

  /** Gives what is shown at the end of a call's row. What it throws is reported and leaves the row as it is. */
  renderRowEnd: RowEnd | null = null;

  readonly #viewport = new RowViewport(this, () => this.#nearEnd());
  readonly #focus = new RowFocus(this, this.#viewport);
  readonly #rows = new RowElements();
  #calls: CallsStore | null = null;
  #linked = new URLSearchParams(location.hash.slice(1)).get("keyhole-call");

  /** Asks for the newest calls; resolves when they are there, or the failure is shown. */
  async refresh(): Promise<void> {
    await this.updateComplete;
    await this.#calls?.refresh();
  }

  protected override start(session: Session): void {
    this.#calls ??= new CallsStore(session, {
      changed: () => this.#callsChanged(),
      loaded: (count, complete) => this.#loaded(count, complete),
      failed: (failure) => void this.failed(failure),
    });
    this.#calls.open();
  }

  protected override suspend(changed: boolean): void {
    this.#calls?.close();
    if (changed) this.#calls = null;
    this.pane.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const calls = this.#calls?.state.calls ?? [];
    this.#viewport.setItems(calls);
    this.#focus.setCalls(calls);
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    const box = this.renderRoot.querySelector<HTMLElement>(".rows");
    const calls = this.#calls?.state.calls ?? [];
    const shown = { formats: formatsFor(this), nowMs: Date.now() };
    const views = this.#viewport.indexes(this.#focus.index).flatMap((index) => {
      const call = calls[index];
      const current = call?.id === this.pane.id;
      const tabbable = index === this.#focus.index;
      return call ? [{ ...shown, call, index, current, tabbable, pinned: !this.#viewport.holds(index) }] : [];
    });
    this.#rows.show(box, box ? views : [], this.renderRowEnd);
  }

  protected override render(): TemplateResult {
    const { phase } = this.#calls?.state ?? {};
    const strip = this.#stripTrouble();
    const notice = strip && this.notice(strip);
    const { view } = this.pane;
    return html`<div class="box" part="box" lang=${LANGUAGE}>
      <slot name="header"></slot>
      <slot name="toolbar"></slot>
      <div
        class="body ${view ? "open" : ""}"
        part="body"
        tabindex="-1"
        aria-busy=${phase === "loading"}
        @keydown=${this.#escape}
      >
        ${this.#renderContent()} ${view?.element ?? nothing}
      </div>
      ${notice ? renderStrip(notice, this.#retry) : nothing}
      <div class="unseen" role="status">${this.announcer.message}</div>
    </div>`;
  }

  #renderContent(): TemplateResult {
    const trouble = this.#trouble();
    const notice = trouble && this.notice(trouble);
    if (notice) return html`<slot name="error">${renderNotice(notice, this.#retry)}</slot>`;
    const state = this.#calls?.state;
    if (state?.phase !== "ready") return renderSkeleton();
    const loadMore = this.#loadMore;
    if (!state.calls.length && !state.busy) {
      return html`<slot name="empty">${renderEmpty(state.paused, loadMore)}</slot>`;
    }
    return renderList({
      state,
      viewport: this.#viewport,
      focus: this.#focus,
      select: this.#select,
      loadMore,
    });
  }

  #callsChanged(): void {
    this.requestUpdate();
    const phase = this.#calls?.state.phase;
    if (phase !== "ready") this.pane.close();
    if (phase === "signed-out") void this.explainLater({ kind: phase });
  }

  #loaded(count: number, complete: boolean): void {
    this.announcer.say(text(complete ? "complete" : "loaded", { count }));
    this.dispatchEvent(new KeyholeCallsLoadEvent(count, complete));
    const id = this.#linked;
    this.#linked = null;
    if (id) void this.#open(id, this.#calls?.state.calls.find((call) => call.id === id) ?? null);
  }

  #trouble(): Trouble | null {
    const state = this.#calls?.state;
    if (state?.phase === "signed-out") return { kind: "signed-out" };
    return this.misuse ?? (state?.phase === "failed" ? state.failure : null);
  }

  /** What went wrong while rows stay: a page, a refresh, or what was to show details. */
  #stripTrouble(): Trouble | null {
    const state = this.#calls?.state;
    if (state?.phase === "ready" && state.failure) return state.failure;
    return this.pane.id && this.callPart.failed ? { kind: "network" } : null;
  }

  #nearEnd(): void {
    const state = this.#calls?.state;
    if (state && !state.failure && !state.paused) void this.#calls?.loadMore();
  }

  #select = (event: Event): void => {
    const call = this.#calls?.state.calls[rowIndex(event)];
    const onCall = event.target instanceof Element && event.target.closest(".call");
    if (call && onCall && this.dispatchEvent(new KeyholeCallSelectEvent(call)))
      void this.#open(call.id, call);
  };

  async #open(id: string, call: CallSummary | null): Promise<void> {
    if (this.session) await this.pane.open(this.session, id, call, this.#close);
  }

  #close = async (): Promise<void> => {
    const { id, view } = this.pane;
    if (!id) return;
    const call = view?.call ?? this.pane.summary;
    this.pane.close();
    if (call) this.dispatchEvent(new KeyholeCallCloseEvent(call));
    await this.updateComplete;
    await this.#focus.focusCall(id);
  };

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || !this.pane.id) return;
    event.preventDefault();
    event.stopPropagation();
    void this.#close();
  };

  /** Runs what a button asked for. The button may go meanwhile: focus waits in the box and then goes on. */
  async #act(action: () => unknown): Promise<void> {
    const body = this.renderRoot.querySelector<HTMLElement>(".body");
    const last = this.#calls?.state.calls.at(-1);
    body?.focus({ preventScroll: true });
    await action();
    await this.updateComplete;
    if (this.shadowRoot?.activeElement !== body) return;
    const button = this.renderRoot.querySelector<HTMLElement>(".button");
    const calls = this.#calls?.state.calls ?? [];
    const added = calls.findIndex(({ id }) => id === last?.id) + 1;
    if (button) button.focus();
    else await this.#focus.focus(calls[added] && added > 0 ? added : this.#viewport.first);
  }

  #retry = (): Promise<void> =>
    this.#act(() => {
      if (this.#calls?.state.phase === "signed-out") return this.session?.signIn();
      const { id, summary } = this.pane;
      return id && this.callPart.failed ? this.#open(id, summary) : this.#calls?.retry();
    });

  #loadMore = (): Promise<void> => this.#act(() => this.#calls?.loadMore());
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-calls": KeyholeCalls;
  }
}
