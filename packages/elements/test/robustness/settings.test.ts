import { resolveSettings, type Settings } from "../../src/core/settings.ts";
import { equal } from "../assert.ts";
import { describe, it } from "../mocha.ts";

const SCRIPT = "https://broker.example/keyhole/1.0.0/keyhole.js";

/** What comes of settings, where properties may hold anything. */
function settled(changes: Record<string, unknown>, script = SCRIPT) {
  const none = { site: "acme", broker: null, assertionSrc: null, getAssertion: null, timeZone: null };
  const element = Object.assign(document.createElement("div"), none, changes) as unknown as Element &
    Settings;
  return resolveSettings(element, script);
}

/** The session takes what it is given: whatever cannot work ends here. */
describe("resolveSettings()", () => {
  const brokers: [unknown, string][] = [
    [null, "https://broker.example"],
    ["", "https://broker.example"],
    ["https://other.example/", "https://other.example"],
    ["https://other.example/voice", "https://other.example/voice"],
    ["https://other.example/voice/", "https://other.example/voice"],
    ["https://other.example/voice/two//", "https://other.example/voice/two"],
    ["https://Other.example:443/Voice", "https://other.example/Voice"],
    ["https://user:word@other.example", "https://other.example"],
    [new URL("https://other.example"), "https://other.example"],
    ["/", location.origin],
    ["/path", `${location.origin}/path`],
  ];
  for (const [broker, address] of brokers) {
    it(`reduces broker ${JSON.stringify(broker)} to origin and path`, () =>
      equal(settled({ broker }), { site: "acme", broker: address, assertion: null }));
  }

  const scripts: [string, string][] = [
    ["/keyhole.js", ""],
    ["/keyhole.js?v=2#x", ""],
    ["/keyhole/1.0.0/keyhole.js", ""],
    ["/keyhole/1.0.0/keyhole.bundle.js", ""],
    ["/voice/keyhole.js", "/voice"],
    ["/voice/keyhole.js?from=a/b", "/voice"],
    ["/voice/two/keyhole/1.0.0/keyhole.js", "/voice/two"],
    ["/keyhole/keyhole.js", "/keyhole"],
    ["/keyhole/keyhole/1.0.0/call.js", "/keyhole"],
    ["/assets/index-4f2a.js", ""],
    ["/src/core/site-element.ts", ""],
  ];
  for (const [path, own] of scripts) {
    it(`takes the broker from the script ${path}`, () =>
      equal(settled({}, `https://acme.example${path}`), {
        site: "acme",
        broker: `https://acme.example${own}`,
        assertion: null,
      }));
  }

  for (const broker of [
    "ftp://broker.example",
    "data:text/plain,x",
    "https://",
    "javascript:0",
    "https://other.example/voice?query",
    "https://other.example/voice#hash",
    "https://other.example?query",
  ]) {
    it(`rejects broker ${broker}`, () => equal(settled({ broker }), { kind: "broker-invalid" }));
  }

  for (const site of [undefined, null, "", "  "]) {
    it(`rejects site ${JSON.stringify(site)}`, () => equal(settled({ site }), { kind: "site-missing" }));
  }

  it("converts a site that is no text", () => {
    equal(settled({ site: 7 }), { site: "7", broker: "https://broker.example", assertion: null });
  });

  it("never turns a member into a visitor when getAssertion is invalid", () => {
    for (const changes of [{ getAssertion: "x" }, { getAssertion: {} }, { assertionSrc: {} }]) {
      const options = settled(changes);
      equal("assertion" in options && options.assertion !== null, true);
    }
  });
});
