import { html, nothing, type ReactiveController } from "lit";
import { browserClock, type Clock } from "../../base/clock.ts";
import { NEW_CALLS_QUIET_MS } from "../../base/limits.ts";
import { View } from "../../base/view.ts";
import { UP } from "../icons.ts";
import type { ListHost } from "../list-host.ts";
import type { RowFocus } from "../rows/row-focus.ts";

/**
 * The pill over the list: the number of calls that arrived above the view. A press jumps to the top, without
 * an animation; at the top the pill disappears.
 */
export class NewCallsView extends View implements ReactiveController {
  readonly #host: ListHost;
  readonly #focus: RowFocus;
  readonly #clock: Pick<Clock, "now">;
  #count = 0;
  #saidMs = Number.NEGATIVE_INFINITY;
  #root: ListHost["renderRoot"] | null = null;

  constructor(host: ListHost, focus: RowFocus, clock: Pick<Clock, "now"> = browserClock) {
    super(document.createElement("div"));
    this.element.className = "pill-place";
    this.#host = host;
    this.#focus = focus;
    this.#clock = clock;
    host.addController(this);
  }

  /** Counts calls that arrived above the known ones. To be called after layout. `said`: they were announced already. */
  arrived(count: number, said: boolean): void {
    if (count === 0) return;
    const wasShown = this.#count > 0;
    // At the top, new calls are in view.
    if ((this.#list?.scrollTop ?? 0) > 1) this.#count += count;
    this.requestUpdate();
    const nowMs = this.#clock.now();
    if (said || wasShown || nowMs - this.#saidMs < NEW_CALLS_QUIET_MS) return;
    this.#saidMs = nowMs;
    this.#host.say(this.#host.text("newCalls", { count }));
  }

  clear(): void {
    if (this.#count === 0) return;
    this.#count = 0;
    this.requestUpdate();
  }

  hostUpdated(): void {
    if (this.#root !== this.#host.renderRoot) {
      this.#root = this.#host.renderRoot;
      // `scroll` does not bubble, so listen to the capture phase.
      this.#root.addEventListener("scroll", this.#scrolled, { capture: true, passive: true });
    }
    this.requestUpdate();
  }

  protected override render() {
    if (this.#count === 0) return nothing;
    return html`<button class="pill" part="new-calls" type="button" @click=${this.#go}>
      ${UP}
      ${this.#host.text("newCalls", { count: this.#count })}
    </button>`;
  }

  get #list(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(".list");
  }

  #scrolled = (event: Event): void => {
    const { target } = event;
    if (target instanceof HTMLElement && target.matches(".list") && target.scrollTop <= 1) this.clear();
  };

  #go = async (): Promise<void> => {
    await this.#focus.focus(0);
    this.clear();
  };
}
