import { assert, equal } from "../../test/assert.ts";
import { BROKER, brokerSays, examined, fixOf, type Surroundings, wrongIn } from "../../test/doctor-page.ts";
import { problem } from "../../test/fake-session.ts";
import { after, afterEach, before, describe, it } from "../../test/mocha.ts";
import { unmountAll } from "../../test/mount.ts";

const HOUR_MS = 3_600_000;
const BROKER_UNKNOWN = { version: null, clock: null, site: null, origin: null, upstream: null, key: null };
const { error } = console;

/** A refusal as it comes from a broker. */
function refused(...[code, fields]: Parameters<typeof problem>): Response {
  const failure = problem(code, fields);
  const body = failure.kind === "problem" ? failure.problem : undefined;
  return new Response(JSON.stringify(body), {
    status: body?.status ?? 500,
    headers: { "Content-Type": "application/problem+json" },
  });
}

const thrower = (message: string) =>
  (() => {
    throw new DOMException(message, "SecurityError");
  }).bind(null);

/** Looks as if the page's policy allowed no microphone. */
const noMicrophone = { allowsFeature: (name: string) => name !== "microphone" };

/** Does nothing that a promise does. */
class NoPromise {
  static all = () => new NoPromise();
  static resolve = () => new NoPromise();
  // biome-ignore lint/suspicious/noThenProperty: a promise that never settles has one too
  then() {}
}

const FAULTS: [
  what: string,
  around: Surroundings,
  wrong: Record<string, boolean | null>,
  fix: [id: string, words: string],
][] = [
  [
    "an origin that is not allowed",
    { answer: () => brokerSays({ checks: { origin: false } }) },
    { origin: false },
    ["origin", `Its origin, ${globalThis.origin}, is not allowed.`],
  ],
  [
    "an unknown site",
    { answer: () => brokerSays({ checks: { site: false, origin: null, upstream: null, key: null } }) },
    { site: false, origin: null, upstream: null, key: null },
    ["site", "The broker has no site “acme”."],
  ],
  [
    "a clock that is off by an hour",
    { answer: () => brokerSays({ time: new Date(Date.now() - HOUR_MS).toISOString() }) },
    { clock: false },
    ["clock", "Set the correct time"],
  ],
  [
    "another version of the broker",
    { answer: () => brokerSays({ version: "0.2.0" }) },
    { version: false },
    ["version", "The element has version 0.1.0, the broker 0.2.0."],
  ],
  [
    "an upstream that is down",
    { answer: () => brokerSays({ checks: { upstream: false, key: null } }) },
    { upstream: false, key: null },
    ["upstream", "does not respond"],
  ],
  [
    "a key that is rejected",
    { answer: () => brokerSays({ checks: { key: false } }) },
    { key: false },
    ["key", "rejects the API key"],
  ],
  [
    "an identity provider that does not work",
    { answer: () => brokerSays({ checks: { identity: false } }) },
    { identity: false },
    ["identity", "no usable keys or addresses from the identity provider"],
  ],
  [
    "storage that the browser refuses",
    { change: [[globalThis, "indexedDB", { open: thrower("No storage.") }]] },
    { storage: false },
    ["storage", "Allow site data"],
  ],
  [
    "an insecure context",
    { change: [[globalThis, "isSecureContext", false]] },
    { "secure-context": false, storage: null, microphone: null },
    ["secure-context", "Serve this page over HTTPS."],
  ],
  [
    "a sandboxed frame without allow-same-origin",
    { change: [[globalThis, "origin", "null"]] },
    { sandbox: false, storage: null, microphone: null },
    ["sandbox", "allow-same-origin"],
  ],
  [
    "a policy without the microphone",
    { change: [[document, "permissionsPolicy", noMicrophone]] },
    { microphone: false },
    ["microphone", "Permissions-Policy"],
  ],
  [
    "a Promise that does nothing",
    { change: [[globalThis, "Promise", NoPromise]] },
    { "built-ins": false },
    ["built-ins", "Promise, which no longer works"],
  ],
  [
    "a Promise that somebody extends",
    { change: [[globalThis, "Promise", class extends Promise<unknown> {}]] },
    { "built-ins": null },
    ["built-ins", "has replaced Promise."],
  ],
  [
    "a fetch that somebody watches",
    { change: [[globalThis, "fetch", async () => brokerSays()]] },
    { "built-ins": null },
    ["built-ins", "has replaced fetch."],
  ],
  [
    "a fetch that does not work",
    { change: [[globalThis, "fetch", () => Promise.reject(new TypeError("planted"))]] },
    { broker: false, ...BROKER_UNKNOWN, "built-ins": false },
    ["built-ins", "fetch, which no longer works"],
  ],
  [
    "a broker that does not answer",
    { answer: () => Promise.reject(new TypeError("Failed to fetch")) },
    { broker: false, ...BROKER_UNKNOWN },
    ["broker", `${BROKER} does not answer`],
  ],
  [
    "a broker that lacks a setting",
    { answer: () => refused("not_configured") },
    { broker: false, ...BROKER_UNKNOWN },
    ["broker", "lacks a setting"],
  ],
  [
    "something else at the broker's address",
    { answer: () => Response.json({ hello: "world" }) },
    { broker: false, ...BROKER_UNKNOWN },
    ["broker", "does not answer like a Keyhole broker"],
  ],
];

describe("diagnose", () => {
  before(() => {
    console.error = () => {};
  });
  after(() => {
    console.error = error;
  });
  afterEach(unmountAll);

  it("has every check in order where all is well", async () => {
    const { checks, version } = await examined();
    const ids = "files settings secure-context sandbox storage microphone policy broker version clock";
    equal(
      checks,
      `${ids} site origin upstream key built-ins`.split(" ").map((id) => ({ id, ok: true, fix: null })),
    );
    equal(version, "0.1.0");
  });

  for (const [what, around, wrong, [id, words]] of FAULTS) {
    it(`names ${what}, and nothing else`, async () => {
      const diagnosis = await examined(around);
      equal(wrongIn(diagnosis), wrong);
      assert(fixOf(diagnosis, id).includes(words), fixOf(diagnosis, id));
      assert(!JSON.stringify(diagnosis).includes("In the broker's words."), "the words are the element's");
    });
  }

  it("lists the identity provider behind the key, for a site that has one", async () => {
    for (const ok of [true, null]) {
      const { checks } = await examined({ answer: () => brokerSays({ checks: { identity: ok } }) });
      const at = checks.findIndex(({ id }) => id === "identity");
      equal(checks.slice(at - 1, at + 1), [
        { id: "key", ok: true, fix: null },
        { id: "identity", ok, fix: null },
      ]);
    }
  });

  it("says it in the language of the element", async () => {
    const diagnosis = await examined({ change: [[document, "permissionsPolicy", noMicrophone]], lang: "de" });
    assert(fixOf(diagnosis, "microphone").startsWith("Diese Seite darf"), fixOf(diagnosis, "microphone"));
  });

  it("quotes an exception of the page without queries, tokens and keys", async () => {
    const secrets = [
      "token=abc",
      "eyJhbGciOiJIUzI1NiJ9.e30.c2ln",
      "AbCdEfGh.0123456789abcdef0123456789ABCDEF",
    ];
    const reason = `TypeError: at https://acme.example/app.js?${secrets.join(" ")} planted`;
    const diagnosis = await examined({ misuse: { kind: "page", reason } });
    equal(wrongIn(diagnosis), { "built-ins": false });
    const fix = fixOf(diagnosis, "built-ins");
    assert(fix.includes("https://acme.example/app.js") && fix.includes("planted"), fix);
    for (const secret of secrets) assert(!fix.includes(secret), fix);
  });

  it("asks the broker for the site alone, without credentials", async () => {
    const asked: string[] = [];
    await examined({
      answer: ({ href }) => {
        asked.push(href);
        return brokerSays();
      },
      options: { site: "a&b" },
    });
    equal(asked, [`${BROKER}/v1/doctor?site=a%26b`]);
  });

  describe("of a member", () => {
    const JWT = `e30.${btoa('{"iss":"a","sub":"anna"}').replace(/=+$/, "")}.c2ln`;
    const ask = (get: () => Promise<string | null>) =>
      examined({ options: { assertion: { kind: "function", get } } });

    it("is in order where the host vouches for one, and has no part of the assertion", async () => {
      const diagnosis = await ask(async () => JWT);
      equal(wrongIn(diagnosis), {});
      equal(diagnosis.checks.at(-1), { id: "sign-in", ok: true, fix: null });
      assert(!JWT.split(".").some((part) => JSON.stringify(diagnosis).includes(part)), "the assertion");
    });

    it("is not certain while nobody is signed in", async () => {
      const diagnosis = await ask(async () => null);
      equal(wrongIn(diagnosis), { "sign-in": null });
      assert(fixOf(diagnosis, "sign-in").includes("Sign in to this website"), fixOf(diagnosis, "sign-in"));
    });

    it("names a host that answers something else", async () => {
      const answer = ({ pathname }: URL) =>
        pathname === "/who" ? new Response("", { status: 404 }) : brokerSays();
      const diagnosis = await examined({
        answer,
        options: { assertion: { kind: "url", url: "/who?key=secret" } },
      });
      equal(wrongIn(diagnosis), { "sign-in": false });
      assert(fixOf(diagnosis, "sign-in").includes("status 404"), fixOf(diagnosis, "sign-in"));
      assert(!JSON.stringify(diagnosis).includes("secret"), "the query");
    });
  });
});
