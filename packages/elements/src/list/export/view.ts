import { html, nothing, type TemplateResult } from "lit";
import { download, type OfferedFile } from "../../base/save-file.ts";
import { View } from "../../base/view.ts";
import { DOWNLOAD } from "../icons.ts";
import type { ListHost } from "../list-host.ts";
import { blocksDownloads } from "./blocks-downloads.ts";
import type { ExportFormat } from "./file.ts";
import type { ExportState } from "./job.ts";

const FORMATS = ["csv", "json"] as const;
const GAP_PX = 4;

/**
 * The export button, which discloses one button for each format. It is a disclosure, not the APG's menu button:
 * two commands need no arrow keys, and a menu role would turn a screen reader's own keys off. The formats are a
 * popover: nothing clips them, and Escape or a press elsewhere closes them.
 */
export class ExportMenuView extends View {
  readonly #host: ListHost;
  readonly #start: (format: ExportFormat) => void;

  constructor(host: ListHost, start: (format: ExportFormat) => void) {
    super(document.createElement("div"));
    this.element.className = "export";
    this.element.addEventListener("keydown", this.#pressed);
    this.#host = host;
    this.#start = start;
  }

  focus(): void {
    this.element.querySelector<HTMLElement>(".tool-button")?.focus();
  }

  protected override render() {
    const { text } = this.#host;
    return html`<button
        class="tool-button"
        part="export"
        type="button"
        popovertarget="export-menu"
        aria-label=${text("export")}
      >
        ${DOWNLOAD}
        <span part="export-label">${text("export")}</span>
      </button>
      <div class="export-menu" part="export-menu" id="export-menu" popover @beforetoggle=${placeMenu}>
        ${FORMATS.map(
          (format) => html`<button
            class="export-format"
            part="export-format"
            type="button"
            popovertarget="export-menu"
            popovertargetaction="hide"
            @click=${() => this.#start(format)}
          >${text(`export.${format}`)}</button>`,
        )}
      </div>`;
  }

  /** Closes the menu on Escape. A browser would, too, but does not always restore the focus. */
  #pressed = (event: KeyboardEvent): void => {
    const menu = this.element.querySelector<HTMLElement>(".export-menu");
    if (event.key !== "Escape" || !menu?.matches(":popover-open")) return;
    event.preventDefault();
    menu.hidePopover();
    this.focus();
  };
}

export interface ExportActions {
  resume: () => void;
  save: () => void;
  /** Cancels the export, or hides its result. */
  close: () => void;
}

/** The progress or the result of an export. */
export class ExportProgressView extends View {
  readonly #host: ListHost;
  readonly #actions: ExportActions;
  #state: ExportState | null = null;
  #file: OfferedFile | null = null;

  constructor(host: ListHost, actions: ExportActions) {
    super(document.createElement("div"));
    this.element.className = "export-place";
    this.#host = host;
    this.#actions = actions;
  }

  show(state: ExportState | null): void {
    this.#state = state;
    this.requestUpdate();
  }

  /** Offers a file behind a link. */
  offer(file: OfferedFile | null): void {
    this.#file = file;
    this.requestUpdate();
  }

  /** Why the file may not have been saved; empty where nothing is known to stand in the way. */
  get blocked(): string {
    const blocks = blocksDownloads();
    if (blocks === false) return "";
    return this.#host.text(blocks ? "export.blocked" : "export.framed");
  }

  focus(): void {
    this.element.querySelector<HTMLElement>(".export-progress")?.focus({ preventScroll: true });
  }

  /** The progress in words. */
  words({ count, total }: ExportState): string {
    const { text } = this.#host;
    return total === null ? text("export.count", { count }) : text("export.of", { done: count, total });
  }

  protected override render() {
    const state = this.#state;
    if (!state) return nothing;
    const { text } = this.#host;
    const { resume, save, close } = this.#actions;
    const { phase, count, total, failure } = state;
    const runs = phase === "running" || phase === "waiting";
    const file = this.#file;
    const bar = html`<progress
      part="export-bar"
      aria-label=${text("export.progress")}
      max=${total || nothing}
      value=${total ? Math.min(count, total) : nothing}
    ></progress>`;
    return html`<div class="export-progress ${phase}" part="export-progress" tabindex="-1">
      <p part="export-text">${this.#message(state)}${file && this.blocked ? html`<br />${this.blocked}` : nothing}</p>
      ${runs ? bar : nothing}
      ${failure ? renderAction(text("export.again"), resume) : nothing}
      ${failure && count > 0 && !file ? renderAction(text("export.save"), save) : nothing}
      ${file ? renderFile(text("export.file"), file) : nothing}
      ${renderAction(text(runs ? "export.cancel" : "export.close"), close)}
    </div>`;
  }

  #message(state: ExportState): string | TemplateResult {
    const { text } = this.#host;
    const { phase, count, failure } = state;
    switch (phase) {
      case "done":
        return text("export.done", { count });
      case "failed": {
        const notice = failure && this.#host.notice(failure);
        return html`<b part="export-title">${text("export.failed", { count })}</b><br />${notice ? text("sentences", { title: notice.title, text: notice.text }) : nothing}`;
      }
      case "waiting":
        return `${this.words(state)} · ${text("export.waiting")}`;
      default:
        return this.words(state);
    }
  }
}

function renderAction(words: string, act: () => void): TemplateResult {
  return html`<button class="small-button" part="export-button" type="button" @click=${act}>${words}</button>`;
}

function renderFile(words: string, file: OfferedFile): TemplateResult {
  const pressed = (event: Event) => {
    // A router of the page would follow the link.
    event.preventDefault();
    event.stopPropagation();
    download(file);
  };
  return html`<a class="small-button" part="export-link" href=${file.url} download=${file.name} @click=${pressed}>${words}</a>`;
}

/** Listener for `beforetoggle`: puts the menu beside its button, through the CSSOM, and closes it on scroll. */
function placeMenu(event: ToggleEvent): void {
  const menu = event.currentTarget;
  if (!(menu instanceof HTMLElement) || event.newState !== "open") return;
  const button = menu.parentElement?.querySelector(".tool-button");
  if (!button) return;
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  // Lengths in the element count in its CSS zoom.
  const zoom = "currentCSSZoom" in menu && typeof menu.currentCSSZoom === "number" ? menu.currentCSSZoom : 1;
  const px = (length: number) => `${Math.max(0, length) / (zoom || 1)}px`;
  const above = innerHeight - bottom < top && innerHeight - bottom < 120;
  const leftwards = (left + right) / 2 > innerWidth / 2;
  const place = {
    top: above ? "auto" : px(bottom + GAP_PX),
    bottom: above ? px(innerHeight - top + GAP_PX) : "auto",
    left: leftwards ? "auto" : px(left),
    right: leftwards ? px(document.documentElement.clientWidth - right) : "auto",
  };
  for (const [side, length] of Object.entries(place)) menu.style.setProperty(side, length);
  const open = new AbortController();
  const { signal } = open;
  addEventListener("scroll", () => menu.hidePopover(), { capture: true, passive: true, once: true, signal });
  menu.addEventListener("toggle", ({ newState }) => newState === "closed" && open.abort(), { signal });
}
