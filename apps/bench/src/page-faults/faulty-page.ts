import type { Demo } from "@keyhole/launch";
import { type ScenarioName, SHOWCASE_CALL_IDS } from "@keyhole/simulator";
import type { Browser, BrowserContext, Page } from "playwright-core";

export const ELEMENTS = ["keyhole-calls", "keyhole-call", "keyhole-overview"] as const;
/** What an element shows: its content alone, a notice or a strip, or nothing. */
export type Shown = "right" | "notice" | "nothing";

/** How often the list asks. */
const REFRESH_SECONDS = 5;

/** A page of the demo's administrator in a context of its own, with the three elements that show calls. */
export class FaultyPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests to the broker so far. */
  requests = 0;
  readonly #demo: Demo;
  readonly #errors: string[] = [];

  /** `script` runs in the page before its own. */
  static async open(browser: Browser, demo: Demo, script?: () => void): Promise<FaultyPage> {
    const context = await browser.newContext();
    await context.addInitScript(collectRejections);
    if (script) await context.addInitScript(script);
    return new FaultyPage(await context.newPage(), context, demo);
  }

  private constructor(page: Page, context: BrowserContext, demo: Demo) {
    this.page = page;
    this.context = context;
    this.#demo = demo;
    page.on("pageerror", (error) => this.#errors.push(String(error)));
    page.on("request", (request) => {
      if (request.url().startsWith(demo.brokerUrl)) this.requests += 1;
    });
  }

  async signIn(): Promise<void> {
    await this.page.goto(this.#demo.pageUrl);
    await this.page.getByRole("radio", { name: "Inês Duarte" }).check();
    await this.page.evaluate(() => customElements.whenDefined("keyhole-overview"));
  }

  /** Puts the elements in the place of the demo's own. */
  addElements(): Promise<void> {
    return this.page.evaluate(
      ([callId, seconds]) => {
        const make = (name: string, attributes: Record<string, string> = {}) => {
          const element = document.createElement(name);
          const all = { site: "acme", "assertion-src": "/keyhole-assertion", ...attributes };
          for (const [attribute, value] of Object.entries(all)) element.setAttribute(attribute, value);
          return element;
        };
        const list = make("keyhole-calls", { "refresh-seconds": String(seconds) });
        Object.assign(list, {
          renderRowEnd({ id }: { id: string }) {
            const end = document.createElement("span");
            end.dataset.callId = id;
            return end;
          },
        });
        const call = make("keyhole-call", { "call-id": callId });
        document.querySelector("main")?.replaceChildren(list, call, make("keyhole-overview"));
      },
      [SHOWCASE_CALL_IDS.direct, REFRESH_SECONDS] as const,
    );
  }

  /** What each element shows, as soon as all of them show what is awaited, or when the time is over. */
  async waitFor(ms: number, isAwaited: (shown: readonly Shown[]) => boolean): Promise<Shown[]> {
    const endMs = performance.now() + ms;
    for (;;) {
      const shown = await this.shown();
      if (isAwaited(shown) || performance.now() > endMs) return shown;
      await pause(200);
    }
  }

  shown(): Promise<Shown[]> {
    return this.page.evaluate(
      (names) =>
        names.map((name): Shown => {
          const root = document.querySelector(name)?.shadowRoot;
          const has = (parts: readonly string[]) =>
            parts.some((part) => root?.querySelector(`[part~="${part}"]`)?.checkVisibility());
          if (has(["notice", "strip"])) return "notice";
          return has(["row", "call", "turn", "facts", "chart"]) ? "right" : "nothing";
        }),
      [...ELEMENTS],
    );
  }

  /** Ids of the calls whose rows the list has drawn, in its order. */
  rowIds(): Promise<string[]> {
    return this.page.evaluate(() => {
      const root = document.querySelector("keyhole-calls")?.shadowRoot;
      const rows = [...(root?.querySelectorAll(".row[aria-rowindex]") ?? [])];
      const index = (row: Element) => Number(row.getAttribute("aria-rowindex"));
      return rows
        .sort((one, other) => index(one) - index(other))
        .flatMap((row) => row.querySelector<HTMLElement>("[data-call-id]")?.dataset.callId ?? []);
    });
  }

  /** Errors and rejections that nobody handled. */
  async unhandled(): Promise<string[]> {
    const rejections = await this.page.evaluate(
      () => (window as unknown as { rejections: string[] }).rejections,
    );
    return [...this.#errors, ...rejections];
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

function collectRejections(): void {
  const rejections: string[] = [];
  addEventListener("unhandledrejection", ({ reason }) => rejections.push(`rejection: ${reason}`));
  Object.assign(window, { rejections });
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The demo's simulator, by its control plane. */
export class FaultyUpstream {
  readonly #url: string;

  constructor({ simulatorUrl }: Demo) {
    this.#url = `${simulatorUrl}/_simulator`;
  }

  async set(name: ScenarioName): Promise<void> {
    await this.#send("PUT", "scenario", { name });
  }

  async addCall(): Promise<string> {
    const { callId } = (await this.#send("POST", "calls", {})) as { callId: string };
    return callId;
  }

  async callCount(): Promise<number> {
    return ((await (await fetch(`${this.#url}/state`)).json()) as { calls: number }).calls;
  }

  /** Ids of the newest calls. */
  async callIds(limit: number): Promise<string[]> {
    const lines = await (await fetch(`${this.#url}/calls?limit=${limit}`)).text();
    return lines
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { callId: string }).callId);
  }

  async #send(method: string, path: string, body: unknown): Promise<unknown> {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(`${this.#url}/${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the simulator answers ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
}
