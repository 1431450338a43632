import { html, nothing } from "lit";
import { View } from "../base/view.ts";
import type { Question } from "./admin-context.ts";
import type { Words } from "./figures-of.ts";

/** Asks before something happens that viewers notice. Escape and "Cancel" do nothing. */
export class ConfirmView extends View<HTMLDialogElement> {
  readonly #words: () => Words;
  #question: (() => Question) | null = null;

  constructor(words: () => Words) {
    super(document.createElement("dialog"));
    this.#words = words;
    this.element.className = "dialog";
    this.element.setAttribute("aria-labelledby", "question");
    // Firefox makes what scrolls a Tab stop.
    this.element.tabIndex = -1;
    this.element.addEventListener("close", () => {
      this.#question = null;
    });
  }

  ask(question: () => Question): void {
    this.#question = question;
    this.requestUpdate();
  }

  /** Takes the question back. */
  dismiss(): void {
    this.#question = null;
    if (this.element.open) this.element.close();
  }

  protected override render() {
    if (!this.#question) return nothing;
    const { title, text, actions } = this.#question();
    return html`<h2 id="question">${title}</h2>
      <p>${text}</p>
      <div class="buttons">
        <button class="button" type="button" autofocus @click=${() => this.dismiss()}>
          ${this.#words().text("admin.cancel")}
        </button>
        ${actions.map(
          ({ label, act }) => html`<button
            class="button danger"
            type="button"
            @click=${() => {
              this.dismiss();
              act();
            }}
          >
            ${label}
          </button>`,
        )}
      </div>`;
  }

  protected override updated(): void {
    if (this.#question && !this.element.open) this.element.showModal();
  }
}
