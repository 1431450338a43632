import { render } from "lit";

/**
 * A part of an element that renders itself: it has a box of its own, which its parent puts into a
 * template once. State comes in through the constructor; wishes go out through callbacks.
 */
export abstract class View<Box extends HTMLElement = HTMLElement> {
  readonly element: Box;
  #pending: Promise<void> | null = null;
  #closed = false;

  constructor(element: Box) {
    this.element = element;
  }

  /** Renders once, in a microtask, for all changes until then. */
  requestUpdate(): void {
    this.#pending ??= Promise.resolve().then(() => {
      this.#pending = null;
      if (this.#closed) return;
      render(this.render(), this.element);
      this.updated();
    });
  }

  /** Resolves once nothing is left to render. */
  async updateComplete(): Promise<void> {
    while (this.#pending) await this.#pending;
  }

  /** The content of `element`: a template, or Lit's `noChange`. */
  protected abstract render(): unknown;

  /** Called after each render, to measure or draw what a template cannot. */
  protected updated(): void {}

  /** Stops listening and rendering. The view is not used again. */
  close(): void {
    this.#closed = true;
  }
}
