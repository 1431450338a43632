import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { keyInAttribute } from "./settings.ts";

const KEY = "Zk3vQ9xT.0123456789abcdefghijABCDEFGHIJ01";

function element(attributes: Record<string, string>): Element {
  const made = document.createElement("div");
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

describe("keyInAttribute", () => {
  const refused: [string, string][] = [
    ["site", KEY],
    ["data-x", `Bearer ${KEY}`],
    ["broker", `https://broker.example/?key=${KEY}`],
    ["api-key", "short"],
    ["apikey", "short"],
    ["api_key", "short"],
    ["key", "short"],
    ["token", "short"],
    ["access-token", "short"],
    ["ultravox-api-key", "short"],
    ["secret", "short"],
    ["assertion", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl"],
  ];
  for (const [name, value] of refused) {
    it(`rejects ${name}="${value.slice(0, 20)}"`, () =>
      equal(keyInAttribute(element({ site: "acme", [name]: value })), name));
  }

  const fine: [string, string][] = [
    ["site", "acme"],
    ["broker", "https://keyhole.acme.workers.dev"],
    ["broker", "https://01234567.abcdefgh.example"],
    ["assertion-src", "/session/assertion?for=keyhole"],
    ["id", "eyJ"],
    ["class", "calls tokens keyed"],
    ["token", ""],
    ["data-keys", "a b"],
    ["data-digest", "0123456789abcdef0123456789abcdef01234567"],
  ];
  for (const [name, value] of fine) {
    it(`accepts ${name}="${value}"`, () => equal(keyInAttribute(element({ [name]: value })), null));
  }
});
