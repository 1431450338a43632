import type { CallDetail, Message } from "@keyhole/contract";
import type { TemplateResult } from "lit";
import type { Clock } from "../../base/clock.ts";
import { clockTime } from "../../base/clock-time.ts";
import { NEW_TURNS_QUIET_MS, PAGE_TURNS } from "../../base/limits.ts";
import { parsePage } from "../../base/parse-fields.ts";
import type { Frame } from "../frame.ts";
import type { Kit } from "../kit.ts";
import { loadExtras } from "../load-extras.ts";
import { linkTo } from "../moment.ts";
import { PagesStore } from "../pages-store.ts";
import { mergeById } from "./merge-by-id.ts";
import { parseMessage } from "./parse-message.ts";
import { renderSearch } from "./render-search.ts";
import { startOf } from "./speaker-name.ts";
import { TranscriptSearch } from "./transcript-search.ts";
import { TurnList } from "./turn-list.ts";

export interface TranscriptDeps {
  clock: Clock;
  /** Something about it has changed. */
  changed: () => void;
  /** Somebody wants to hear a place; `play` where they said so. */
  seek: (atMs: number, play: boolean) => void;
  /** A recording can be heard. */
  seekable: () => boolean;
}

/** Formats of the download, and the endings of their files. */
const FORMATS = [
  ["download.text", "txt"],
  ["download.json", "json"],
  ["download.vtt", "vtt"],
] as const;

/** The transcript of a call: its turns, a search in them, and what takes them elsewhere. */
export class TranscriptView {
  readonly store: PagesStore<Message>;
  readonly search: TranscriptSearch;
  readonly list: TurnList;
  readonly #kit: Kit;
  readonly #frame: Frame;
  readonly #deps: TranscriptDeps;
  /** The transcript was there once: what comes now is new. */
  #settled = false;
  #unseen = 0;
  #untold = 0;
  #stopTelling: (() => void) | null = null;

  constructor(kit: Kit, frame: Frame, scroller: HTMLElement, deps: TranscriptDeps) {
    this.#kit = kit;
    this.#frame = frame;
    this.#deps = deps;
    this.search = new TranscriptSearch();
    const { session, id, failed } = frame;
    const path = `/v1/calls/${encodeURIComponent(id)}/messages?limit=${PAGE_TURNS}`;
    this.store = new PagesStore<Message>(
      session,
      { path, parse: (body) => parsePage(body, parseMessage), merge: mergeById },
      { changed: () => this.#storeChanged(), failed },
    );
    this.list = new TurnList(kit, scroller, {
      seek: deps.seek,
      seekable: deps.seekable,
      copy: (turn) => this.#copy(async () => (await loadExtras()).turnText(kit.text, turn)),
      link: (turn) =>
        this.#copy(async () => linkTo(location.href, frame.close ? id : null, startOf(turn) ?? 0)),
      reachedEnd: () => this.#seen(),
      changed: deps.changed,
    });
  }

  get turns(): readonly Message[] {
    return this.store.state.items;
  }

  close(): void {
    this.store.close();
    this.list.close();
    this.#stopTelling?.();
  }

  render(call: CallDetail, live: boolean): TemplateResult {
    const { html } = this.#kit;
    return html`<section class="transcript" part="transcript" aria-label=${this.#kit.text("transcript")}>
      <div class="tools" part="transcript-tools">
        <h3 part="transcript-title">${this.#kit.text("transcript")}</h3>
        ${this.#renderTools(call)}
      </div>
      ${this.list.container} ${this.#renderState(live)} ${this.#renderPill()}
    </section>`;
  }

  /** Puts the turns into their box; to be called after everything else is rendered. */
  update(): void {
    this.list.show(this.turns, this.search);
  }

  #renderTools(call: CallDetail): unknown {
    const { html, nothing } = this.#kit;
    const { complete, failure } = this.store.state;
    if (this.turns.length === 0) return nothing;
    const save = (ending: (typeof FORMATS)[number][1]) => (event: Event) => {
      const menu = (event.target as Element).closest("details");
      if (menu) menu.open = false;
      menu?.querySelector("summary")?.focus();
      void this.#save(ending, call);
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
    // Half a transcript is not handed out as if it were all of it, unless there is no more to be had.
    const ready = complete || failure !== null;
    return html`${renderSearch(this.#kit, {
      ...this.search.state,
      search: (query) => this.#search(query),
      go: (step) => this.#go(step),
    })}
    ${
      ready
        ? html`<details class="menu" part="download" @focusout=${left} @keydown=${pressed}>
            <summary class="tool-button" part="download-button">${this.#kit.text("download")}</summary>
            <div class="menu-items" part="download-menu">
              ${FORMATS.map(([name, ending]) => html`<button part="download-format" @click=${save(ending)}>${this.#kit.text(name)}</button>`)}
            </div>
          </details>`
        : nothing
    }`;
  }

  #renderState(live: boolean): unknown {
    const { html, nothing, renderStrip } = this.#kit;
    const { phase, complete, failure, items } = this.store.state;
    if (failure) {
      const title = this.#kit.text(items.length > 0 ? "transcript.broken" : "transcript.failed");
      return renderStrip({ ...this.#frame.explain(failure), title }, () => void this.store.load());
    }
    if (items.length === 0) {
      return phase === "ready"
        ? html`<p class="quiet" part="transcript-empty">${this.#kit.text(live ? "transcript.live" : "transcript.empty")}</p>`
        : html`<div class="skeleton lines" part="skeleton" aria-busy="true">
            <p class="unseen">${this.#kit.text("transcript.loading")}</p>
            <i></i><i></i><i></i><i></i>
          </div>`;
    }
    return complete ? nothing : html`<p class="quiet" part="quiet">${this.#kit.text("transcript.more")}</p>`;
  }

  /** What brings the reader back: to new turns, or to the one that is heard. */
  #renderPill(): unknown {
    const { html, nothing } = this.#kit;
    const { current, following } = this.list;
    const turn = this.turns[current];
    if (this.#unseen > 0) {
      return html`<div class="pill-place"><button class="pill" part="pill" @click=${() => this.list.toEnd()}>
        ${this.#newTurns(this.#unseen)}</button></div>`;
    }
    const away = turn && !following && this.#deps.seekable();
    return away
      ? html`<div class="pill-place"><button class="pill" part="pill" @click=${() => this.list.follow()}>
        ${this.#kit.text("follow", { time: clockTime(startOf(turn) ?? 0) })}</button></div>`
      : nothing;
  }

  #storeChanged(): void {
    const { items, phase } = this.store.state;
    const before = this.search.state.count;
    const added = this.list.take(items);
    this.search.take(items);
    if (this.#settled && added > 0) this.#arrived(added);
    if (phase === "ready") this.#settled = true;
    if (before !== this.search.state.count || added >= 0) this.#deps.changed();
  }

  /** A reader at the end stays there; any other stays where they are, and is told. */
  #arrived(added: number): void {
    if (this.list.atEnd) this.list.stayAtEnd();
    else this.#unseen += added;
    this.#untold += added;
    this.#stopTelling ??= this.#deps.clock.after(NEW_TURNS_QUIET_MS, () => {
      this.#stopTelling = null;
      if (this.#untold > 0) this.#tell();
    });
    if (this.#untold === added) this.#tell();
  }

  #tell(): void {
    this.#frame.say(this.#newTurns(this.#untold));
    this.#untold = 0;
  }

  #newTurns(count: number): string {
    return this.#kit.text("newTurns", { count });
  }

  #seen(): void {
    if (this.#unseen === 0) return;
    this.#unseen = 0;
    this.#deps.changed();
  }

  #search(query: string): void {
    this.search.search(query);
    const { found } = this.search;
    if (found) this.list.reveal(found.index);
    this.#deps.changed();
  }

  #go(step: 1 | -1): void {
    this.search.go(step);
    const { found } = this.search;
    if (found) this.list.reveal(found.index);
    this.#deps.changed();
  }

  async #save(ending: (typeof FORMATS)[number][1], call: CallDetail): Promise<void> {
    try {
      const { saveTranscript, transcriptFile } = await loadExtras();
      saveTranscript(ending, transcriptFile(this.#kit.text, call, this.turns, this.store.state.complete));
    } catch {
      this.#frame.failed({ kind: "network" });
    }
  }

  async #copy(words: () => Promise<string>): Promise<void> {
    try {
      await navigator.clipboard.writeText(await words());
      this.#frame.say(this.#kit.text("copied"));
    } catch {
      this.#frame.say(this.#kit.text("notCopied"));
    }
  }
}
