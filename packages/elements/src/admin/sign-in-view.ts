import { html, nothing } from "lit";
import { View } from "../base/view.ts";
import type { AdminSession } from "./admin-session.ts";
import type { Words } from "./figures-of.ts";
import { renderFailure } from "./render-failure.ts";

/**
 * Takes the secret. The field is emptied as soon as it is read. It asks the browser not to keep the secret: below a path,
 * other pages of the same origin could have it filled in.
 */
export class SignInView extends View {
  readonly #session: AdminSession;
  readonly #words: () => Words;
  #isShown = false;

  constructor(session: AdminSession, words: () => Words) {
    super(document.createElement("div"));
    this.#session = session;
    this.#words = words;
    this.element.className = "sign-in";
  }

  /** Empties the field: somebody leaves. */
  forget(): void {
    const field = this.#field;
    if (field) field.value = "";
    this.#isShown = false;
  }

  focus(): void {
    this.#field?.focus();
  }

  get #field(): HTMLInputElement | null {
    return this.element.querySelector("#secret");
  }

  protected override render() {
    const { text } = this.#words();
    const { phase, failure, ended } = this.#session.state;
    const isChecking = phase === "checking";
    return html`<h1>${text("admin.title")}</h1>
      ${failure ? renderFailure(failure, this.#words(), null) : nothing}
      ${!failure && ended ? html`<p class="told" role="status">${text(`admin.${ended}`)}</p>` : nothing}
      <form class="form" @submit=${this.#submitted}>
        <label class="field">
          <span class="field-label">${text("admin.secret")}</span>
          <input
            id="secret"
            type=${this.#isShown ? "text" : "password"}
            autocomplete="off"
            spellcheck="false"
            required
            ?disabled=${isChecking}
            aria-describedby="help"
          />
        </label>
        <label class="check">
          <input type="checkbox" .checked=${this.#isShown} @change=${this.#toggled} />
          <span>${text("admin.show")}</span>
        </label>
        <button class="button main" type="submit" ?disabled=${isChecking}>
          ${text(isChecking ? "admin.signingIn" : "admin.signIn")}
        </button>
        <p id="help" class="small">${text("admin.secret.help")}</p>
      </form>`;
  }

  #submitted = (event: Event): void => {
    event.preventDefault();
    const secret = this.#field?.value.trim() ?? "";
    this.forget();
    if (secret) void this.#session.signIn(secret);
  };

  #toggled = ({ target }: Event): void => {
    this.#isShown = (target as HTMLInputElement).checked;
    this.requestUpdate();
  };
}
