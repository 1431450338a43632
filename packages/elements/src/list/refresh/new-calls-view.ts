import type { ReactiveController } from "lit";
import type { Clock } from "../../base/clock.ts";
import { browserClock } from "../../base/clock.ts";
import { NEW_CALLS_QUIET_MS } from "../../base/limits.ts";
import type { ListKit } from "../kit.ts";
import type { ListHost } from "../list-host.ts";
import type { RowFocus } from "../rows/row-focus.ts";

/**
 * The pill over the list: so many calls have come above what is seen. It goes once the top is reached. It
 * jumps there, without a movement that anybody would have to be spared.
 */
export class NewCallsView implements ReactiveController {
  readonly #kit: ListKit;
  readonly #host: ListHost;
  readonly #focus: RowFocus;
  readonly #place: HTMLElement;
  readonly #clock: Clock;
  #count = 0;
  #saidMs = Number.NEGATIVE_INFINITY;
  #root: ListHost["renderRoot"] | null = null;

  constructor(
    kit: ListKit,
    host: ListHost,
    { focus, place, clock = browserClock }: { focus: RowFocus; place: HTMLElement; clock?: Clock },
  ) {
    this.#kit = kit;
    this.#host = host;
    this.#focus = focus;
    this.#place = place;
    this.#clock = clock;
    host.addController(this);
  }

  /** Calls have come above those that were known, and the list has been laid out anew. `said`: they were told of already. */
  arrived(count: number, said: boolean): void {
    if (count === 0) return;
    const wasShown = this.#count > 0;
    // Where all are seen, there is nothing to go to.
    if ((this.#list?.scrollTop ?? 0) > 1) this.#count += count;
    this.#draw();
    const nowMs = this.#clock.now();
    if (said || wasShown || nowMs - this.#saidMs < NEW_CALLS_QUIET_MS) return;
    this.#saidMs = nowMs;
    this.#host.say(this.#host.text("newCalls", { count }));
  }

  clear(): void {
    if (this.#count === 0) return;
    this.#count = 0;
    this.#draw();
  }

  hostUpdated(): void {
    if (this.#root !== this.#host.renderRoot) {
      this.#root = this.#host.renderRoot;
      // It does not bubble, but passes by on its way down.
      this.#root.addEventListener("scroll", this.#scrolled, { capture: true, passive: true });
    }
    if (this.#count > 0) this.#draw();
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

  #draw(): void {
    const { html, nothing, render } = this.#kit;
    const pill = html`<button class="pill" part="new-calls" type="button" @click=${this.#go}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 19V5M6 11l6-6 6 6" /></svg>
      ${this.#host.text("newCalls", { count: this.#count })}
    </button>`;
    render(this.#count > 0 ? pill : nothing, this.#place);
  }
}
