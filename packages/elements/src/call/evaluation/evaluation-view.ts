import { html, nothing } from "lit";
import { LazyModule } from "../../base/lazy-module.ts";
import { View } from "../../base/view.ts";
import { renderStrip } from "../../errors/render-notice.ts";
import { withTexts } from "../../i18n/localize.ts";
import type { CallHost, OpenCall } from "../model/call-host.ts";
import type { EvaluationPanel, PanelDeps } from "./evaluation-panel.ts";

const loadPanel = () => withTexts(import("./evaluation-panel.ts"));

/** The evaluation of a call. Its file is loaded for a viewer who may see it. */
export class EvaluationView extends View {
  readonly #module = new LazyModule({ requestUpdate: () => this.#loaded(), failed() {} }, loadPanel);
  readonly #open: (loaded: Awaited<ReturnType<typeof loadPanel>>) => EvaluationPanel;
  readonly #host: CallHost;
  #panel: EvaluationPanel | null = null;

  constructor(host: CallHost, call: OpenCall, deps: PanelDeps) {
    super(document.createElement("div"));
    this.#host = host;
    this.element.className = "evaluation";
    this.element.part.value = "evaluation";
    this.#open = ({ EvaluationPanel }) => new EvaluationPanel(host, call, deps);
  }

  load = (): void => void this.#module.load();

  /** The failed metrics with a time, on the lanes of the recording. */
  get marks(): unknown {
    return this.#panel?.marks ?? nothing;
  }

  /** The same in a turn of the transcript. */
  mark = (index: number, tabbable: boolean): unknown => this.#panel?.mark(index, tabbable) ?? nothing;

  override requestUpdate(): void {
    super.requestUpdate();
    this.#panel?.requestUpdate();
  }

  override close(): void {
    this.#panel?.close();
    super.close();
  }

  protected override render(): unknown {
    const { failure } = this.#module;
    if (failure) return renderStrip(this.#host.explain(failure), this.load);
    return this.#panel ? html`${this.#panel.element}` : nothing;
  }

  #loaded(): void {
    const { loaded } = this.#module;
    if (loaded) this.#panel ??= this.#open(loaded);
    this.requestUpdate();
  }
}
