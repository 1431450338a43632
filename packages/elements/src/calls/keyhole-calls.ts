import type { CallSummary } from "@keyhole/contract";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { KeyholeCallCloseEvent } from "../events/keyhole-call-close-event.ts";
import { KeyholeCallSelectEvent } from "../events/keyhole-call-select-event.ts";
import { KeyholeCallsLoadEvent } from "../events/keyhole-calls-load-event.ts";
import { KeyholeErrorEvent } from "../events/keyhole-error-event.ts";
import { openSession, type Session, type SessionOptions } from "../session/index.ts";
import { LANGUAGE, text } from "../texts/en.ts";
import { VERSION } from "../version.ts";
import { Announcer } from "./announcer.ts";
import { CallsStore } from "./calls-store.ts";
import { DetailsPane } from "./details-pane.ts";
import { formatsFor } from "./formats.ts";
import { styles } from "./keyhole-calls.styles.ts";
import { type Later, loadLater } from "./later.ts";
import { LaterPart } from "./later-part.ts";
import { plainNotice } from "./notice.ts";
import { renderList } from "./render-list.ts";
import { renderEmpty, renderNotice, renderStrip } from "./render-notice.ts";
import { renderSkeleton } from "./render-skeleton.ts";
import { RowElements, type RowEnd } from "./row-elements.ts";
import { RowFocus, rowIndex } from "./row-focus.ts";
import { RowViewport } from "./row-viewport.ts";
import { type GetAssertion, type Settings, setUp } from "./set-up.ts";
import type { Misuse, Trouble } from "./trouble.ts";

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
export class KeyholeCalls extends LitElement implements Settings {
  static override readonly styles = styles;
  static override readonly properties = {
    site: {},
    broker: {},
    assertionSrc: { attribute: "assertion-src" },
    getAssertion: { attribute: false },
    renderRowEnd: { attribute: false },
  };
  /** Version of the bundle that defined the element. */
  static readonly version = VERSION;

  /** Id of the site in the broker's config. */
  site: string | null = null;
  /** Origin of the broker; by default where the script came from. */
  broker: string | null = null;
  /** Same-origin URL that answers who is signed in. */
  assertionSrc: string | null = null;
  /** The same as a function, taken before the URL. Keep it in a variable: another function is another session. */
  getAssertion: GetAssertion | null = null;
  /** Gives what is shown at the end of a call's row. What it throws is reported and leaves the row as it is. */
  renderRowEnd: RowEnd | null = null;

  readonly #announcer = new Announcer(this);
  readonly #viewport = new RowViewport(this, () => this.#nearEnd());
  readonly #focus = new RowFocus(this, this.#viewport);
  readonly #rows = new RowElements();
  readonly #later = new LaterPart(this, () => this.loadLater());
  readonly #details = new DetailsPane(this, this.#later, (failure) => this.#failed(failure));
  readonly #attributes = new MutationObserver(() => this.#reconsider());
  #options: SessionOptions | null = null;
  #misuse: Misuse | null = null;
  #session: Session | null = null;
  #calls: CallsStore | null = null;

  /** Asks for the newest calls; resolves when they are there, or the failure is shown. */
  async refresh(): Promise<void> {
    await this.updateComplete;
    await this.#calls?.refresh();
  }

  /** Drops token, key and rows, for every element of this site on the page. */
  async signOut(): Promise<void> {
    await this.updateComplete;
    await this.#session?.signOut();
  }

  /** Comes back after `signOut()`, or tries again after a failure. */
  async signIn(): Promise<void> {
    await this.updateComplete;
    this.#session?.signIn();
  }

  /** RFC 7638 thumbprint of the page's key, for a host that stamps calls as this visitor's own. */
  async thumbprint(): Promise<string> {
    await this.updateComplete;
    if (!this.#session) throw new TypeError("keyhole-calls: `site` and `broker` come before `thumbprint()`");
    return this.#session.thumbprint();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#attributes.observe(this, { attributes: true });
    this.#reconsider();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#attributes.disconnect();
    this.#calls?.close();
    this.#details.close();
  }

  protected openSession(options: SessionOptions): Session {
    return openSession(options);
  }

  protected loadLater(): Promise<Later> {
    return loadLater();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.size) this.#configure();
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
      const current = call?.id === this.#details.current?.id;
      const tabbable = index === this.#focus.index;
      return call ? [{ ...shown, call, index, current, tabbable, pinned: !this.#viewport.holds(index) }] : [];
    });
    this.#rows.show(box, box ? views : [], this.renderRowEnd);
  }

  protected override render(): TemplateResult {
    const { phase } = this.#calls?.state ?? {};
    const context = this.#context();
    const strip = this.#stripTrouble();
    const notice = strip && this.#later.notice(strip, context);
    const details = this.#details.render({
      formats: formatsFor(this),
      explain: (failure) => this.#later.notice(failure, context) ?? plainNotice(failure, context),
      close: this.#close,
    });
    return html`<div class="box" part="box" lang=${LANGUAGE}>
      <slot name="header"></slot>
      <slot name="toolbar"></slot>
      <div
        class="body ${details === nothing ? "" : "open"}"
        part="body"
        tabindex="-1"
        aria-busy=${phase === "loading"}
        @keydown=${this.#escape}
      >
        ${this.#renderContent()} ${details}
      </div>
      ${notice ? renderStrip(notice, this.#retry) : nothing}
      <div class="unseen" role="status">${this.#announcer.message}</div>
    </div>`;
  }

  #renderContent(): TemplateResult {
    const trouble = this.#trouble();
    const notice = trouble && this.#later.notice(trouble, this.#context());
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

  /** Looks at the settings again, though no property has changed. */
  #reconsider(): void {
    this.requestUpdate("site");
  }

  /** Opens what the settings ask for. The same settings keep session and rows. */
  #configure(): void {
    if (!this.isConnected) return;
    const options = setUp(this, import.meta.url);
    if ("kind" in options) {
      this.#stop();
      if (this.#misuse?.kind !== options.kind) this.#failed(options);
      this.#misuse = options;
      return;
    }
    this.#misuse = null;
    // The same settings are the same session.
    const session = this.openSession(options);
    if (session !== this.#session) {
      this.#stop();
      this.#options = options;
      this.#session = session;
      this.#calls = new CallsStore(session, {
        changed: () => this.#callsChanged(),
        loaded: (count, complete) => this.#loaded(count, complete),
        failed: (failure) => this.#failed(failure),
      });
    }
    this.#calls?.open();
  }

  #stop(): void {
    this.#calls?.close();
    this.#details.close();
    this.#session = this.#calls = this.#options = null;
  }

  #callsChanged(): void {
    this.requestUpdate();
    const phase = this.#calls?.state.phase;
    if (phase !== "ready") this.#details.close();
    if (phase === "signed-out") void this.#later.load();
  }

  #loaded(count: number, complete: boolean): void {
    this.#announcer.say(text(complete ? "complete" : "loaded", { count }));
    this.dispatchEvent(new KeyholeCallsLoadEvent(count, complete));
  }

  async #failed(failure: Trouble): Promise<void> {
    this.dispatchEvent(new KeyholeErrorEvent(failure));
    if (failure.kind !== "network") await this.#later.load();
    const notice = this.#later.notice(failure, this.#context());
    this.#announcer.say(`${notice?.title}. ${notice?.text}`);
  }

  #trouble(): Trouble | null {
    const state = this.#calls?.state;
    if (state?.phase === "signed-out") return { kind: "signed-out" };
    return this.#misuse ?? (state?.phase === "failed" ? state.failure : null);
  }

  /** What went wrong while rows stay: a page, a refresh, or what was to show details. */
  #stripTrouble(): Trouble | null {
    const state = this.#calls?.state;
    if (state?.phase === "ready" && state.failure) return state.failure;
    return this.#details.current && this.#later.failed ? { kind: "network" } : null;
  }

  #context() {
    const { site = "", broker = "" } = this.#options ?? {};
    return { site, broker, origin: location.origin, locale: formatsFor(this).locale };
  }

  #nearEnd(): void {
    const state = this.#calls?.state;
    if (state && !state.failure && !state.paused) void this.#calls?.loadMore();
  }

  #select = (event: Event): void => {
    const call = this.#calls?.state.calls[rowIndex(event)];
    const onCall = event.target instanceof Element && event.target.closest(".call");
    if (call && onCall && this.dispatchEvent(new KeyholeCallSelectEvent(call))) void this.#open(call);
  };

  async #open(call: CallSummary): Promise<void> {
    if (this.#session) await this.#details.open(call, this.#session);
  }

  #close = async (): Promise<void> => {
    const call = this.#details.current;
    if (!call) return;
    this.#details.close();
    this.dispatchEvent(new KeyholeCallCloseEvent(call));
    await this.updateComplete;
    await this.#focus.focusCall(call);
  };

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || !this.#details.current) return;
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
      if (this.#calls?.state.phase === "signed-out") return this.#session?.signIn();
      const { current } = this.#details;
      return current && this.#later.failed ? this.#open(current) : this.#calls?.retry();
    });

  #loadMore = (): Promise<void> => this.#act(() => this.#calls?.loadMore());
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-calls": KeyholeCalls;
  }
}
