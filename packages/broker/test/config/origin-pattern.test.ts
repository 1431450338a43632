import { describe, expect, it } from "vitest";
import { parseOriginPattern } from "../../src/config/origin-pattern.ts";

/** Origins as browsers might send them, by pattern; the first list matches and the second does not. */
const CASES: Record<string, [string[], string[]]> = {
  "https://acme.example": [
    ["https://acme.example"],
    [
      "null",
      "",
      "*",
      "acme.example",
      "//acme.example",
      "http://acme.example",
      "https://acme.example/",
      "https://acme.example:443",
      "https://acme.example:8443",
      "https://acme.example.",
      "https://ACME.example",
      "HTTPS://acme.example",
      "https://www.acme.example",
      "https://evilacme.example",
      "https://acme.example.evil.example",
      "https://acme.example@evil.example",
      "https://acme.example#.evil.example",
      "https://evil.example/https://acme.example",
      "https://acme.example https://evil.example",
      "https://acme.example, https://evil.example",
      "https://acme.example\u0000",
      " https://acme.example",
      // Cyrillic a, full-width a, a dot that only looks like one, and what a browser makes of the first.
      "https://аcme.example",
      "https://ａcme.example",
      "https://acme。example",
      "https://xn--cme-8cd.example",
    ],
  ],
  "https://acme.example:8443": [
    ["https://acme.example:8443"],
    ["https://acme.example", "https://acme.example:443", "https://acme.example:84430"],
  ],
  "https://xn--cme-qla.example": [["https://xn--cme-qla.example"], ["https://äcme.example"]],
  "http://localhost:5173": [
    ["http://localhost:5173"],
    ["http://localhost", "https://localhost:5173", "http://127.0.0.1:5173"],
  ],
  "chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh": [
    ["chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh"],
    [
      "null",
      "chrome-extension://bbbbbbbbccccddddeeeeffffgggghhhh",
      "chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh/",
      "moz-extension://aaaabbbbccccddddeeeeffffgggghhhh",
    ],
  ],
  "moz-extension://6a0c1a5e-7f42-4f5c-8a3c-0000000000a1": [
    ["moz-extension://6a0c1a5e-7f42-4f5c-8a3c-0000000000a1"],
    ["null"],
  ],
  "capacitor://localhost": [
    ["capacitor://localhost"],
    [
      "null",
      "ionic://localhost",
      "https://localhost",
      "capacitor://localhost:1",
      "capacitor://evil",
      "capacitor://",
    ],
  ],
  "tauri://localhost": [["tauri://localhost"], ["null", "http://tauri.localhost"]],
  "http://tauri.localhost": [["http://tauri.localhost"], ["null", "http://localhost", "tauri://localhost"]],
  "app.acme.mobile://host:81": [["app.acme.mobile://host:81"], ["app.acme.mobile://host", "null"]],
  "https://*.acme.pages.dev": [
    [
      "https://preview.acme.pages.dev",
      "https://3f9a-1.acme.pages.dev",
      "https://a_b.acme.pages.dev",
      "https://xn--cme-qla.acme.pages.dev",
    ],
    [
      "null",
      "https://acme.pages.dev",
      "https://.acme.pages.dev",
      "https://a.b.acme.pages.dev",
      "https://*.acme.pages.dev",
      "https://previewacme.pages.dev",
      "https://evil-acme.pages.dev",
      "https://preview.acme.pages.dev.evil.example",
      "https://preview.acme.pages.dev.",
      "https://preview.acme.pages.dev:8443",
      "https://preview.acme.pages.dev/",
      "http://preview.acme.pages.dev",
      "https://PREVIEW.acme.pages.dev",
      "https://evil.example/.acme.pages.dev",
      "https://evil.example?.acme.pages.dev",
      "https://evil.example#.acme.pages.dev",
      "https://evil@preview.acme.pages.dev",
      "https://evil:1.acme.pages.dev",
      "https://évil.acme.pages.dev",
      "https://pre view.acme.pages.dev",
      "https://preview.acme.pages.dev\n",
    ],
  ],
  "https://*.acme.example:8443": [
    ["https://a.acme.example:8443"],
    ["https://a.acme.example", "https://a.acme.example:84430", "https://a.acme.example:443"],
  ],
};

const ROWS = Object.entries(CASES).flatMap(([pattern, [matching, others]]) => [
  ...matching.map((origin) => [pattern, origin, true] as const),
  ...others.map((origin) => [pattern, origin, false] as const),
]);

describe("an origin pattern", () => {
  it.each(ROWS)("%s, origin %j: %s", (pattern, origin, expected) => {
    expect(parseOriginPattern("origins[0]", pattern).matches(origin)).toBe(expected);
  });

  it("may end in a slash", () => {
    expect(parseOriginPattern("origins[0]", "https://acme.example/").matches("https://acme.example")).toBe(
      true,
    );
  });
});
