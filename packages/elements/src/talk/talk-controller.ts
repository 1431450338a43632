import type { ReactiveController } from "lit";
import { LazyModule, type LoadFailure } from "../base/lazy-module.ts";
import type { ElementContent } from "../core/lazy-element.ts";
import { withTexts } from "../i18n/localize.ts";
import type { Session } from "../session/index.ts";
import { loadTalkTexts } from "./load-talk-texts.ts";
import { openAudio } from "./model/open-audio.ts";
import type { Tool } from "./model/talk-state.ts";
import type { TalkPanel } from "./panel/index.ts";
import type { OpenStore, TalkHost } from "./panel/talk-host.ts";
import { TalkView } from "./talk-view.ts";

type PanelModule = typeof import("./panel/index.ts");

const loadPanel = (): Promise<PanelModule> => withTexts(import("./panel/index.ts"));

/** The element beyond its interface: a test or the playground may bring a store of its own. */
interface Host extends TalkHost {
  readonly openStore?: OpenStore | null;
}

/** The button, and behind it everything of a call, which is loaded on the first press. */
export class TalkController implements ElementContent, ReactiveController {
  readonly view: TalkView;
  readonly host: TalkHost;
  /** Everything of a call, once it is loaded and used. */
  panel: TalkPanel | null = null;
  /** The button was pressed, and what it opens is loading. */
  isOpening = false;
  /** Why it cannot be opened. */
  failure: LoadFailure | null = null;
  /** A floating call is folded away. */
  isFolded = false;
  readonly #module: LazyModule<PanelModule>;
  readonly #openStore: OpenStore | null;
  #session: Session | null = null;

  constructor(host: TalkHost) {
    this.host = host;
    this.#openStore = (host as Host).openStore ?? null;
    this.#module = new LazyModule<PanelModule>(host, loadPanel);
    this.view = new TalkView(this);
    host.viewBroke = (_view, error) => host.broke(error);
    host.addController(this);
    host.requestUpdate();
  }

  /** Whether a call, or what is shown before and after it, takes the place of the button. */
  get isOpen(): boolean {
    return this.panel?.isOpen ?? false;
  }

  start(session: Session): void {
    this.#session = session;
    this.panel?.begin(session);
    void this.refreshTexts();
  }

  stop(): void {
    this.panel?.stop();
  }

  retry(): void {
    const session = this.#session;
    if (session?.state.status === "signed-out") session.signIn();
    else void this.press();
  }

  hangUp(): void {
    this.panel?.hangUp();
  }

  registerTool(name: string, tool: Tool | null): void {
    this.panel?.registerTool(name, tool);
  }

  /** Loads the code of a call ahead of a press that is likely. A failure is told after the press. */
  prefetch = (): void => {
    void this.#module.load();
  };

  press = async (): Promise<void> => {
    this.isFolded = false;
    if (this.isOpening || !this.#session) return;
    this.isOpening = true;
    this.failure = null;
    this.view.requestUpdate();
    // In the click: what the browser lets sound then may stay silent when it is made after loading.
    const audio = openAudio();
    await Promise.all([this.#module.load(), loadTalkTexts(this.host.formats.locale)]);
    this.isOpening = false;
    const { loaded, failure } = this.#module;
    this.failure = failure;
    if (failure) void this.host.failed(failure);
    if (loaded && this.#session) {
      this.panel ??= new loaded.TalkPanel(this.host, this.#openStore ?? loaded.openTalk, {
        changed: () => this.view.requestUpdate(),
        fold: () => this.fold(true),
      });
      this.panel.begin(this.#session);
      this.panel.press(audio);
    } else audio.close();
    this.view.requestUpdate();
  };

  /** Shows a floating call, or folds it away; the call goes on. */
  fold = (isFolded: boolean): void => {
    this.isFolded = isFolded;
    this.view.requestUpdate();
  };

  async refreshTexts(): Promise<void> {
    if (await loadTalkTexts(this.host.formats.locale)) this.#update();
  }

  /** Words, settings, and the direction of text, may be others. */
  hostUpdated(): void {
    this.#update();
  }

  #update(): void {
    this.view.requestUpdate();
    this.panel?.requestUpdate();
  }
}
