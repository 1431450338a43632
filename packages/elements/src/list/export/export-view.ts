import type { TemplateResult } from "lit";
import type { ListKit } from "../kit.ts";
import type { ListHost } from "../list-host.ts";
import type { ExportFormat } from "./export-file.ts";
import { placeMenu } from "./export-place.ts";
import type { ExportRun } from "./export-run.ts";

export interface ExportActions {
  start: (format: ExportFormat) => void;
  again: () => void;
  save: () => void;
  /** Cancels, or puts away how it ended. */
  close: () => void;
}

const FORMATS = ["csv", "json"] as const;

/**
 * A button that discloses one button a format, and below the toolbar how far an export is. A disclosure
 * and not the APG's menu button: two commands need no arrow keys, a menu role would promise them and turn a
 * screen reader's own keys off. It is a popover: in front of whatever clips the list, closed by Escape and by a
 * press elsewhere.
 */
export class ExportView {
  /** To be put into the toolbar, and below it. */
  readonly element = box("export");
  readonly progress = box("export-place");
  readonly #kit: ListKit;
  readonly #host: ListHost;
  readonly #actions: ExportActions;

  constructor(kit: ListKit, host: ListHost, actions: ExportActions) {
    this.#kit = kit;
    this.#host = host;
    this.#actions = actions;
  }

  focus(): void {
    this.element.querySelector<HTMLElement>(".tool-button")?.focus();
  }

  focusProgress(): void {
    this.progress.querySelector<HTMLElement>(".export-progress")?.focus({ preventScroll: true });
  }

  /** How far it is, in words. */
  progressOf({ pages, total }: ExportRun): string {
    const { text } = this.#host;
    const { count } = pages;
    return total === null ? text("export.count", { count }) : text("export.of", { done: count, total });
  }

  draw(run: ExportRun | null): void {
    const { html, nothing, render } = this.#kit;
    const { text } = this.#host;
    render(
      html`<button
          class="tool-button"
          part="export"
          type="button"
          popovertarget="export-menu"
          aria-label=${text("export")}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4v11M7.5 10.5 12 15l4.5-4.5M5 19.5h14" /></svg>
          <span part="export-label">${text("export")}</span>
        </button>
        <div class="export-menu" part="export-menu" id="export-menu" popover @beforetoggle=${placeMenu} @keydown=${this.#pressed}>
          ${FORMATS.map(
            (format) => html`<button
              class="export-format"
              part="export-format"
              type="button"
              popovertarget="export-menu"
              popovertargetaction="hide"
              @click=${() => this.#actions.start(format)}
            >${text(`export.${format}`)}</button>`,
          )}
        </div>`,
      this.element,
    );
    render(run ? this.#progress(run) : nothing, this.progress);
  }

  /** A browser closes it by itself, and does not always know where the focus came from. */
  #pressed = (event: KeyboardEvent): void => {
    const menu = event.currentTarget;
    if (event.key !== "Escape" || !(menu instanceof HTMLElement)) return;
    event.preventDefault();
    event.stopPropagation();
    menu.hidePopover();
    this.focus();
  };

  #progress(run: ExportRun): TemplateResult {
    const { html, nothing } = this.#kit;
    const { text } = this.#host;
    const { again, save, close } = this.#actions;
    const goesOn = run.phase === "running" || run.phase === "waiting";
    const { count } = run.pages;
    const bar = html`<progress
      part="export-bar"
      aria-label=${text("export.progress")}
      max=${run.total || nothing}
      value=${run.total ? Math.min(count, run.total) : nothing}
    ></progress>`;
    return html`<div class="export-progress ${run.phase}" part="export-progress" tabindex="-1">
      <p part="export-text">${this.#words(run)}</p>
      ${goesOn ? bar : nothing}
      ${run.failure ? this.#button(text("export.again"), again) : nothing}
      ${run.failure && count > 0 ? this.#button(text("export.save"), save) : nothing}
      ${this.#button(text(goesOn ? "export.cancel" : "export.close"), close)}
    </div>`;
  }

  #words(run: ExportRun): string | TemplateResult {
    const { html, nothing } = this.#kit;
    const { text } = this.#host;
    const { count } = run.pages;
    switch (run.phase) {
      case "done":
        return text("export.done", { count });
      case "failed": {
        const notice = run.failure && this.#host.notice(run.failure);
        return html`<b part="export-title">${text("export.failed", { count })}</b><br />${notice ? text("sentences", { title: notice.title, text: notice.text }) : nothing}`;
      }
      case "waiting":
        return `${this.progressOf(run)} · ${text("export.waiting")}`;
      default:
        return this.progressOf(run);
    }
  }

  #button(words: string, act: () => void): TemplateResult {
    return this.#kit
      .html`<button class="small-button" part="export-button" type="button" @click=${act}>${words}</button>`;
  }
}

function box(className: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  return element;
}
