import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Formats } from "../../base/formats.ts";
import { VirtualWindow } from "../../virtual/virtual-window.ts";
import { RowColumns } from "./row-columns.ts";

interface WindowHost extends ReactiveControllerHost {
  readonly renderRoot: ParentNode;
  readonly formats: Formats;
  readonly renderRowEnd: unknown;
  readonly store: { readonly state: { readonly calls: readonly { readonly id: string }[] } } | null;
}

/** The virtual window of the list, bound to the updates of its element and to printing. */
export class RowWindow extends VirtualWindow implements ReactiveController {
  readonly #host: WindowHost;
  readonly #columns = new RowColumns();

  constructor(host: WindowHost, nearEnd: () => void) {
    super({ render: () => host.requestUpdate(), rendered: () => host.updateComplete, nearEnd });
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    for (const type of ["beforeprint", "afterprint"]) addEventListener(type, this.#prints);
  }

  hostUpdate(): void {
    this.setItems(this.#host.store?.state.calls ?? []);
  }

  hostUpdated(): void {
    const rows = this.#rows;
    // Old libraries replace what turns calls into rows. An empty list would be a lie.
    if (rows && !rows.firstChild && this.#host.store?.state.calls.length)
      throw new TypeError("No row is rendered.");
    rows?.style.setProperty("position", "absolute");
    this.attach(rows);
    this.settle();
  }

  hostDisconnected(): void {
    for (const type of ["beforeprint", "afterprint"]) removeEventListener(type, this.#prints);
    this.attach(null);
  }

  override settle(): void {
    const { formats, renderRowEnd } = this.#host;
    const rows = this.#rows;
    if (rows?.offsetWidth) this.#columns.fit(rows, `${formats.locale} ${!renderRowEnd}`);
    super.settle();
  }

  get #rows(): HTMLElement | null {
    return this.#host.renderRoot.querySelector(".rows");
  }

  #prints = ({ type }: Event): void => this.print(type === "beforeprint");
}
