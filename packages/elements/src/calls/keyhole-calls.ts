import type { CallSummary } from "@keyhole/contract";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { KeyholeCallCloseEvent } from "../events/keyhole-call-close-event.ts";
import { KeyholeCallSelectEvent } from "../events/keyhole-call-select-event.ts";
import { KeyholeCallsLoadEvent } from "../events/keyhole-calls-load-event.ts";
import { KeyholeErrorEvent } from "../events/keyhole-error-event.ts";
import type { CallStore, Kit } from "../later/index.ts";
import { openSession, type Session, type SessionOptions } from "../session/index.ts";
import { LANGUAGE, text } from "../texts/en.ts";
import { VERSION } from "../version.ts";
import { Announcer } from "./announcer.ts";
import { CallsStore } from "./calls-store.ts";
import { formatsFor } from "./formats.ts";
import { styles } from "./keyhole-calls.styles.ts";
import { type Later, loadLater } from "./later.ts";
import { type Notice, plainNotice } from "./notice.ts";
import { parseCallSummary } from "./parse-call.ts";
import { renderList } from "./render-list.ts";
import { renderEmpty, renderNotice, renderStrip } from "./render-notice.ts";
import { renderStatus } from "./render-row.ts";
import { renderSkeleton } from "./render-skeleton.ts";
import { RowElements, type RowEnd } from "./row-elements.ts";
import { RowFocus, rowIndex } from "./row-focus.ts";
import { RowViewport } from "./row-viewport.ts";
import { type GetAssertion, type Settings, setUp } from "./set-up.ts";
import type { Misuse, Trouble } from "./trouble.ts";

const KIT: Kit = { html, nothing, parseCall: parseCallSummary, renderStatus, renderNotice };

/**
 * Voice-agent calls, newest first; more load while scrolling. Choosing one shows its details.
 *
 * Keyboard and roles are those of the ARIA APG grid (a layout grid: the call is one cell, what the host
 * adds with `renderRowEnd` the other). A grid, because it tells screen readers to pass the arrow keys on:
 * a virtualised list cannot be read with a virtual cursor that knows only the rendered rows. A feed has
 * no key for the end, a listbox may hold no links or buttons in its options. The list is one Tab stop;
 * arrows, Home, End, PageUp and PageDown move, Enter and Space open, Escape closes the details.
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
  readonly #attributes = new MutationObserver(() => this.#reconsider());
  #options: SessionOptions | null = null;
  #misuse: Misuse | null = null;
  #session: Session | null = null;
  #calls: CallsStore | null = null;
  #details: CallStore | null = null;
  #later: Later | null = null;
  #laterFailed = false;
  /** The call whose details are open or about to open. */
  #current: CallSummary | null = null;

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
    this.#closeDetails();
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
      const current = call?.id === this.#current?.id;
      const tabbable = index === this.#focus.index;
      return call ? [{ ...shown, call, index, current, tabbable, pinned: !this.#viewport.holds(index) }] : [];
    });
    if (box) this.#rows.show(box, views, this.renderRowEnd);
  }

  protected override render(): TemplateResult {
    const { phase, failure } = this.#calls?.state ?? {};
    const strip =
      (phase === "ready" && failure) ||
      (this.#current && this.#laterFailed && ({ kind: "network" } as const));
    const open = this.#details && this.#details.state.phase !== "closed";
    const notice = strip && this.#notice(strip);
    return html`<div class="box" part="box" lang=${LANGUAGE}>
      <slot name="header"></slot>
      <slot name="toolbar"></slot>
      <div
        class="body ${open ? "open" : ""}"
        part="body"
        tabindex="-1"
        aria-busy=${phase === "loading"}
        @keydown=${this.#escape}
      >
        ${this.#renderContent()} ${this.#renderDetails()}
      </div>
      ${notice ? renderStrip(notice, this.#retry) : nothing}
      <div class="unseen" role="status">${this.#announcer.message}</div>
    </div>`;
  }

  #renderContent(): TemplateResult {
    const trouble = this.#trouble();
    const notice = trouble && this.#notice(trouble);
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

  #renderDetails(): TemplateResult | typeof nothing {
    const state = this.#details?.state;
    if (!this.#later || !state || state.phase === "closed") return nothing;
    return this.#later.renderDetails(KIT, {
      state,
      formats: formatsFor(this),
      explain: (failure) => this.#notice(failure) ?? plainNotice(failure, this.#context()),
      close: this.#close,
      retry: () => void this.#open(state.call),
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
    this.#closeDetails();
    this.#session = this.#calls = this.#details = this.#options = null;
  }

  #callsChanged(): void {
    this.requestUpdate();
    const phase = this.#calls?.state.phase;
    if (phase !== "ready") this.#closeDetails();
    if (phase === "signed-out") void this.#loadLater();
  }

  #loaded(count: number, complete: boolean): void {
    this.#announcer.say(text(complete ? "complete" : "loaded", { count }));
    this.dispatchEvent(new KeyholeCallsLoadEvent(count, complete));
  }

  async #failed(failure: Trouble): Promise<void> {
    this.dispatchEvent(new KeyholeErrorEvent(failure));
    if (failure.kind !== "network") await this.#loadLater();
    const notice = this.#notice(failure);
    this.#announcer.say(`${notice?.title}. ${notice?.text}`);
  }

  /** What is not needed for the first row. Where it cannot be had, texts fall back on what is there. */
  async #loadLater(): Promise<void> {
    try {
      this.#later ??= await this.loadLater();
      this.#laterFailed = false;
    } catch {
      this.#laterFailed = true;
    }
    this.requestUpdate();
  }

  #trouble(): Trouble | null {
    const state = this.#calls?.state;
    if (state?.phase === "signed-out") return { kind: "signed-out" };
    return this.#misuse ?? (state?.phase === "failed" ? state.failure : null);
  }

  /** Null while its texts are being loaded. */
  #notice(trouble: Trouble): Notice | null {
    const context = this.#context();
    if (trouble.kind === "network" || this.#laterFailed) return plainNotice(trouble, context);
    return this.#later?.noticeOf(trouble, context, text("retry")) ?? null;
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
    const session = this.#session;
    this.#current = call;
    await this.#loadLater();
    if (!this.#later || !session || session !== this.#session || call !== this.#current) return;
    const changed = () => this.requestUpdate();
    const failed = (failure: Trouble) => this.#failed(failure);
    this.#later.adoptStyles(this.renderRoot);
    this.#details ??= new this.#later.CallStore(session, parseCallSummary, { changed, failed });
    void this.#details.open(call);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".details")?.focus();
  }

  #closeDetails(): void {
    this.#current = null;
    this.#details?.close();
    this.requestUpdate();
  }

  #close = async (): Promise<void> => {
    const call = this.#current;
    if (!call) return;
    this.#closeDetails();
    this.dispatchEvent(new KeyholeCallCloseEvent(call));
    await this.updateComplete;
    await this.#focus.focusCall(call);
  };

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || !this.#current) return;
    event.preventDefault();
    event.stopPropagation();
    void this.#close();
  };

  /** Runs what a button asked for. The button may go meanwhile: focus waits in the box and then goes on. */
  async #act(action: () => unknown): Promise<void> {
    const body = this.renderRoot.querySelector<HTMLElement>(".body");
    const rows = this.#calls?.state.calls.length ?? 0;
    body?.focus();
    await action();
    await this.updateComplete;
    if (this.shadowRoot?.activeElement !== body) return;
    const button = this.renderRoot.querySelector<HTMLElement>(".button");
    if (button) button.focus();
    else await this.#focus.focus(Math.min(rows, (this.#calls?.state.calls.length ?? 0) - 1));
  }

  #retry = (): Promise<void> =>
    this.#act(() => {
      if (this.#calls?.state.phase === "signed-out") return this.#session?.signIn();
      return this.#current ? this.#open(this.#current) : this.#calls?.retry();
    });

  #loadMore = (): Promise<void> => this.#act(() => this.#calls?.loadMore());
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-calls": KeyholeCalls;
  }
}
