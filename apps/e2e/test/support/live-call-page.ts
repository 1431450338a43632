import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { findChromium } from "@keyhole/dev/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import { bundlePage } from "./bundle-page.ts";
import { until } from "./until.ts";

/** The vendor's client on a page, and what happened to it. */
const SCRIPT = `
  import { UltravoxSession } from "ultravox-client";

  const peers = [];
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...options) {
      super(...options);
      peers.push(this);
    }
  };
  const seen = { statuses: [], tools: [], messages: [], errors: [] };
  addEventListener("unhandledrejection", ({ reason }) => seen.errors.push(String(reason)));
  const session = new UltravoxSession();
  session.addEventListener("status", () => seen.statuses.push(session.status));
  session.addEventListener("data_message", ({ message }) => seen.messages.push(message.type));
  session.registerToolImplementation("show-map", (parameters) => {
    seen.tools.push(parameters);
    return "shown";
  });
  const audioStats = async () => {
    const reports = await Promise.all(peers.map((peer) => peer.getStats()));
    const stats = reports.flatMap((report) => [...report.values()]).filter(({ kind }) => kind === "audio");
    const sum = (type, field) => stats.reduce((total, entry) => total + (entry.type === type ? entry[field] ?? 0 : 0), 0);
    return { heard: sum("inbound-rtp", "totalAudioEnergy"), sent: sum("outbound-rtp", "packetsSent") };
  };
  globalThis.live = {
    session,
    state: async () => ({ ...seen, ...(await audioStats()), status: session.status, transcripts: session.transcripts }),
  };`;

/** What a page tells of its call. */
export interface LiveState {
  readonly status: string;
  readonly statuses: readonly string[];
  readonly messages: readonly string[];
  /** Rejections that nobody caught. */
  readonly errors: readonly string[];
  /** The parameters of each call of the tool `show-map`. */
  readonly tools: readonly object[];
  readonly transcripts: readonly { text: string; isFinal: boolean; speaker: string; medium: string }[];
  /** Energy of all audio that arrived. */
  readonly heard: number;
  /** Packets of the microphone. */
  readonly sent: number;
}

interface LivePage {
  readonly live: {
    readonly session: {
      joinCall(joinUrl: string): void;
      leaveCall(): Promise<void>;
      sendText(text: string): void;
      sendData(message: object): void;
      setOutputMedium(medium: string): void;
      muteMic(): void;
    };
    readonly state: () => Promise<LiveState>;
  };
}

/** A caller on a page of their own. */
export interface Caller {
  readonly page: Page;
  state(): Promise<LiveState>;
  /** Waits until the page's state passes. */
  sees(what: string, holds: (state: LiveState) => boolean): Promise<LiveState>;
  leave(): Promise<void>;
  type(text: string): Promise<void>;
  send(message: object): Promise<void>;
}

/** A Chromium with a microphone that beeps, and a host page with the vendor's client. */
export class LiveBrowser {
  readonly #browser: Browser;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server) {
    this.#browser = browser;
    this.#server = server;
  }

  static async start(): Promise<LiveBrowser> {
    const script = bundlePage(SCRIPT);
    const server = createServer((request, response) => {
      const isScript = request.url === "/live.js";
      response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html; charset=utf-8");
      response.end(isScript ? script : '<!doctype html><title>Live</title><script src="/live.js"></script>');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const found = await findChromium();
    const browser = await chromium.launch({
      ...found,
      args: [
        ...found.args,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        "--autoplay-policy=no-user-gesture-required",
      ],
    });
    return new LiveBrowser(browser, server);
  }

  /** Joins a call on a new page. With `isMuted` the microphone is silent from the start. */
  async join(joinUrl: string, { isMuted = false } = {}): Promise<Caller> {
    const page = await this.#browser.newPage();
    await page.goto(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`);
    await page.evaluate(
      ([url, muted]) => {
        const { session } = (window as unknown as LivePage).live;
        if (muted) session.muteMic();
        session.joinCall(url);
      },
      [joinUrl, isMuted] as const,
    );
    const state = () => page.evaluate(() => (window as unknown as LivePage).live.state());
    return {
      page,
      state,
      sees: async (what, holds) => {
        await until(page, async () => holds(await state()), what);
        return state();
      },
      leave: () => page.evaluate(() => (window as unknown as LivePage).live.session.leaveCall()),
      type: (text) =>
        page.evaluate((typed) => (window as unknown as LivePage).live.session.sendText(typed), text),
      send: (message) =>
        page.evaluate((sent) => (window as unknown as LivePage).live.session.sendData(sent), message),
    };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
