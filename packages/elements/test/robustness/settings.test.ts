import { resolveSettings, type Settings } from "../../src/core/settings.ts";
import { equal } from "../assert.ts";
import { describe, it } from "../mocha.ts";

const SCRIPT = "https://broker.example/keyhole/1.0.0/keyhole.js";

/** What comes of settings, where properties may hold anything. */
function settled(changes: Record<string, unknown>) {
  const none = { site: "acme", broker: null, assertionSrc: null, getAssertion: null, timeZone: null };
  const element = Object.assign(document.createElement("div"), none, changes) as unknown as Element &
    Settings;
  return resolveSettings(element, SCRIPT);
}

/** The session takes what it is given: whatever cannot work ends here. */
describe("resolveSettings()", () => {
  const brokers: [unknown, string][] = [
    [null, "https://broker.example"],
    ["", "https://broker.example"],
    ["https://other.example/", "https://other.example"],
    ["https://other.example/path?query#hash", "https://other.example"],
    ["https://user:word@other.example", "https://other.example"],
    [new URL("https://other.example"), "https://other.example"],
    ["/path", location.origin],
  ];
  for (const [broker, origin] of brokers) {
    it(`reduces broker ${JSON.stringify(broker)} to its origin`, () =>
      equal(settled({ broker }), { site: "acme", broker: origin, assertion: null }));
  }

  for (const broker of ["ftp://broker.example", "data:text/plain,x", "https://", "javascript:0"]) {
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
