import type { Message } from "@keyhole/contract";
import { html, nothing } from "lit";
import type { Clock } from "../../base/clock.ts";
import { clockTime } from "../../base/clock-time.ts";
import { loadFailure } from "../../base/lazy-module.ts";
import { NEW_TURNS_QUIET_MS, PAGE_TURNS } from "../../base/limits.ts";
import { parsePage } from "../../base/parse-fields.ts";
import { View } from "../../base/view.ts";
import { renderStrip } from "../../errors/render-notice.ts";
import { type CallHost, type OpenCall, reportFailures } from "../model/call-host.ts";
import type { CallStore } from "../model/call-store.ts";
import { mergeById, PagesStore } from "../model/pages-store.ts";
import { renderSearch } from "./render-search.ts";
import { SearchStore } from "./search-store.ts";
import { parseMessage, startOf } from "./turns.ts";
import { TurnsView } from "./turns-view.ts";

export interface TranscriptDeps {
  clock: Clock;
  call: CallStore;
  /** The element that scrolls. */
  scroller: HTMLElement;
  /** Goes to a place in the recording, and plays it with `play`. */
  seek: (atMs: number, play: boolean) => void;
  /** Whether there is a recording to hear. */
  seekable: () => boolean;
  /** What is marked in a turn. */
  mark: (index: number, tabbable: boolean) => unknown;
  /** The URL of a place in the call. */
  linkTo: (atMs: number) => string;
}

/** Formats of the download: the name of the button, and the ending of the file. */
const FORMATS = [
  ["download.text", "txt"],
  ["download.json", "json"],
  ["download.vtt", "vtt"],
] as const;

type Ending = (typeof FORMATS)[number][1];

/** The transcript of a call: its turns, a search, copying and downloads. */
export class TranscriptView extends View {
  readonly store: PagesStore<Message>;
  readonly turns: TurnsView;
  readonly #search = new SearchStore();
  readonly #host: CallHost;
  readonly #deps: TranscriptDeps;
  /** The transcript was read to its end once: further turns are new. */
  #settled = false;
  #unseen = 0;
  #unannounced = 0;
  #stopWaiting: (() => void) | null = null;

  constructor(host: CallHost, { session, id }: OpenCall, deps: TranscriptDeps) {
    super(document.createElement("section"));
    this.#host = host;
    this.#deps = deps;
    this.element.className = "transcript";
    this.element.part.value = "transcript";
    this.store = new PagesStore<Message>(session, {
      path: `/v1/calls/${encodeURIComponent(id)}/messages?limit=${PAGE_TURNS}`,
      parse: (body) => parsePage(body, parseMessage),
      merge: mergeById,
    });
    this.turns = new TurnsView(deps.scroller, {
      host,
      search: this.#search,
      seek: deps.seek,
      seekable: deps.seekable,
      mark: deps.mark,
      copy: (turn) =>
        this.#copy(async () =>
          (await import("./transcript-file.ts")).turnText(host.text, host.formats.locale, turn),
        ),
      link: (turn) => this.#copy(async () => deps.linkTo(startOf(turn) ?? 0)),
      reachedEnd: () => this.#seen(),
      changed: () => this.requestUpdate(),
    });
    this.store.subscribe(({ items, phase }, previous) => {
      this.#search.setTurns(items);
      if (items !== previous.items) this.turns.setTurns(items);
      if (this.#settled && items.length > previous.items.length)
        this.#arrived(items.length - previous.items.length);
      if (phase === "ready") this.#settled = true;
      this.requestUpdate();
    });
    reportFailures(this.store, host);
    this.#search.subscribe(() => this.requestUpdate());
    deps.call.subscribe(() => this.requestUpdate());
  }

  override close(): void {
    this.store.close();
    this.turns.close();
    this.#stopWaiting?.();
    super.close();
  }

  protected override render(): unknown {
    const { text } = this.#host;
    this.element.ariaLabel = text("transcript");
    return html`<div class="tools" part="transcript-tools">
        <h3 part="transcript-title">${text("transcript")}</h3>
        ${this.#renderTools()}
      </div>
      ${this.turns.element} ${this.#renderState()} ${this.#renderPill()}`;
  }

  protected override updated(): void {
    this.turns.requestUpdate();
  }

  #renderTools(): unknown {
    const { text } = this.#host;
    const { items, complete, failure } = this.store.state;
    if (items.length === 0) return nothing;
    const save = (ending: Ending) => (event: Event) => {
      const menu = (event.target as Element).closest("details");
      if (menu) menu.open = false;
      menu?.querySelector("summary")?.focus();
      void this.#save(ending);
    };
    const left = (event: FocusEvent) => {
      const menu = event.currentTarget as HTMLDetailsElement;
      if (!menu.contains(event.relatedTarget as Node | null)) menu.open = false;
    };
    const pressed = (event: KeyboardEvent) => {
      const menu = event.currentTarget as HTMLDetailsElement;
      if (event.key !== "Escape" || !menu.open) return;
      event.preventDefault();
      menu.open = false;
      menu.querySelector("summary")?.focus();
    };
    // Offers the download once the transcript is complete, or cannot be completed.
    const ready = complete || failure !== null;
    return html`${renderSearch(
      text,
      this.#search.state,
      (query) => {
        this.#search.search(query);
        this.#revealMatch();
      },
      (step) => {
        this.#search.go(step);
        this.#revealMatch();
      },
    )}
    ${
      ready
        ? html`<details class="menu" part="download" @focusout=${left} @keydown=${pressed}>
            <summary class="tool-button" part="download-button">${text("download")}</summary>
            <div class="menu-items" part="download-menu">
              ${FORMATS.map(([name, ending]) => html`<button part="download-format" @click=${save(ending)}>${text(name)}</button>`)}
            </div>
          </details>`
        : nothing
    }`;
  }

  #renderState(): unknown {
    const { text } = this.#host;
    const { phase, complete, failure, items } = this.store.state;
    if (failure) {
      const title = text(items.length > 0 ? "transcript.broken" : "transcript.failed");
      return renderStrip({ ...this.#host.explain(failure), title }, () => void this.store.load());
    }
    if (items.length === 0) {
      return phase === "ready"
        ? html`<p class="quiet" part="transcript-empty">${text(this.#deps.call.ongoing ? "transcript.live" : "transcript.empty")}</p>`
        : html`<div class="skeleton lines" part="skeleton" aria-busy="true">
            <p class="unseen">${text("transcript.loading")}</p>
            <i></i><i></i><i></i><i></i>
          </div>`;
    }
    return complete ? nothing : html`<p class="quiet" part="quiet">${text("transcript.more")}</p>`;
  }

  /** A button that scrolls to new turns, or to the turn that is heard. */
  #renderPill(): unknown {
    const { current, following } = this.turns;
    const turn = this.store.state.items[current];
    const pill = (words: string, act: () => void) =>
      html`<div class="pill-place"><button class="pill" part="pill" @click=${act}>${words}</button></div>`;
    if (this.#unseen > 0) return pill(this.#newTurns(this.#unseen), () => this.turns.toEnd());
    if (!turn || following || !this.#deps.seekable()) return nothing;
    const time = clockTime(startOf(turn) ?? 0, this.#host.formats.locale);
    return pill(this.#host.text("follow", { time }), () => this.turns.follow());
  }

  /** Keeps a reader at the end there. Anyone else stays in place and sees the pill. */
  #arrived(added: number): void {
    if (this.turns.atEnd) requestAnimationFrame(() => this.turns.toEnd());
    else this.#unseen += added;
    this.#unannounced += added;
    this.#stopWaiting ??= this.#deps.clock.after(NEW_TURNS_QUIET_MS, () => {
      this.#stopWaiting = null;
      if (this.#unannounced > 0) this.#announce();
    });
    if (this.#unannounced === added) this.#announce();
  }

  #announce(): void {
    this.#host.say(this.#newTurns(this.#unannounced));
    this.#unannounced = 0;
  }

  #newTurns(count: number): string {
    return this.#host.text("newTurns", { count });
  }

  #seen(): void {
    if (this.#unseen === 0) return;
    this.#unseen = 0;
    this.requestUpdate();
  }

  #revealMatch(): void {
    const { found } = this.#search;
    if (found) this.turns.reveal(found.index);
  }

  async #save(ending: Ending): Promise<void> {
    const { detail: call } = this.#deps.call.state;
    if (!call) return;
    const { items: turns, complete } = this.store.state;
    try {
      const { saveTranscript } = await import("./transcript-file.ts");
      saveTranscript(ending, {
        text: this.#host.text,
        locale: this.#host.formats.locale,
        call,
        turns,
        complete,
      });
    } catch (error) {
      this.#host.failed(loadFailure(error));
    }
  }

  async #copy(words: () => Promise<string>): Promise<void> {
    const { text } = this.#host;
    try {
      await navigator.clipboard.writeText(await words());
      this.#host.say(text("copied"));
    } catch {
      this.#host.say(text("notCopied"));
    }
  }
}
