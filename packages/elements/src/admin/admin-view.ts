import { html, nothing } from "lit";
import type { Clock } from "../base/clock.ts";
import { View } from "../base/view.ts";
import type { Catalogue } from "../i18n/text.ts";
import type { AdminContext } from "./admin-context.ts";
import { adminFormats } from "./admin-formats.ts";
import type { AdminSession } from "./admin-session.ts";
import { type adminLanguage, adminText } from "./admin-text.ts";
import { shortName } from "./ask-about-viewer.ts";
import { AuditView } from "./audit-view.ts";
import { ChartsView } from "./charts-view.ts";
import { ConfirmView } from "./confirm-view.ts";
import { DeliveriesView } from "./deliveries-view.ts";
import type { Words } from "./figures-of.ts";
import { renderFailure } from "./render-failure.ts";
import type { SectionView } from "./section-view.ts";
import { SignInView } from "./sign-in-view.ts";
import { SwitchesStore, type SwitchOutcome } from "./switches-store.ts";
import { SwitchesView } from "./switches-view.ts";
import { WorkerStore } from "./worker-store.ts";
import { WorkerView } from "./worker-view.ts";

const SECTIONS = ["audit", "charts", "switches", "deliveries", "figures"] as const;

type Section = (typeof SECTIONS)[number];

/** What is there only while somebody is signed in. */
interface Opened {
  name: Section;
  view: SectionView;
  switches: SwitchesStore;
  worker: WorkerStore;
}

type AdminLanguage = ReturnType<typeof adminLanguage>;

export interface AdminViewOptions {
  session: AdminSession;
  clock: Clock;
  language: AdminLanguage;
  texts: Catalogue;
  save: AdminContext["save"];
  isVisible: AdminContext["isVisible"];
}

/** The owner's page: the sign-in, and behind it the sections. */
export class AdminView extends View {
  readonly #session: AdminSession;
  readonly #options: AdminViewOptions;
  readonly #signIn: SignInView;
  readonly #confirm: ConfirmView;
  #words: Words;
  #opened: Opened | null = null;
  #said = "";
  /** Where the focus goes after the next render. */
  #focusNext: "secret" | "section" | null = null;

  constructor(options: AdminViewOptions) {
    super(document.createElement("div"));
    this.#options = options;
    this.#session = options.session;
    this.#words = wordsIn(options.language, options.texts);
    this.#signIn = new SignInView(options.session, () => this.#words);
    this.#confirm = new ConfirmView(() => this.#words);
    this.element.className = "box admin";
    this.element.lang = options.language;
    this.#session.subscribe(({ phase }, previous) => this.#phaseChanged(phase, previous.phase));
    this.#signIn.requestUpdate();
    this.requestUpdate();
  }

  /** Shows everything in another language. */
  speak(language: AdminLanguage): void {
    this.element.lang = language;
    this.#words = wordsIn(language, this.#options.texts);
    for (const view of [this, this.#signIn, this.#confirm, this.#opened?.view]) view?.requestUpdate();
  }

  /** Somebody leaves the page: nothing stays that a secret opened. */
  forget(): void {
    this.#signIn.forget();
    this.#session.signOut("left");
  }

  override close(): void {
    this.#closeSections();
    for (const view of [this.#signIn, this.#confirm]) view.close();
    super.close();
  }

  protected override render() {
    const { text } = this.#words;
    const opened = this.#opened;
    return html`${
      opened
        ? html`<header class="bar">
                <h1>${text("admin.title")}</h1>
                <nav aria-label=${text("admin.sections")}>
                  ${SECTIONS.map(
                    (name) => html`<button
                      class="tab"
                      type="button"
                      aria-current=${name === opened.name ? "page" : nothing}
                      @click=${() => this.#openSection(name)}
                    >
                      ${text(`admin.${name}`)}
                    </button>`,
                  )}
                </nav>
                <button class="button" type="button" @click=${() => this.#session.signOut("left")}>
                  ${text("admin.signOut")}
                </button>
              </header>
              <div class="content">${this.#renderOutcome(opened)} ${opened.view.element}</div>`
        : this.#signIn.element
    }
      <p class="unseen" role="status">${this.#said}</p>
      ${this.#confirm.element}`;
  }

  protected override updated(): void {
    const focus = this.#focusNext;
    this.#focusNext = null;
    if (focus === "secret") void this.#signIn.updateComplete().then(() => this.#signIn.focus());
    const view = this.#opened?.view;
    if (focus === "section" && view)
      void view.updateComplete().then(() => view.element.querySelector<HTMLElement>("h2")?.focus());
  }

  /** What the last switch or revocation did, in whichever section it was asked for. */
  #renderOutcome({ switches }: Opened) {
    const { outcome, refused } = switches.state;
    if (refused) return renderFailure(refused, this.#words, null);
    return outcome ? html`<p class="told done">${switchWords(outcome, this.#words)}</p>` : nothing;
  }

  #phaseChanged(phase: string, previous: string): void {
    if (phase === "signed-in" && previous !== "signed-in") {
      this.#openSections();
      this.#say(this.#words.text("admin.signedIn"));
    }
    if (phase === "signed-out" && previous === "signed-in") this.#closeSections();
    if (phase === "signed-out") this.#focusNext = "secret";
    this.#signIn.requestUpdate();
    this.requestUpdate();
  }

  #openSections(): void {
    const { client } = this.#session;
    const switches = new SwitchesStore(client);
    const worker = new WorkerStore(client, this.#options.clock);
    switches.subscribe(({ outcome }, previous) => {
      if (outcome && outcome !== previous.outcome) this.#say(switchWords(outcome, this.#words));
      this.requestUpdate();
    });
    void switches.load();
    this.#opened = { name: "audit", view: this.#viewOf("audit", switches, worker), switches, worker };
    this.#opened.view.open();
    this.#focusNext = "section";
  }

  #closeSections(): void {
    this.#opened?.view.close();
    this.#opened?.switches.close();
    this.#opened?.worker.close();
    this.#opened = null;
    this.#said = "";
    this.#confirm.dismiss();
  }

  #openSection(name: Section): void {
    const opened = this.#opened;
    if (!opened) return;
    opened.view.close();
    const view = this.#viewOf(name, opened.switches, opened.worker);
    this.#opened = { ...opened, name, view };
    view.open();
    this.requestUpdate();
  }

  #viewOf(name: Section, switches: SwitchesStore, worker: WorkerStore): SectionView {
    const context = this.#context;
    switch (name) {
      case "audit":
        return new AuditView(context, switches);
      case "charts":
        return new ChartsView(context, worker, switches);
      case "switches":
        return new SwitchesView(context, switches);
      case "deliveries":
        return new DeliveriesView(context);
      case "figures":
        return new WorkerView(context, worker);
    }
  }

  get #context(): AdminContext {
    const { clock, save, isVisible } = this.#options;
    return {
      client: this.#session.client,
      ...{ clock, save, isVisible },
      words: () => this.#words,
      say: (message) => this.#say(message),
      ask: (question) => this.#confirm.ask(question),
    };
  }

  #say(message: string): void {
    this.#said = message;
    this.requestUpdate();
  }
}

function wordsIn(language: AdminLanguage, texts: Catalogue): Words {
  return { text: adminText(language, texts), formats: adminFormats(language) };
}

/** What a switch or a revocation did. */
function switchWords(outcome: SwitchOutcome, { text }: Words): string {
  const { did, target } = outcome;
  const { site, subject } = target ?? { site: text("admin.everyone"), subject: null };
  const what = subject === null ? site : `${shortName(subject)} (${site})`;
  const done = text(`admin.done.${did}`, { what });
  if (did === "revoked" || did === "on") return done;
  const { calls } = outcome;
  if (calls === null) return `${done}. ${text("admin.done.unknown")}`;
  return calls.hungUp + calls.waiting + calls.failed === 0
    ? done
    : `${done}. ${text("admin.done.calls", { ...calls })}`;
}
