import { View } from "../base/view.ts";

interface Listened {
  subscribe(listener: () => void): () => void;
}

/** A part of the page, which loads when it is opened. */
export abstract class SectionView extends View {
  readonly #ends: (() => void)[] = [];

  constructor() {
    super(document.createElement("section"));
  }

  /** Loads what it shows. */
  abstract open(): void;

  /** Renders with each change of the stores, until it closes. */
  protected follow(...stores: readonly Listened[]): void {
    this.#ends.push(...stores.map((store) => store.subscribe(() => this.requestUpdate())));
  }

  /** Listens until it closes. */
  protected until(end: () => void): void {
    this.#ends.push(end);
  }

  override close(): void {
    for (const end of this.#ends) end();
    super.close();
  }
}
