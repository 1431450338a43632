import type { CallStarted, TalkOptions } from "@keyhole/contract";
import type { Answer, SessionRequest } from "../src/session/index.ts";
import { TalkStore } from "../src/talk/model/talk-store.ts";
import type { ClientOptions, VendorClient, VendorModule } from "../src/talk/model/vendor-client.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeSession, type Reply } from "./fake-session.ts";
import { settled } from "./wait.ts";

export const AGENT_ID = "0b6f8d0e-2c53-4d4e-9a57-6f0b8f5c1a11";
export const CALL_ID = "7d1c7f6a-1d0e-4a39-8f6e-52f7a9d7c004";
export const JOIN_URL = `wss://voice.example/calls/${CALL_ID}?token=secret`;

export const OPTIONS: TalkOptions = {
  agents: [
    {
      id: AGENT_ID,
      name: "Reception",
      mediums: ["voice", "text"],
      variables: [{ name: "name", maxLength: 80 }],
      metadata: ["campaign"],
      maxDurationMs: 600_000,
    },
  ],
  consent: null,
  turnstile: null,
};

const STARTED: CallStarted = {
  id: CALL_ID,
  joinUrl: JOIN_URL,
  joinBefore: "2026-11-20T12:00:30.000Z",
  maxDurationMs: 600_000,
};

/** A session whose broker makes calls, unless `start` says otherwise. */
export class TalkSession extends FakeSession {
  options = OPTIONS;
  start: () => Reply | Promise<Reply> = () => ({ body: STARTED });
  readonly starts: { key: string | undefined; body: unknown }[] = [];
  /** Ids of calls that were hung up. */
  readonly hungUp: string[] = [];
  /** How many requests were signed ahead. */
  signed = 0;

  constructor() {
    super();
    this.reply = (path) => {
      if (path === "/v1/talk") return { body: this.options };
      if (path === "/v1/calls") return this.start();
      const [, id] = /^\/v1\/calls\/([^/]+)\/hangup$/.exec(path) ?? [];
      if (id) this.hungUp.push(id);
      return id ? { body: undefined } : undefined;
    };
  }

  override async request<T>(path: string, init: SessionRequest<T>): Promise<Answer<T>> {
    if (init.hold) this.signed++;
    await init.hold;
    if (init.signal?.aborted || (!init.hold && this.state.status === "signed-out"))
      return { ok: false, dropped: true };
    if (path === "/v1/calls")
      this.starts.push({
        key: init.headers?.["Idempotency-Key"],
        body: JSON.parse(String(init.body)),
      });
    return super.request(path, init);
  }
}

/** The vendor's client, as the test plays it: `events` says what happens. */
export class FakeClient implements VendorClient {
  readonly options: ClientOptions;
  readonly said: string[] = [];
  joinUrl: string | null = null;
  hasLeft = false;
  takesText = true;

  constructor(options: ClientOptions) {
    this.options = options;
  }

  get events() {
    return this.options.events;
  }

  join(joinUrl: string): void {
    this.joinUrl = joinUrl;
  }

  async leave(): Promise<void> {
    this.hasLeft = true;
  }

  muteMic(isMuted: boolean): void {
    this.said.push(`mic ${isMuted ? "off" : "on"}`);
  }

  muteSpeaker(isMuted: boolean): void {
    this.said.push(`speaker ${isMuted ? "off" : "on"}`);
  }

  async useMicrophone(track: MediaStreamTrack): Promise<boolean> {
    this.said.push(`microphone ${track.id}`);
    return true;
  }

  async useSpeaker(id: string | null): Promise<boolean> {
    this.said.push(`speaker ${id}`);
    return id !== "broken";
  }

  addTool(name: string): void {
    this.said.push(`tool ${name}`);
  }

  setMedium(medium: string): void {
    this.said.push(`medium ${medium}`);
  }

  sendText(text: string): boolean {
    this.said.push(`text ${text}`);
    return this.takesText;
  }
}

/** Microphones as the browser gives them, or does not. */
export class FakeMicrophones {
  readonly streams: MediaStream[] = [];
  /** The `deviceId` of each request. */
  readonly asked: MediaTrackConstraints["deviceId"][] = [];
  /** What the browser answers; by default a stream of its own. */
  answer: () => MediaStream | Promise<MediaStream> = () => this.stream();
  readonly #context = new AudioContext();
  readonly #own = Object.getOwnPropertyDescriptor(navigator.mediaDevices, "getUserMedia");

  constructor() {
    const getUserMedia = async (constraints: MediaStreamConstraints) => {
      this.asked.push((constraints.audio as MediaTrackConstraints).deviceId);
      return this.answer();
    };
    Object.defineProperty(navigator.mediaDevices, "getUserMedia", {
      value: getUserMedia,
      configurable: true,
    });
  }

  stream(): MediaStream {
    const { stream } = this.#context.createMediaStreamDestination();
    this.streams.push(stream);
    return stream;
  }

  /** Whether no track is live. */
  get areClosed(): boolean {
    return this.streams
      .flatMap((stream) => stream.getTracks())
      .every(({ readyState }) => readyState === "ended");
  }

  restore(): void {
    if (this.#own) Object.defineProperty(navigator.mediaDevices, "getUserMedia", this.#own);
    else Reflect.deleteProperty(navigator.mediaDevices, "getUserMedia");
    void this.#context.close();
  }
}

/** A store with all that is around it. */
export class TalkPage {
  readonly session = new TalkSession();
  readonly clock = new FakeClock();
  readonly microphones = new FakeMicrophones();
  readonly clients: FakeClient[] = [];
  loadClient: () => Promise<VendorModule> = async () => ({
    createClient: (options) => {
      const client = new FakeClient(options);
      this.clients.push(client);
      return client;
    },
  });
  readonly store = new TalkStore(this.session, () => this.loadClient(), this.clock);

  get client(): FakeClient {
    const client = this.clients.at(-1);
    if (!client) throw new Error("Nobody joins.");
    return client;
  }

  get phase() {
    return this.store.state.phase;
  }

  /** Loads the options. */
  async open(): Promise<this> {
    this.store.open();
    await settled();
    return this;
  }

  /** Presses the button, and waits for what follows by itself. */
  async press(): Promise<this> {
    this.store.start({ agentId: AGENT_ID });
    await settled();
    return this;
  }

  /** A call that is live. */
  async talk(): Promise<this> {
    await this.open();
    await this.press();
    this.client.events.joined();
    return this;
  }

  close(): void {
    this.store.close();
    this.microphones.restore();
  }
}
