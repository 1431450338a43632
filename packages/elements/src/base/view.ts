import { render } from "lit";

/** The element around views. */
export interface ViewHost {
  /** Called with the box of a view that threw while it was rendered. It renders no more. */
  viewBroke?: (view: HTMLElement, error: unknown) => void;
}

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
      try {
        render(this.render(), this.element);
        this.updated();
      } catch (error) {
        this.#closed = true;
        // Until now, the view may not be in its element.
        setTimeout(() => {
          const { host } = this.element.getRootNode() as Partial<ShadowRoot>;
          (host as ViewHost | undefined)?.viewBroke?.(this.element, error);
        });
      }
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
