import { html, nothing, type ReactiveController } from "lit";
import { LazyModule } from "../../base/lazy-module.ts";
import { View } from "../../base/view.ts";
import { renderStrip } from "../../errors/render-notice.ts";
import { KeyholeCallsExportEvent } from "../../events/keyhole-calls-export-event.ts";
import { withTexts } from "../../i18n/localize.ts";
import type { FilterController } from "../filters/filter-controller.ts";
import type { ListHost } from "../list-host.ts";
import { ExportMenuView } from "./export-menu-view.ts";
import type { ExportFormat } from "./export-pages.ts";
import type { ExportRequest, ExportRunner } from "./export-runner.ts";

type ExportModule = typeof import("./index.ts");

const loadExport = (): Promise<ExportModule> => withTexts(import("./index.ts"));

/** The export button. What runs an export is loaded when its menu opens, and starts once it is there. */
export class ExportController implements ReactiveController {
  /** The button for the toolbar. */
  readonly menu: ExportMenuView;
  /** The progress of the export, below the toolbar. */
  readonly place: View;
  readonly #host: ListHost;
  readonly #filters: FilterController;
  readonly #module: LazyModule<ExportModule>;
  /** Waits for the module. */
  #request: ExportRequest | null = null;
  #loading = false;
  #runner: ExportRunner | null = null;

  constructor(host: ListHost, filters: FilterController, load = loadExport) {
    this.#host = host;
    this.#filters = filters;
    this.#module = new LazyModule(host, load);
    this.menu = new ExportMenuView(host, {
      opened: () => void this.#module.load(),
      start: (format) => this.#start(format),
    });
    this.place = new ExportPlace(() => this.#render());
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#host.session?.state.status === "signed-out") this.#request = null;
    this.menu.requestUpdate();
    this.place.requestUpdate();
  }

  /** Drops the export and its calls. */
  stop(): void {
    this.#request = null;
    this.#runner?.stop();
    this.place.requestUpdate();
  }

  #start(format: ExportFormat): void {
    const { session, store } = this.#host;
    if (!session || !store) return;
    if (!this.#host.dispatchEvent(new KeyholeCallsExportEvent(format, { ...this.#filters.used }))) return;
    this.stop();
    // Keep the current query, even if the filters change meanwhile.
    this.#request = { format, session, path: store.path(null) };
    void this.#run();
  }

  async #run(): Promise<void> {
    if (!this.#module.loaded) this.#host.say(this.#host.text("export.loading"));
    this.#loading = true;
    this.place.requestUpdate();
    await this.#module.load();
    this.#loading = false;
    const { loaded, failure } = this.#module;
    const request = this.#request;
    if (!request) return;
    if (loaded) {
      this.#request = null;
      this.#runner ??= new loaded.ExportRunner(this.#host, () => this.menu.focus());
      this.#runner.start(request);
    } else if (failure) {
      void this.#host.failed(failure);
    }
    this.place.requestUpdate();
  }

  /** The pressed button disappears. */
  #retry = (): void => {
    void this.#run();
    this.place.element.focus({ preventScroll: true });
  };

  #render(): unknown {
    if (!this.#request) return this.#runner?.progress.element ?? nothing;
    const { failure } = this.#module;
    if (failure && !this.#loading) return renderStrip(this.#host.explain(failure), this.#retry);
    return html`<p class="export-loading" part="export-text">${this.#host.text("export.loading")}</p>`;
  }
}

class ExportPlace extends View {
  protected override readonly render: () => unknown;

  constructor(render: () => unknown) {
    super(document.createElement("div"));
    this.element.className = "export-place";
    this.element.tabIndex = -1;
    this.render = render;
  }
}
