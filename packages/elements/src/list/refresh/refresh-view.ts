import type { ListKit } from "../kit.ts";
import type { ListHost } from "../list-host.ts";

/** The button that asks for newer calls. Draws itself, so that whoever shows it has no more to do with it. */
export class RefreshView {
  /** To be put into the toolbar. */
  readonly element = document.createElement("div");
  readonly #kit: ListKit;
  readonly #host: ListHost;
  readonly #act: () => void;
  #busy = false;

  constructor(kit: ListKit, host: ListHost, act: () => void) {
    this.#kit = kit;
    this.#host = host;
    this.#act = act;
    this.element.className = "refresh";
  }

  busy(busy: boolean): void {
    this.#busy = busy;
    this.draw();
  }

  draw(): void {
    const { html, render } = this.#kit;
    const { text } = this.#host;
    // Not `disabled` while it is busy: that would take the focus away.
    render(
      html`<button
        class="tool-button ${this.#busy ? "busy" : ""}"
        part="refresh"
        type="button"
        aria-label=${text("refresh")}
        title=${text("refresh")}
        aria-busy=${this.#busy}
        @click=${this.#act}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.4M20 4v5.4h-5.4" /></svg>
      </button>`,
      this.element,
    );
  }
}
