import { html, nothing, type TemplateResult } from "lit";
import { download, type OfferedFile } from "../../base/save-file.ts";
import { View } from "../../base/view.ts";
import type { ListHost } from "../list-host.ts";
import { blocksDownloads } from "./blocks-downloads.ts";
import type { ExportState } from "./export-job.ts";

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
