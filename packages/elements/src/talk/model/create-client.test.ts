import { assert, equal } from "../../../test/assert.ts";
import { after, afterEach, before, beforeEach, describe, it } from "../../../test/mocha.ts";
import { settled, until } from "../../../test/wait.ts";
import { createClient } from "./create-client.ts";
import type { VendorClient } from "./vendor-client.ts";

const JOIN_URL = "wss://voice.example/calls/1?token=secret";

/** A socket that does what a test says. */
class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  readonly sent: string[] = [];
  closes = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { wasClean: boolean }) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closes++;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  drop(wasClean = false): void {
    this.readyState = 3;
    this.onclose?.({ wasClean });
    this.dispatchEvent(new CloseEvent("close", { wasClean, code: wasClean ? 1000 : 1006 }));
  }
}

const own = globalThis.WebSocket;
const logged: string[] = [];
const rejected: string[] = [];
const methods = ["log", "info", "warn", "error", "debug", "trace"] as const;
const consoles = methods.map((name) => console[name]);
const catchRejection = (event: PromiseRejectionEvent) => rejected.push(String(event.reason));

before(() => {
  globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket;
  for (const name of methods)
    console[name] = (...words: unknown[]) => void logged.push(words.map(String).join(" "));
  addEventListener("unhandledrejection", catchRejection);
});
after(() => {
  globalThis.WebSocket = own;
  methods.forEach((name, place) => {
    console[name] = consoles[place] ?? console[name];
  });
  removeEventListener("unhandledrejection", catchRejection);
});

let told: string[];
let client: VendorClient;
beforeEach(() => {
  told = [];
  logged.length = rejected.length = FakeSocket.all.length = 0;
  localStorage.clear();
  client = createClient({
    context: null,
    track: null,
    tools: [],
    runTool: async () => "",
    events: {
      connects: (target) => void told.push(target),
      joined: () => void told.push("joined"),
      activity: (activity) => void told.push(activity),
      transcript: () => void told.push("transcript"),
      agentTrack: () => void told.push("track"),
      reconnecting: () => void told.push("reconnecting"),
      closed: (how) => void told.push(how),
    },
  });
});

/** After each test: no word on the console, nothing stored, no rejection without a listener. */
afterEach(async () => {
  await client.leave();
  await settled();
  equal([logged, Object.keys(localStorage), rejected], [[], [], []]);
});

const socket = () => {
  const found = FakeSocket.all[0];
  assert(found);
  return found;
};
const room = JSON.stringify({ type: "room_info", roomUrl: "wss://room.example", token: "room-secret" });

describe("createClient", () => {
  it("says refused where the socket closes before it names a room, and says it once", () => {
    client.join(JOIN_URL);
    socket().open();
    socket().drop();
    socket().drop();
    equal(told, ["wss://voice.example", "refused"]);
  });

  it("says lost where the room is not reached", async () => {
    client.join(JOIN_URL);
    socket().open();
    socket().onmessage?.({ data: room });
    await until(() => FakeSocket.all.length > 1, "the room is asked");
    equal(told, ["wss://voice.example", "wss://room.example"]);
    // LiveKit tries more than once.
    const timer = setInterval(() => {
      for (const each of FakeSocket.all.slice(1)) {
        each.onerror?.(new Event("error"));
        each.drop();
      }
    }, 10);
    await until(() => told.length > 2, "it is told").finally(() => clearInterval(timer));
    equal(told.slice(2), ["lost"]);
    equal(socket().closes, 1, "the vendor's own socket is closed");
  });

  it("says ended where the socket closes in order once there is a room", async () => {
    client.join(JOIN_URL);
    socket().open();
    socket().onmessage?.({ data: room });
    await until(() => FakeSocket.all.length > 1, "the room is asked");
    socket().drop(true);
    equal(told.at(-1), "ended");
  });

  it("says failed for a first message that cannot be read", () => {
    client.join(JOIN_URL);
    socket().onmessage?.({ data: "{" });
    equal(told.at(-1), "failed");
  });

  it("says failed for a join URL that is none, without quoting it", () => {
    client.join("no url with a secret");
    equal(told, ["failed"]);
  });

  it("builds one room, whatever else the socket says", async () => {
    client.join(JOIN_URL);
    socket().open();
    socket().onmessage?.({ data: room });
    socket().onmessage?.({ data: room });
    socket().onmessage?.({ data: "{" });
    await until(() => FakeSocket.all.length > 1, "the room is asked");
    equal(FakeSocket.all.length, 2);
    equal(told, ["wss://voice.example", "wss://room.example"]);
  });

  it("closes a socket that is left early once it is open: a browser logs the address otherwise", async () => {
    client.join(JOIN_URL);
    await client.leave();
    equal(socket().closes, 0);
    socket().open();
    equal([socket().closes, told], [1, ["wss://voice.example"]]);
  });

  it("neither throws nor sends before there is an agent", async () => {
    client.join(JOIN_URL);
    equal(client.sendText("Hello"), false);
    client.setMedium("text");
    client.muteMic(true);
    client.muteSpeaker(true);
    equal([await client.useSpeaker("no such speaker"), socket().sent], [false, []]);
  });
});
