import { type HostileCase, mint } from "./hostile-case.ts";

const body = "grant_type=client_credentials&client_id=acme";
const forged: Record<string, string | null> = {
  "no origin": null,
  "the null origin": "null",
  "an empty origin": "",
  "a suffix trick": "https://acme.example.evil.example",
  "a prefix trick": "https://evilacme.example",
  "another scheme": "http://acme.example",
  "another port": "https://acme.example:444",
  "upper case": "https://ACME.example",
  "a trailing dot": "https://acme.example.",
  "a trailing slash": "https://acme.example/",
  "user information": "https://acme.example@evil.example",
  "two in one header": "https://acme.example https://evil.example",
  "a Cyrillic look-alike": Buffer.from("https://аcme.example").toString("latin1"),
  "a look-alike in punycode": "https://xn--cme-8cd.example",
  "full-width letters": Buffer.from("https://ａｃｍｅ.example").toString("latin1"),
  "a wildcard": "https://*.example",
  "10 kB": `https://${"a".repeat(10_000)}.example`,
};

/** Nearly correct origins. */
export const origins: HostileCase[] = Object.entries(forged).map(([name, origin]) => ({
  name,
  request: mint(body, { origin }),
  status: 403,
  code: "origin_not_allowed",
}));
