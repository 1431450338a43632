import { browserClock } from "../base/clock.ts";
import { saveFile } from "../base/save-file.ts";
import { stylesAdopter } from "../base/styles/adopt-styles.ts";
import { box } from "../base/styles/box.styles.ts";
import { controls } from "../base/styles/controls.styles.ts";
import { tokens } from "../base/styles/tokens.styles.ts";
import type { ViewHost } from "../base/view.ts";
import type { Catalogue } from "../i18n/text.ts";
import { chartStyles } from "../overview/chart.styles.ts";
import { adminStyles } from "./admin.styles.ts";
import { AdminSession } from "./admin-session.ts";
import { adminLanguage, adminText } from "./admin-text.ts";
import { AdminView } from "./admin-view.ts";

const adopt = stylesAdopter(tokens("admin", "none"), box, controls, chartStyles, adminStyles);

/** What shows that the owner is there. */
const USES = ["keydown", "pointerdown", "input"] as const;

/**
 * The page at `/admin`, which asks the broker that it came from. It is no element for other pages: it has no attribute,
 * and its language is that of the document.
 */
export class KeyholeAdmin extends HTMLElement implements ViewHost {
  /** Address of the broker, with a slash at its end. */
  base = new URL(".", document.baseURI).href;
  /** The time and the requests of the page; a test has its own. */
  clock = browserClock;
  fetch: typeof globalThis.fetch = (...request) => globalThis.fetch(...request);
  save = saveFile;
  /** Texts that replace those of the catalogues. */
  texts: Catalogue = {};
  /** Where `pagehide` is heard. */
  leaving: EventTarget = window;
  #view: AdminView | null = null;
  #session: AdminSession | null = null;
  readonly #language = new MutationObserver(() => this.#view?.speak(this.#documentLanguage));

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    adopt(root);
    const { base, fetch, clock, save, texts } = this;
    const session = new AdminSession({ base, fetch, clock });
    const isVisible = () => document.visibilityState === "visible";
    this.#session = session;
    const language = this.#documentLanguage;
    this.#view = new AdminView({ session, clock, save, texts, isVisible, language });
    root.replaceChildren(this.#view.element);
    for (const type of USES) this.addEventListener(type, this.#used);
    this.leaving.addEventListener("pagehide", this.#left);
    this.#language.observe(document.documentElement, { attributeFilter: ["lang"] });
  }

  disconnectedCallback(): void {
    this.#language.disconnect();
    this.leaving.removeEventListener("pagehide", this.#left);
    for (const type of USES) this.removeEventListener(type, this.#used);
    this.#session?.close();
    this.#view?.close();
    this.shadowRoot?.replaceChildren();
  }

  /** @internal Says so in place of a part that broke. */
  viewBroke(view: HTMLElement, error: unknown): void {
    this.#session?.signOut(null, { kind: "page", reason: `${error}` });
    const text = adminText(this.#documentLanguage, this.texts);
    const words = document.createElement("p");
    words.className = "failure";
    words.textContent = `${text("admin.broken.title")}. ${text("admin.broken.text", { reason: `${error}` })}`;
    view.replaceWith(words);
  }

  get #documentLanguage() {
    return adminLanguage(document.documentElement.lang);
  }

  #used = (): void => this.#session?.use();

  /** The back-forward cache keeps pages as they are. */
  #left = (): void => this.#view?.forget();
}
