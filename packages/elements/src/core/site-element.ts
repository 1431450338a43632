import type { Diagnosis } from "@keyhole/contract";
import { LitElement, type PropertyValues } from "lit";
import { type Formats, formatsFor } from "../base/formats.ts";
import { LazyModule, loadFailure } from "../base/lazy-module.ts";
import { ANNOUNCE_AFTER_MS } from "../base/limits.ts";
import { type PageFailure, pageFailure } from "../base/page-failure.ts";
import { VERSION } from "../base/version.ts";
import type { ViewHost } from "../base/view.ts";
import { type Notice, plainNotice } from "../errors/render-notice.ts";
import type { Misuse, Trouble } from "../errors/trouble.ts";
import type { Unreachable } from "../errors/unreachable.ts";
import { KeyholeErrorEvent } from "../events/keyhole-error-event.ts";
import { KeyholeSignOutEvent } from "../events/keyhole-sign-out-event.ts";
import { en } from "../i18n/en.ts";
import { hasLanguage, languageOf, loadLanguage, textIn, withTexts } from "../i18n/localize.ts";
import type { Catalogue, Text, TextKey } from "../i18n/text.ts";
import { openSession, type Session, type SessionOptions } from "../session/index.ts";
import { repeatMarks } from "./repeat-marks.ts";
import { type GetAssertion, resolveSettings, type Settings } from "./settings.ts";

type ErrorTexts = typeof import("../errors/index.ts");

const loadDoctor = () => import("../doctor/index.ts");
const loadErrorTexts = (): Promise<ErrorTexts> => withTexts(import("../errors/index.ts"));

/** Base of the elements: settings, session and notices. */
export abstract class SiteElement extends LitElement implements Settings {
  static override readonly properties: Record<string, object> = {
    site: {},
    broker: {},
    assertionSrc: { attribute: "assertion-src" },
    getAssertion: { attribute: false },
    timeZone: { attribute: "time-zone" },
    texts: { attribute: false },
  };
  /** Version of the bundle that defined the element. */
  static readonly version = VERSION;

  /** Id of the site in the broker's config. */
  site: string | null = null;
  /** Address of the broker, with its path if it has one. Default: where the script came from. */
  broker: string | null = null;
  /** Same-origin URL that answers with an assertion of who is signed in. */
  assertionSrc: string | null = null;
  /** Function that resolves to the assertion; takes precedence over the URL. The next renewal calls the newest one. */
  getAssertion: GetAssertion | null = null;
  /** Time zone of dates, an IANA name such as `Europe/Berlin`. Default: the device's own. */
  timeZone: string | null = null;
  /** Texts by key that replace the element's own. */
  texts: Catalogue | null = null;

  /** @internal Looks up a text; all are empty until the language of the page has loaded. */
  readonly text: Text = (key, values) =>
    this.#language ? textIn(this.formats.locale, this.texts ?? {}, key, values) : "";
  /** Content of the polite live region. */
  protected announcement = "";
  #announceTimer: ReturnType<typeof setTimeout> | undefined;
  /** @internal */
  misuse: Misuse | PageFailure | null = null;
  /** @internal */
  session: Session | null = null;
  /** @internal */
  declare viewBroke?: ViewHost["viewBroke"];
  protected readonly openSession: (options: SessionOptions) => Session = openSession;
  /** @internal */
  readonly errorTexts = new LazyModule<ErrorTexts>(this, loadErrorTexts);
  /** Checks the settings again, though no property has changed. */
  readonly #recheckSettings = () => this.requestUpdate("site");
  #attributeObserver: MutationObserver | undefined;
  #sessionOptions: SessionOptions | null = null;
  /** Why the broker did not answer, last time. */
  #unreachable: Unreachable | undefined;
  /** The language requested last, and the language in use. */
  #requestedLanguage = "";
  #language = "";

  /** Drops token, key and content of all elements of this site, on the page and in other tabs. */
  async signOut(): Promise<void> {
    await this.updateComplete;
    await this.session?.signOut();
  }

  /** Ends the state after `signOut()`, or tries again after a failure. */
  async signIn(): Promise<void> {
    await this.updateComplete;
    this.session?.signIn();
  }

  /** RFC 7638 thumbprint of the page's key, with which a host marks calls as this visitor's own. */
  async thumbprint(): Promise<string> {
    await this.updateComplete;
    if (!this.session) throw new TypeError("`thumbprint()` needs `site` and `broker`");
    return this.session.thumbprint();
  }

  /**
   * Checks why calls do not appear: page, sign-in and broker. Resolves to a list of checks, each with what to do, and
   * never rejects. `show` also shows it to the viewer.
   */
  diagnose(options?: { show?: boolean }): Promise<Diagnosis> {
    return loadDoctor().then(
      ({ examine }) => examine(this, () => this.#sessionOptions, options),
      (error) => ({
        checks: [{ id: "files", ok: false, fix: this.explain(loadFailure(error)).text }],
        version: VERSION,
      }),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#recheckSettings();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("online", this.#recheckSettings);
    this.#attributeObserver?.disconnect();
    clearTimeout(this.#announceTimer);
    this.announcement = "";
    this.suspend(false);
  }

  /** Called by `moveBefore`, which neither disconnects nor connects: nothing to do. */
  connectedMoveCallback(): void {}

  /** Creates the style sheet anew: a sheet belongs to one document. */
  adoptedCallback(): void {
    const root = this.shadowRoot;
    const view = this.ownerDocument.defaultView;
    if (!root || !view) return;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync((this.constructor as typeof LitElement).elementStyles.join(""));
    root.adoptedStyleSheets = [sheet];
  }

  /** Starts with a session, a new one or the previous one. */
  protected abstract begin(session: Session): void;
  /** Stops requests; `changed` if another session follows. */
  protected abstract suspend(changed: boolean): void;
  /** A mistake that the subclass finds in the markup. */
  protected missing(): Misuse | null {
    return null;
  }
  /** @internal Called when the language or a notice has changed, to update views that render themselves. */
  wordsChanged(): void {}

  /** @internal Announces a message. Of several in a short time, as while scrolling, only the last is announced. */
  say(message: string): void {
    clearTimeout(this.#announceTimer);
    this.#announceTimer = setTimeout(() => {
      this.announcement = message;
      this.requestUpdate();
    }, ANNOUNCE_AFTER_MS);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    try {
      return super.createRenderRoot();
    } catch (error) {
      // Without styles, the notice can still be read.
      this.broke(error);
      return this.shadowRoot ?? this;
    }
  }

  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (error) {
      this.broke(error);
    }
  }

  /** Hides what is shown while nobody knows who looks; it keeps its place. */
  protected override updated(changed: PropertyValues): void {
    const box = this.renderRoot.querySelector<HTMLElement>(".box");
    if (!box) return;
    if (changed.size) repeatMarks(this, box);
    box.style.visibility = this.session?.away ? "hidden" : "";
  }

  /** @internal Shows a notice for an exception that nobody expects. Plain text, where no notice can be rendered. */
  broke(error: unknown): void {
    if (this.misuse?.kind !== "page") {
      this.misuse = pageFailure(error);
      void this.failed(this.misuse);
      this.requestUpdate();
      return;
    }
    const words = document.createElement("p");
    const { reason } = this.misuse;
    const say = (text: Text) => `${text("page.title")}. ${text("page.text", { reason })}`;
    const inEnglish = (key: TextKey) => en[key as "page.title"].replace("{reason}", reason);
    try {
      words.textContent = say(this.#language ? this.text : inEnglish);
    } catch {
      // The exception is about texts.
      words.textContent = say(inEnglish);
    }
    this.renderRoot.replaceChildren(words);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.size) this.#applySettings();
    this.#followLanguage();
  }

  /** @internal */
  get formats(): Formats {
    return formatsFor(this, this.misuse?.kind === "time-zone-invalid" ? null : this.timeZone);
  }

  /** BCP 47 tag of the texts; empty until it is known. */
  protected get language(): string {
    return this.#language;
  }

  /** @internal The notice for a trouble; null while its texts are loading. */
  notice(trouble: Trouble): Notice | null {
    const { loaded, failure } = this.errorTexts;
    if (loaded) return loaded.noticeOf(this, trouble, this.#noticeContext(), this.#unreachable);
    return failure || ["network", "part", "page"].includes(trouble.kind) ? this.#plainNotice(trouble) : null;
  }

  /** @internal The notice for a trouble; a plain one while its texts are loading. */
  explain(trouble: Trouble): Notice {
    return this.notice(trouble) ?? this.#plainNotice(trouble);
  }

  /** @internal Reports a trouble: an event, and the live region. */
  async failed(trouble: Trouble): Promise<void> {
    this.dispatchEvent(new KeyholeErrorEvent(trouble));
    await this.prepareNotice(trouble);
    const notice = this.notice(trouble);
    // Without that file, there is no line on the console.
    this.errorTexts.loaded?.warn(this.localName, trouble, this.#noticeContext(), notice).catch(() => {});
    if (notice) this.say(this.text("sentences", { title: notice.title, text: notice.text }));
  }

  /** @internal Reports a sign-out, where something was shown before. */
  signedOut(before: string | undefined): void {
    if (before !== "idle" && before !== "signed-out") this.dispatchEvent(new KeyholeSignOutEvent());
    void this.prepareNotice({ kind: "signed-out" });
  }

  /** @internal Loads the texts for a trouble. */
  async prepareNotice({ kind }: Trouble): Promise<void> {
    await this.errorTexts.load();
    const { loaded } = this.errorTexts;
    loaded?.adoptNoticeStyles(this.renderRoot);
    if (kind === "network") {
      this.#unreachable = await loaded?.diagnoseNetworkError(this.#sessionOptions?.broker ?? "");
      this.requestUpdate();
    }
    this.wordsChanged();
  }

  #plainNotice(trouble: Trouble): Notice {
    return plainNotice(this.text, trouble, this.#noticeContext(), this.errorTexts.failure !== null);
  }

  #noticeContext() {
    const { site = "", broker = "" } = this.#sessionOptions ?? {};
    return { site, broker, origin: globalThis.origin, locale: this.formats.locale };
  }

  /** Loads the language of the page if it has changed. */
  #followLanguage(): void {
    const language = languageOf(this.formats.locale);
    if (language === this.#requestedLanguage) return;
    this.#requestedLanguage = language;
    const use = () => {
      if (language !== this.#requestedLanguage) return;
      this.#language = hasLanguage(language) ? language : "en";
      this.requestUpdate();
      this.wordsChanged();
    };
    if (language === "en" || hasLanguage(language)) use();
    else void loadLanguage(language).then(use);
  }

  /** Opens the session of the settings. The same settings keep session and rows. */
  #applySettings(): void {
    if (!this.isConnected || this.misuse?.kind === "page") return;
    this.#attributeObserver ??= new MutationObserver(this.#recheckSettings);
    this.#attributeObserver.observe(this, { attributes: true });
    this.#attributeObserver.observe(document.documentElement, { attributeFilter: ["lang"] });
    // A file that was out of reach while the device was offline is loaded then.
    addEventListener("online", this.#recheckSettings);
    const options = resolveSettings(this, import.meta.url);
    const misuse = "kind" in options ? options : this.missing();
    if (misuse || "kind" in options) {
      this.suspend(true);
      this.session = this.#sessionOptions = null;
      if (misuse && this.misuse?.kind !== misuse.kind) void this.failed(misuse);
      this.misuse = misuse;
      return;
    }
    this.misuse = null;
    // The same settings resolve to the same session.
    const session = this.openSession(options);
    if (session !== this.session) this.suspend(true);
    this.#sessionOptions = options;
    this.session = session;
    this.begin(session);
  }
}
