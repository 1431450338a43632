import { describe, expect, it } from "vitest";
import { siteError } from "../support/expect-config-error.ts";

const REFUSED: [string, unknown][] = [
  ["undefined", undefined],
  ["null", null],
  ["an empty text", ""],
  ["the text null", "null"],
  ["a star alone", "*"],
  ["a host alone", "acme.example"],
  ["no scheme", "//acme.example"],
  ["plain http", "http://acme.example"],
  ["another scheme", "ftp://acme.example"],
  ["a file", "file:///"],
  ["a file with a host", "file://localhost"],
  ["a data URL", "data://text"],
  ["a web socket", "wss://acme.example"],
  ["an extension with a path", "chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh/popup.html"],
  ["a wildcard for extensions", "chrome-extension://*"],
  ["a wildcard for apps", "capacitor://*.localhost"],
  ["an app's scheme in capitals", "Tauri://localhost"],
  ["an app's scheme alone", "tauri://"],
  ["a path", "https://acme.example/embed"],
  ["two slashes", "https://acme.example//"],
  ["a query", "https://acme.example?a"],
  ["a fragment", "https://acme.example#a"],
  ["credentials", "https://user:pass@acme.example"],
  ["the port of https", "https://acme.example:443"],
  ["capitals", "https://ACME.example"],
  ["a scheme in capitals", "HTTPS://acme.example"],
  ["a space before", " https://acme.example"],
  ["a line end behind", "https://acme.example\n"],
  ["an umlaut that is not in punycode", "https://äcme.example"],
  ["a dot that only looks like one", "https://acme。example"],
  ["two origins", "https://acme.example https://other.example"],
  ["a list in a list", ["https://acme.example"]],

  ["a wildcard for everything", "https://*"],
  ["a wildcard with a dot", "https://*."],
  ["a wildcard scheme", "*://acme.example"],
  ["a wildcard port", "https://acme.example:*"],
  ["a wildcard for the start of a label", "https://*acme.example"],
  ["a wildcard for the end of a label", "https://acme-*.pages.dev"],
  ["a wildcard in the middle of a label", "https://a*e.example"],
  ["a wildcard that is not leftmost", "https://www.*.acme.example"],
  ["two wildcards", "https://*.*.acme.example"],
  ["two stars", "https://**.acme.example"],
  ["a wildcard with a path", "https://*.acme.example/embed"],
  ["a wildcard in the path", "https://acme.example//*.evil"],
  ["a wildcard with credentials", "https://user@*.acme.example"],
  ["a wildcard with capitals", "https://*.ACME.example"],
  ["a wildcard with plain http", "http://*.acme.example"],

  ["a wildcard below a top level", "https://*.com"],
  ["a wildcard below an unknown top level", "https://*.example"],
  ["a wildcard below a top level with a dot", "https://*.com."],
  ["a wildcard below previews of strangers, with a dot", "https://*.vercel.app."],
  ["a wildcard for part of a preview's label", "https://acme-*-team.vercel.app"],
  ["a wildcard below a suffix of suffixes", "https://*.compute.estate"],
  ["a wildcard below co.uk", "https://*.co.uk"],
  ["a wildcard below a suffix in punycode", "https://*.xn--55qx5d.cn"],
  ["a wildcard below a suffix by rule", "https://*.anything.ck"],
  ["a wildcard below pages.dev", "https://*.pages.dev"],
  ["a wildcard below workers.dev", "https://*.workers.dev"],
  ["a wildcard below github.io", "https://*.github.io"],
  ["a wildcard below vercel.app", "https://*.vercel.app"],
  ["a wildcard below netlify.app", "https://*.netlify.app"],
  ["a wildcard below myshopify.com", "https://*.myshopify.com"],
  ["a wildcard below herokuapp.com", "https://*.herokuapp.com"],
  ["a wildcard below a suffix with a port", "https://*.pages.dev:8443"],
  ["a wildcard below an address", "https://*.127.0.0.1"],
  ["a wildcard below an address of IPv6", "https://*.[::1]"],
  ["a wildcard below localhost", "http://*.localhost"],
  ["a wildcard below localhost with a port", "http://*.localhost:5173"],
];

describe("origins", () => {
  it.each(REFUSED)("%s is refused with its place in the list", (_, origin) => {
    siteError("sites.acme.origins[1]", { origins: ["https://acme.example", origin] });
  });

  it.each([
    "https://acme-*-team.vercel.app",
    "https://*.vercel.app",
    "https://*.pages.dev",
    "https://acme-*.netlify.app",
  ])("say what to do instead of %s", (origin) => {
    const message = siteError("sites.acme.origins[0]", { origins: [origin] });
    expect(message).toContain("list each origin in full, or give the pages a domain of your own");
  });

  it("say why a public suffix is refused", () => {
    expect(siteError("sites.acme.origins[0]", { origins: ["https://*.pages.dev"] })).toContain(
      "shared with strangers",
    );
  });
});
