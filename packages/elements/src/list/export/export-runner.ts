import type { ReactiveController } from "lit";
import { browserClock, type Clock } from "../../base/clock.ts";
import { loadFailure } from "../../base/lazy-module.ts";
import { EXPORT_QUIET_MS } from "../../base/limits.ts";
import { download, type OfferedFile, offerFile } from "../../base/save-file.ts";
import { stylesAdopter } from "../../base/styles/adopt-styles.ts";
import type { Failure, Session } from "../../session/index.ts";
import type { ListHost } from "../list-host.ts";
import { blocksDownloads } from "./blocks-downloads.ts";
import { ExportJob } from "./export-job.ts";
import { type ExportFormat, exportName } from "./export-pages.ts";
import { exportProgressStyles } from "./export-progress.styles.ts";
import { ExportProgressView } from "./export-progress-view.ts";

const loadXlsx = (): Promise<Failure | null> => import("./write-xlsx.ts").then(() => null, loadFailure);

const adoptStyles = stylesAdopter(exportProgressStyles);

/** What an export saves, as it was when the viewer chose it. */
export interface ExportRequest {
  format: ExportFormat;
  session: Session;
  /** Path of the first page. */
  path: string;
}

/** Loads the calls of an export and saves them as a file. One export at a time. */
export class ExportRunner implements ReactiveController {
  readonly progress: ExportProgressView;
  readonly #host: ListHost;
  readonly #closed: () => void;
  readonly #clock: Clock;
  #format: ExportFormat = "csv";
  #job: ExportJob | null = null;
  /** The file, until the viewer dismisses it. */
  #file: OfferedFile | null = null;
  #saidMs = 0;

  /** Calls `closed` when the viewer cancels an export or hides its result. */
  constructor(host: ListHost, closed: () => void, clock: Clock = browserClock) {
    this.#host = host;
    this.#closed = closed;
    this.#clock = clock;
    this.progress = new ExportProgressView(host, {
      resume: () => this.#resume(),
      save: () => void this.#savePartial(),
      close: () => this.#close(),
    });
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#job && this.#host.session?.state.status === "signed-out") this.stop();
    this.progress.requestUpdate();
  }

  /** Drops the job and its calls. */
  stop(): void {
    const job = this.#job;
    this.#use(null);
    job?.close();
  }

  #use(job: ExportJob | null): void {
    this.#job = job;
    this.#offer(null);
    this.progress.show(job?.state ?? null);
  }

  start({ format, session, path: first }: ExportRequest): void {
    this.stop();
    // The element may have moved to another document, without its styles.
    adoptStyles(this.#host.renderRoot);
    this.#format = format;
    const job = new ExportJob({
      session,
      path: (cursor) => (cursor === null ? first : `${first}&cursor=${encodeURIComponent(cursor)}`),
      clock: this.#clock,
      prepare: format === "xlsx" ? loadXlsx : null,
    });
    job.subscribe(() => this.#changed(job));
    this.#use(job);
    this.#saidMs = this.#clock.now();
    void this.#run();
  }

  #resume(): void {
    this.#offer(null);
    void this.#run();
    // The pressed button disappears.
    this.progress.focus();
  }

  async #run(): Promise<void> {
    const job = this.#job;
    await job?.run();
    if (!job || job !== this.#job) return;
    const { text } = this.#host;
    const { phase, count, failure } = job.state;
    if (phase === "stopped") {
      this.stop();
    } else if (failure) {
      await this.#host.failed(failure);
      // Meanwhile the viewer may have resumed or closed it.
      if (job !== this.#job || !job.state.failure) return;
      this.#host.say(
        text("sentences", {
          title: text("export.failed", { count }),
          text: this.#host.notice(failure)?.title ?? "",
        }),
      );
      this.progress.requestUpdate();
    } else if (phase === "done") {
      await this.#save(true);
      if (job !== this.#job) return;
      const words = { title: text("export.done", { count }), text: this.progress.blocked };
      this.#host.say(words.text ? text("sentences", words) : words.title);
    }
  }

  async #save(complete: boolean): Promise<void> {
    const job = this.#job;
    if (!job) return;
    const format = this.#format;
    const { site, formats } = this.#host;
    const { locale, timeZone } = formats;
    const isRightToLeft = getComputedStyle(this.progress.element).direction === "rtl";
    const file = await job.pages.file(format, { locale, timeZone, isRightToLeft });
    // The viewer has signed out while the file was written.
    if (job !== this.#job) return;
    const { firstMs, lastMs } = job.pages;
    const nowMs = this.#clock.now();
    const name = { site: `${site}`, format, firstMs, lastMs, nowMs, timeZone, complete };
    const offered = offerFile(exportName(name), file.type, file);
    this.#offer(offered);
    if (!blocksDownloads()) download(offered);
    if (complete) job.pages.drop();
  }

  /** Saves the calls so far. The pressed button disappears. */
  async #savePartial(): Promise<void> {
    await this.#save(false);
    this.progress.focus();
  }

  /** Shows a link to a file, and drops the file before it. */
  #offer(file: OfferedFile | null): void {
    if (this.#file) URL.revokeObjectURL(this.#file.url);
    this.#file = file;
    this.progress.offer(file);
  }

  /** Cancels the job, or hides its result. */
  #close(): void {
    const phase = this.#job?.state.phase;
    this.stop();
    if (phase === "running" || phase === "waiting") this.#host.say(this.#host.text("export.cancelled"));
    this.#closed();
  }

  #changed(job: ExportJob): void {
    if (job !== this.#job) return;
    this.progress.show(job.state);
    const nowMs = this.#clock.now();
    if (job.state.phase !== "running" || nowMs - this.#saidMs < EXPORT_QUIET_MS) return;
    this.#saidMs = nowMs;
    this.#host.say(this.progress.words(job.state));
  }
}
