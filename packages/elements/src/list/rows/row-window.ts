import type { ReactiveController, ReactiveControllerHost } from "lit";
import { VirtualWindow } from "../../virtual/virtual-window.ts";

interface WindowHost extends ReactiveControllerHost {
  readonly renderRoot: ParentNode;
  readonly store: { readonly state: { readonly calls: readonly { readonly id: string }[] } } | null;
}

/** The virtual window of the list, bound to the updates of its element and to printing. */
export class RowWindow extends VirtualWindow implements ReactiveController {
  readonly #host: WindowHost;

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
    const rows = this.#host.renderRoot.querySelector<HTMLElement>(".rows");
    rows?.style.setProperty("position", "absolute");
    this.attach(rows);
    this.settle();
  }

  hostDisconnected(): void {
    for (const type of ["beforeprint", "afterprint"]) removeEventListener(type, this.#prints);
    this.attach(null);
  }

  #prints = ({ type }: Event): void => this.print(type === "beforeprint");
}
