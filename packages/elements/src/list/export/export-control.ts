import type { ReactiveController } from "lit";
import { browserClock, type Clock } from "../../base/clock.ts";
import { EXPORT_QUIET_MS } from "../../base/limits.ts";
import { saveFile } from "../../base/save-file.ts";
import { KeyholeCallsExportEvent } from "../../events/keyhole-calls-export-event.ts";
import type { FilterTools } from "../filters/filter-tools.ts";
import type { ListKit } from "../kit.ts";
import type { ListHost } from "../list-host.ts";
import type { ExportFormat } from "./export-file.ts";
import { exportName } from "./export-name.ts";
import { ExportRun } from "./export-run.ts";
import { ExportView } from "./export-view.ts";

/** Hands the calls that the filters leave to the viewer as a file: one export at a time. */
export class ExportControl implements ReactiveController {
  readonly view: ExportView;
  readonly #kit: ListKit;
  readonly #host: ListHost;
  readonly #filters: FilterTools;
  readonly #clock: Clock;
  #format: ExportFormat = "csv";
  #run: ExportRun | null = null;
  #saidMs = 0;

  constructor(kit: ListKit, host: ListHost, filters: FilterTools, clock: Clock = browserClock) {
    this.#kit = kit;
    this.#host = host;
    this.#filters = filters;
    this.#clock = clock;
    this.view = new ExportView(kit, host, {
      start: (format) => this.#start(format),
      again: () => this.#again(),
      save: () => void this.#save(false),
      close: () => this.#close(),
    });
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#run && this.#host.session?.state.status === "signed-out") this.stop();
    this.view.draw(this.#run);
  }

  /** Drops what is under way, and what there is of it. */
  stop(): void {
    const run = this.#run;
    this.#run = null;
    run?.stop();
    this.view.draw(null);
  }

  #start(format: ExportFormat): void {
    const { session, store } = this.#host;
    if (!session || !store) return;
    if (!this.#host.dispatchEvent(new KeyholeCallsExportEvent(format, this.#filters.used))) return;
    this.stop();
    this.#format = format;
    // The query of now, whatever the list is narrowed to meanwhile.
    const first = store.path(null);
    const run = new ExportRun({
      session,
      path: (cursor) => (cursor === null ? first : `${first}&cursor=${encodeURIComponent(cursor)}`),
      parse: this.#kit.parseCallsPage,
      clock: this.#clock,
      changed: () => this.#changed(run),
    });
    this.#run = run;
    this.#saidMs = this.#clock.now();
    void this.#go();
  }

  #again(): void {
    void this.#go();
    // The button is gone.
    this.view.focusProgress();
  }

  async #go(): Promise<void> {
    const run = this.#run;
    await run?.go();
    if (!run || run !== this.#run) return;
    const { text } = this.#host;
    const { count } = run.pages;
    if (run.phase === "stopped") {
      this.stop();
    } else if (run.failure) {
      await this.#host.failed(run.failure);
      // Meanwhile it may go on, or have been put away.
      if (run !== this.#run || !run.failure) return;
      this.#host.say(
        text("sentences", {
          title: text("export.failed", { count }),
          text: this.#host.notice(run.failure)?.title ?? "",
        }),
      );
      this.view.draw(run);
    } else if (run.phase === "done") {
      await this.#save(true);
      this.#host.say(text("export.done", { count }));
    }
  }

  async #save(complete: boolean): Promise<void> {
    const run = this.#run;
    if (!run) return;
    const format = this.#format;
    const file = await run.pages.file(format);
    // Signed out while the file was being written: it is nobody's any more.
    if (run !== this.#run) return;
    const { site, formats } = this.#host;
    const { firstMs, lastMs } = run.pages;
    const { timeZone } = formats;
    const nowMs = this.#clock.now();
    const name = { site: `${site}`, format, firstMs, lastMs, nowMs, timeZone, complete };
    saveFile(exportName(name), file.type, file);
    if (complete) run.pages.drop();
    else this.#close();
  }

  /** Cancels what runs, or puts away how it ended. */
  #close(): void {
    const running = this.#run?.phase === "running" || this.#run?.phase === "waiting";
    this.stop();
    if (running) this.#host.say(this.#host.text("export.cancelled"));
    this.view.focus();
  }

  #changed(run: ExportRun): void {
    if (run !== this.#run) return;
    this.view.draw(run);
    const nowMs = this.#clock.now();
    if (run.phase !== "running" || nowMs - this.#saidMs < EXPORT_QUIET_MS) return;
    this.#saidMs = nowMs;
    this.#host.say(this.view.progressOf(run));
  }
}
