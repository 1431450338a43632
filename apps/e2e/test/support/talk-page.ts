import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { findChromium } from "@keyhole/dev/chromium";
import { type Demo, startDemo } from "@keyhole/launch";
import type { Clock } from "@keyhole/simulator";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { writeRoomyWorker } from "./roomy-worker.ts";
import { until } from "./until.ts";

/** A page's audio, microphone, policy violations and `keyhole-talk-*` events since it loaded. */
export interface Heard {
  /** Total energy of the audio received, as WebRTC's `totalAudioEnergy`; 0 for silence. */
  readonly energy: number;
  /** Number of microphone tracks that have not been stopped. */
  readonly openTracks: number;
  /** Violations of the Content Security Policy: directive and blocked URL. */
  readonly violations: readonly string[];
  /** `keyhole-talk-*` events in order, each with its type and its own fields. */
  readonly events: readonly { type: string; fields: Record<string, unknown> }[];
}

/** Runs in each page before its own scripts. */
function watchSound(): void {
  const peers: RTCPeerConnection[] = [];
  const tracks: MediaStreamTrack[] = [];
  const events: Heard["events"][number][] = [];
  const violations: string[] = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...options: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...options);
      peers.push(this);
    }
  };
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    // A browser without windows has nobody to ask: what the test permits decides.
    const { state } = await navigator.permissions.query({ name: "microphone" });
    if (state !== "granted") throw new DOMException("Permission denied", "NotAllowedError");
    const stream = await open(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };
  for (const name of ["start", "join", "state", "turn", "end", "fail"]) {
    document.addEventListener(`keyhole-talk-${name}`, (event) => {
      events.push({ type: event.type, fields: { ...event } });
    });
  }
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    violations.push(`${effectiveDirective} ${blockedURI}`);
  });
  Object.assign(window, {
    async heard(): Promise<Heard> {
      const reports = await Promise.all(peers.map((peer) => peer.getStats()));
      const inbound = reports
        .flatMap((report) => [...report.values()])
        .filter(({ type, kind }) => type === "inbound-rtp" && kind === "audio");
      return {
        energy: inbound.reduce((sum, { totalAudioEnergy = 0 }) => sum + totalAudioEnergy, 0),
        openTracks: tracks.filter(({ readyState }) => readyState === "live").length,
        events,
        violations,
      };
    },
  });
}

/** One call as the simulated Ultravox has it. */
export interface UpstreamCall {
  callId: string;
  joinUrl: string | null;
  joined: string | null;
  ended: string | null;
  endReason: string | null;
}

/** A browser with a microphone that beeps, and a demo whose simulator's clock can be set forward. */
export class TalkWorld {
  readonly demo: Demo;
  readonly #browser: Browser;
  readonly #skip: (ms: number) => void;

  private constructor(demo: Demo, browser: Browser, skip: (ms: number) => void) {
    this.demo = demo;
    this.#browser = browser;
    this.#skip = skip;
  }

  static async open(): Promise<TalkWorld> {
    let skippedMs = 0;
    const clock: Clock = {
      nowMs: () => performance.now() + skippedMs,
      sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
    };
    const ports = { pagePort: 0, playgroundPort: 0, brokerPort: 0, simulatorPort: 0 };
    const demo = await startDemo({ ...ports, calls: 0, clock, config: writeRoomyWorker() });
    const found = await findChromium();
    const media = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
    const browser = await chromium
      .launch({ ...found, args: [...found.args, ...media] })
      .catch(async (error) => {
        await demo.stop();
        throw error;
      });
    return new TalkWorld(demo, browser, (ms) => {
      skippedMs += ms;
    });
  }

  /** A visitor on the demo's page, or on one at the same origin with another policy or in other words. */
  async visit({
    microphone = true,
    policy,
    rewrite,
  }: {
    microphone?: boolean;
    policy?: string;
    rewrite?: (html: string) => string;
  } = {}): Promise<Talker> {
    const context = await this.#browser.newContext({ viewport: { width: 1000, height: 900 } });
    context.setDefaultTimeout(20_000);
    const url = `${this.demo.pageUrl}/talk.html`;
    await context.grantPermissions(microphone ? ["microphone"] : []);
    await context.addInitScript(watchSound);
    const page = await context.newPage();
    const talker = new Talker(page, context);
    if (policy !== undefined || rewrite !== undefined) {
      await context.grantPermissions(["microphone", "local-network-access"]);
      await page.route(url, async (route) => {
        const answer = await route.fetch();
        const headers = answer.headers();
        if (policy !== undefined) headers["content-security-policy"] = policy;
        const body = await answer.text();
        await route.fulfill({ response: answer, headers, body: rewrite?.(body) ?? body });
      });
    }
    await page.goto(url);
    return talker;
  }

  async setScenario(name: string): Promise<void> {
    const response = await fetch(`${this.demo.simulatorUrl}/_simulator/scenario`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name }),
    });
    assert.equal(response.ok, true, await response.text());
  }

  /** Sets the simulator's clock forward. */
  skip(ms: number): void {
    this.#skip(ms);
  }

  /** Number of calls upstream. */
  async callCount(): Promise<number> {
    const response = await fetch(`${this.demo.simulatorUrl}/_simulator/state`);
    return ((await response.json()) as { calls: number }).calls;
  }

  async upstreamCall(callId: string): Promise<UpstreamCall> {
    const response = await fetch(`${this.demo.simulatorUrl}/api/calls/${callId}`, {
      headers: { "X-API-Key": this.demo.secrets.ultravoxApiKey },
    });
    return (await response.json()) as UpstreamCall;
  }

  async close(): Promise<void> {
    await Promise.all([this.#browser.close(), this.demo.stop()]);
  }
}

/** A visitor, and what the page has come to. */
export class Talker {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly talk: Locator;
  /** Whatever was written to the console, and errors that nobody caught. */
  readonly written: string[] = [];
  /** Errors that nobody caught. */
  readonly errors: string[] = [];
  /** Addresses of sockets, as they opened. */
  readonly sockets: string[] = [];
  /** Bytes of files of the elements so far. */
  bytes = 0;

  constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.context = context;
    this.talk = page.locator("keyhole-talk");
    page.on("console", (message) => this.written.push(message.text()));
    page.on("pageerror", (error) => {
      this.errors.push(String(error));
      this.written.push(String(error.stack));
    });
    page.on("websocket", (socket) => this.sockets.push(socket.url()));
    page.on("requestfinished", async (request) => {
      if (!/\/keyhole[/.]/.test(new URL(request.url()).pathname)) return;
      const sizes = await request.sizes().catch(() => null);
      this.bytes += sizes?.responseBodySize ?? 0;
    });
  }

  button(name: string): Locator {
    return this.talk.getByRole("button", { name, exact: true });
  }

  /** Presses the button, and agrees to the text. */
  async press(): Promise<void> {
    await this.button("Start a call").click();
    await this.button("I agree, start").click();
  }

  /** Waits until the element says something. */
  async reads(words: string | RegExp): Promise<void> {
    await this.talk.getByText(words).first().waitFor();
  }

  heard(): Promise<Heard> {
    return this.page.evaluate(() => (window as unknown as { heard(): Promise<Heard> }).heard());
  }

  async hears(what: string, holds: (heard: Heard) => boolean): Promise<Heard> {
    await until(this.page, async () => holds(await this.heard()), what);
    return this.heard();
  }

  /** The call that the broker has made last. */
  async callId(): Promise<string> {
    const isStart = ({ type }: { type: string }) => type === "keyhole-talk-start";
    const { events } = await this.hears("a call is made", (heard) => heard.events.some(isStart));
    return String(events.findLast(isStart)?.fields.callId);
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
